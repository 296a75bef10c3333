import type { SessionView } from '@lectern/shared/program'
import { act, cleanup, screen } from '@testing-library/react'
import { provide } from '../live/useFollowed.ts'
import { draw } from '../polls/drawPolls.tsx'
import { FakePolls, poll, sessionId } from '../polls/fakePolls.ts'
import { FakeQuestions } from '../questions/fakeQuestions.ts'
import { questionsKey } from '../questions/questionsClient.ts'
import { violations } from '../testing/drawPage.tsx'
import { PanelSkeleton, RoomPanel } from './RoomPanel.tsx'

let polls: FakePolls
let stop = () => {}
const view = {
  session: { id: sessionId, title: 'Heart failure', summary: '', speakers: [], moderators: [] },
} as unknown as SessionView

async function panel() {
  polls = new FakePolls()
  const questions = new FakeQuestions()
  provide(polls.connection, questionsKey(sessionId), questions.questions)
  const page = await draw(polls, <RoomPanel view={view} />)
  stop = () => page.polls.stop()
  return page
}
const chosen = () => screen.getByRole('tab', { selected: true }).textContent
const open = () => act(async () => polls.change(poll('a')))

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  cleanup()
  stop()
})

test('a new poll is shown at once, and one press votes', async () => {
  const { user } = await panel()
  expect(chosen()).toBe('Questions')
  await open()
  expect(chosen()).toMatch(/^Polls/)
  await user.click(screen.getByRole('button', { name: 'Digoxin' }))
  expect(polls.requests('polls.vote')).toHaveLength(1)
  expect(await violations()).toEqual([])
})

test('somebody who writes a question goes on writing, and is told of the poll in one line above the tabs', async () => {
  const { user } = await panel()
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Ask a question' })
  await user.type(field, 'Which dose')
  await open()
  expect(chosen()).toBe('Questions')
  expect(document.activeElement).toBe(field)
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Answer' }))
  expect(chosen()).toMatch(/^Polls/)
  await user.click(screen.getByRole('tab', { name: /Questions/ }))
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Ask a question' }).value).toBe(
    'Which dose',
  )
})

test('somebody who only looks at the tabs is shown the poll', async () => {
  const { user } = await panel()
  await user.click(screen.getByRole('tab', { name: 'Questions' }))
  await open()
  expect(chosen()).toMatch(/^Polls/)
})

test('before the picture the panel says that it loads', async () => {
  await draw(new FakePolls(), <PanelSkeleton />).then(({ polls: kept }) => {
    stop = () => kept.stop()
  })
  expect(screen.getByRole('status', { name: 'Loading the questions' })).toBeTruthy()
  expect(await violations()).toEqual([])
})
