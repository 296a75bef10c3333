// Each part of the desk is replaced by one that fails on demand; the desk around them is real.
import { jest } from '@jest/globals'
import type { SessionView } from '@lectern/shared/program'
import { screen } from '@testing-library/react'
import type { StageMedia } from '../stage/stageMedia.ts'
import { createStageStore } from '../stage/stageStore.ts'
import { clara, draw } from '../testing/drawPage.tsx'

let failing = ''
const partOf = (name: string) => () => {
  if (name === failing) throw new Error(`${name} fails`)
  return <p>{name}</p>
}
const mock = (path: string, name: string) => jest.unstable_mockModule(path, () => ({ [name]: partOf(name) }))

const view = {
  session: { id: 'heart', title: 'Heart failure', moderators: [] },
  state: { phase: 'live', liveAt: 0, resumesAt: null },
} as unknown as SessionView
const media = { store: createStageStore() } as unknown as StageMedia

jest.unstable_mockModule('../live/useConnection.ts', () => ({
  live: () => ({}),
  useNow: () => 0,
  useConnectionStatus: () => 'connected',
}))
jest.unstable_mockModule('../program/useProgram.ts', () => ({ useSession: () => ({ data: view }) }))
jest.unstable_mockModule('../stage/useStageMedia.ts', () => ({ useStageMedia: () => media }))
jest.unstable_mockModule('../stage/useStageState.ts', () => ({
  useStageState: () => ({ stage: { presenters: [] }, watching: 3, activeSpeaker: null }),
}))
mock('../program/PhaseButtons.tsx', 'PhaseButtons')
mock('./PresenterLists.tsx', 'PresenterLists')
mock('./DeskSound.tsx', 'DeskSound')
mock('./LayoutChoice.tsx', 'LayoutChoice')
mock('../stage/StageView.tsx', 'StageView')
mock('../questions/QuestionsDesk.tsx', 'QuestionsDesk')
mock('../questions/QuestionsLeft.tsx', 'QuestionsLeft')
mock('../questions/PinnedQuestion.tsx', 'PinnedQuestion')
mock('../polls/PollOnStage.tsx', 'PollOnStage')
mock('../crew/CrewDesk.tsx', 'CrewDesk')
mock('../polls/PollsDesk.tsx', 'PollsDesk')
const { default: DeskPage } = await import('./DeskPage.tsx')

const parts = [
  'PhaseButtons',
  'PresenterLists',
  'StageView',
  'DeskSound',
  'LayoutChoice',
  'QuestionsDesk',
  'PollsDesk',
  'PinnedQuestion',
  'PollOnStage',
  'CrewDesk',
]

beforeEach(() => {
  // React reports what a boundary has caught.
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => jest.restoreAllMocks())

test.each(parts)('%s fails: the rest of the desk keeps working', async (name) => {
  failing = name
  await draw(<DeskPage />, {
    person: { ...clara, roles: ['organiser'] },
    path: '/sessions/:sessionId/desk',
    address: '/sessions/heart/desk',
  })
  await screen.findByRole('heading', { level: 1, name: 'Heart failure' })
  expect(screen.getByText('3 watching')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toMatch(/has stopped/)
  for (const part of parts) expect(screen.queryAllByText(part)).toHaveLength(part === name ? 0 : 1)
})
