// For tests: a part of a page on a fake server, with theme, toasts and measurements that jsdom lacks.
import { Notifications, notifications } from '@mantine/notifications'
import { act, cleanup } from '@testing-library/react'
import type { ReactNode } from 'react'
import { provide } from '../live/useFollowed.ts'
import { clara, draw as drawPage, nextTurn } from '../testing/drawPage.tsx'
import { type FakeQuestions, sessionId } from './fakeQuestions.ts'
import { questionsKey } from './questionsClient.ts'

/** Heights that jsdom lacks: a column shows some forty cards of 100 px each. */
const cardHeight = 100
const columnHeight = 4000
Object.defineProperty(Element.prototype, 'clientHeight', {
  get(this: Element) {
    return this.classList.contains('desk-scroll') ? columnHeight : cardHeight
  },
})
Object.defineProperty(Element.prototype, 'clientWidth', { get: () => 300 })
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get: () => cardHeight })
HTMLElement.prototype.getBoundingClientRect = function (this: HTMLElement) {
  const item = this.closest<HTMLElement>('li[data-index]')
  return new DOMRect(0, Number(item?.dataset.index ?? 0) * cardHeight, 300, cardHeight)
}
Element.prototype.scrollIntoView = () => undefined
Element.prototype.scrollTo = () => undefined

/** Draws it for a person who follows the session's questions. */
export async function draw(server: FakeQuestions, page: ReactNode, personId = 'moreau') {
  const { connection } = server
  provide(connection, questionsKey(sessionId), server.questions)
  const content = (
    <>
      <Notifications />
      {page}
    </>
  )
  const person = { ...clara, id: personId }
  const drawn = await drawPage(content, { connection, person, heading: 'Heart failure in 2026' })
  await answers()
  return drawn
}

/** Waits for pending replies. */
export const answers = (ms = 10) => nextTurn(ms)

export function clear(): void {
  act(() => notifications.clean())
  cleanup()
}
