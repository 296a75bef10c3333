// For tests: a part of a page on a played server, in the theme, with the toasts; and what a browser would measure.
import { MantineProvider } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { act, cleanup, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import type { ReactNode } from 'react'
import { theme } from '../ui/theme.ts'
import type { PlayedQuestions } from './playedQuestions.ts'

/** The heights that jsdom does not know: a column shows some forty cards, each 100 px high. */
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

let release = () => {}

export async function draw(server: PlayedQuestions, page: ReactNode) {
  const user = userEvent.setup()
  release = server.questions.hold()
  const drawn = render(
    <MantineProvider theme={theme} env="test">
      <Notifications />
      <main>
        <h1>Heart failure in 2026</h1>
        {page}
      </main>
    </MantineProvider>,
  )
  await answers()
  return { user, ...drawn }
}

/** Lets everything arrive that is on its way. */
export const answers = () => act(() => new Promise<void>((done) => setTimeout(done, 10)))

export function clear(): void {
  act(() => notifications.clean())
  cleanup()
  release()
}

export async function violations(): Promise<string[]> {
  const found = await axe(document.body)
  return found.violations.map(({ id, help }) => `${id}: ${help}`)
}
