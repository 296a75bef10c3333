// Each part of the room is replaced by one that fails on demand; the room around them is real.
import { jest } from '@jest/globals'
import type { SessionView } from '@lectern/shared/program'
import { screen } from '@testing-library/react'
import type { StageMedia } from '../stage/stageMedia.ts'
import { createStageStore } from '../stage/stageStore.ts'
import { draw } from '../testing/drawPage.tsx'

let failing = ''
const partOf = (name: string) => () => {
  if (name === failing) throw new Error(`${name} fails`)
  return <p>{name}</p>
}
const mock = (path: string, ...names: string[]) =>
  jest.unstable_mockModule(path, () => Object.fromEntries(names.map((name) => [name, partOf(name)])))

jest.unstable_mockModule('../live/useConnection.ts', () => ({
  live: () => ({ now: () => 0, beat: () => undefined }),
  useNow: () => 0,
  useConnectionStatus: () => 'connected',
}))
mock('../stage/StageView.tsx', 'StageView')
mock('../stage/StageSound.tsx', 'StageSound')
mock('../stage/QualityMeter.tsx', 'QualityMeter')
mock('../questions/PinnedQuestion.tsx', 'PinnedQuestion')
mock('../polls/PollOnStage.tsx', 'PollOnStage')
mock('../polls/PollNews.tsx', 'PollNews')
mock('../polls/PollBar.tsx', 'PollBar')
mock('../polls/PollsCount.tsx', 'PollsCount')
mock('../stage/Volume.tsx', 'Volume')
mock('../attendance/RoomCredit.tsx', 'RoomCredit')
jest.unstable_mockModule('./panels.tsx', () => ({
  panels: [{ id: 'questions', label: 'Questions', Content: partOf('Panel'), Count: partOf('Count') }],
}))
const { StageRoom } = await import('./StageRoom.tsx')

const view = {
  session: { id: 'heart', title: 'Heart failure', activityId: 'heart-2026' },
  state: { phase: 'live', liveAt: 0, resumesAt: null },
} as unknown as SessionView

const parts = [
  'StageView',
  'StageSound',
  'QualityMeter',
  'PinnedQuestion',
  'PollOnStage',
  'PollNews',
  'PollBar',
  'Volume',
  'RoomCredit',
  'Panel',
  'Count',
]

beforeEach(() => {
  // React reports what a boundary has caught.
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => jest.restoreAllMocks())

test('in a break no question stands over the words of the break', async () => {
  failing = ''
  const media = { store: createStageStore(), retry: () => undefined } as unknown as StageMedia
  const paused = { ...view, state: { ...view.state, phase: 'paused' as const } }
  await draw(<StageRoom view={paused} media={media} />)
  await screen.findByText('Break', { selector: '.break-title' })
  await screen.findByText('PollOnStage')
  expect(screen.queryByText('PinnedQuestion')).toBeNull()
})

test.each(parts)('%s fails: the rest of the room keeps working', async (name) => {
  failing = name
  const media = { store: createStageStore(), retry: () => undefined } as unknown as StageMedia
  await draw(<StageRoom view={view} media={media} />)
  await screen.findByRole('tab', { name: /Questions/ })
  screen.getByRole('link', { name: 'Leave' })
  expect(screen.getByRole('alert').textContent).toMatch(/has stopped/)
  for (const part of parts) expect(screen.queryAllByText(part)).toHaveLength(part === name ? 0 : 1)
})
