// Each part of the page is replaced by one that fails on demand; the page around them is real.
import { jest } from '@jest/globals'
import type { SessionView } from '@lectern/shared/program'
import { screen } from '@testing-library/react'
import { Capture } from '../stage/devices/capture.ts'
import { PlayedPage, presenter } from '../stage/fakeStage.ts'
import { draw } from '../testing/drawPage.tsx'

let failing = ''
const partOf = (name: string) => () => {
  if (name === failing) throw new Error(`${name} fails`)
  return <p>{name}</p>
}
const mock = (path: string, ...names: string[]) =>
  jest.unstable_mockModule(path, () => Object.fromEntries(names.map((name) => [name, partOf(name)])))

const page = new PlayedPage('presenter')
jest.unstable_mockModule('../live/useConnection.ts', () => ({
  live: () => ({ now: () => 0 }),
  useNow: () => 0,
}))
jest.unstable_mockModule('../stage/useStageMedia.ts', () => ({ useStageMedia: () => page.media }))
mock('../crew/BackstageCrew.tsx', 'BackstageCrew')
mock('../crew/SpeakerCue.tsx', 'SpeakerCue')
mock('../polls/PollOnStage.tsx', 'PollOnStage')
mock('../questions/BackstageQuestions.tsx', 'BackstageQuestions')
mock('../stage/StageSound.tsx', 'StageSound')
mock('../stage/StageView.tsx', 'StageView')
mock('../stage/devices/DevicePickers.tsx', 'DevicePickers')
mock('../stage/devices/DeviceTrouble.tsx', 'DeviceTrouble')
mock('../stage/devices/SelfView.tsx', 'SelfView')
mock('../stage/devices/SendControls.tsx', 'SendControls')
mock('./SpeakerDirects.tsx', 'SpeakerDirects')
const { Backstage } = await import('./Backstage.tsx')

const view = {
  session: { id: 'heart', title: 'Heart failure', endsAt: 1, moderators: [] },
  state: { phase: 'live' },
} as unknown as SessionView

const parts = [
  'PollOnStage',
  'BackstageQuestions',
  'StageSound',
  'StageView',
  'DevicePickers',
  'DeviceTrouble',
  'SelfView',
  'SendControls',
  'SpeakerDirects',
  'BackstageCrew',
  'SpeakerCue',
]

beforeEach(() => {
  // React reports what a boundary has caught.
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => jest.restoreAllMocks())

/** The stage knows of the page, which is backstage. */
function comeBackstage(): void {
  const presenters = [{ ...presenter('okafor', []), onStageAt: null }]
  page.media.store.setState({ stage: { ...page.stage.state, presenters }, peerId: presenters[0]!.peerId })
}

test('before the stage knows of it, a page says that it is not backstage', async () => {
  failing = ''
  await draw(<Backstage view={view} capture={new Capture(undefined)} />)
  expect(screen.getByText('This page is not backstage: it sends nothing.')).toBeTruthy()
  expect(screen.queryByText(/You are backstage/)).toBeNull()
})

test.each(parts)('%s fails: the speaker keeps the rest', async (name) => {
  failing = name
  comeBackstage()
  await draw(<Backstage view={view} capture={new Capture(undefined)} />)
  expect(screen.getByText(/has stopped because/)).toBeTruthy()
  expect(screen.getByText('You are backstage. Viewers do not see or hear you.')).toBeTruthy()
  for (const part of parts) expect(screen.queryAllByText(part)).toHaveLength(part === name ? 0 : 1)
})
