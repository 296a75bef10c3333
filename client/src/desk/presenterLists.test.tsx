import type { CommandName } from '@lectern/shared/commands'
import type { Presenter, StageProducer, StageState } from '@lectern/shared/stage'
import { Notifications, notifications } from '@mantine/notifications'
import { act, cleanup, screen } from '@testing-library/react'
import { draw, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeConnection } from '../testing/fakeConnection.ts'
import { setLastAct } from '../ui/lastActs.ts'
import { LayoutChoice } from './LayoutChoice.tsx'
import { PresenterLists } from './PresenterLists.tsx'

class FakeStage extends FakeConnection {
  clock = 0
  protected answer(name: CommandName): unknown {
    return name
  }
}

let server: FakeStage
const person = (
  id: string,
  onStageAt: number | null,
  producers: Partial<StageProducer>[] = [],
): Presenter => ({
  peerId: `peer-${id}`,
  personId: id,
  name: `Dr ${id}`,
  credentials: 'MD',
  onStageAt,
  producers: producers.map((producer, index) => ({
    producerId: `${id}-${index}`,
    kind: 'audio',
    source: 'microphone',
    paused: false,
    ...producer,
  })),
})
const stage = (...presenters: Presenter[]): StageState => ({
  sessionId: 'heart',
  version: 1,
  layout: 'auto',
  spotlight: null,
  presenters,
})
const show = (...presenters: Presenter[]) =>
  draw(
    <>
      <Notifications />
      <PresenterLists stage={stage(...presenters)} now={0} activeSpeaker="peer-okafor" media={undefined} />
      <LayoutChoice stage={stage(...presenters)} />
    </>,
    { connection: server.connection, heading: 'Heart failure in 2026' },
  )
const sent = () => server.sent.map(({ name, request }) => [name, request.personId ?? request.layout])

beforeEach(() => {
  server = new FakeStage()
})
afterEach(() => {
  act(() => notifications.clean())
  cleanup()
  setLastAct('questions', 0)
})

test('each presenter is one row with what they send and one button', async () => {
  await show(
    person('okafor', 0, [{}, { source: 'camera', kind: 'video', paused: true }]),
    person('lindqvist', 2500),
    person('rao', null, [{ silent: true }, { source: 'camera', kind: 'video', lost: true }]),
  )
  expect(screen.getByRole('region', { name: 'On stage 2' }).textContent).toContain('Dr okafor, speaking')
  expect(text()).toContain('camera off')
  expect(text()).toContain('On in 3')
  const backstage = screen.getByRole('region', { name: 'Backstage 1' })
  expect(backstage.textContent).toContain('Lost: camera. Nothing arrives: microphone')
  expect(screen.getByRole('button', { name: 'Take off Dr okafor' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Bring on Dr rao' })).toBeTruthy()
  expect(await violations()).toEqual([])
})

test('nobody there: the lists say who comes and how', async () => {
  await show()
  expect(text()).toContain('No one on stage. Bring someone on from backstage.')
  expect(text()).toContain('No one backstage.')
  expect(await violations()).toEqual([])
})

test('the last speaker who was taken off comes back by u, without a countdown', async () => {
  const { user } = await show(person('okafor', 0))
  await user.keyboard('b')
  await nextTurn()
  expect(text()).toContain('Dr okafor is off the stage.')
  await user.keyboard('u')
  await nextTurn()
  expect(server.sent.at(-1)).toEqual({
    name: 'stage.bringOn',
    request: { sessionId: 'heart', personId: 'okafor', undo: true },
  })
  await user.keyboard('u')
  expect(server.sent).toHaveLength(2)
})

test('u takes back what was done last: not the stage, if a question was acted on since', async () => {
  const { user } = await show(person('okafor', 0))
  await user.keyboard('b')
  await nextTurn()
  act(() => setLastAct('questions', performance.now()))
  await user.keyboard('u')
  expect(sent()).toEqual([['stage.takeOff', 'okafor']])
  // That was taken back, and nothing else is left of the questions.
  act(() => setLastAct('questions', 0))
  await user.keyboard('u')
  await nextTurn()
  expect(sent()).toEqual([
    ['stage.takeOff', 'okafor'],
    ['stage.bringOn', 'okafor'],
  ])
})

test('brackets choose who b moves, and a held b moves one', async () => {
  const { user } = await show(person('okafor', 0), person('rao', null))
  await user.keyboard(']{b>5/}')
  await nextTurn()
  expect(sent()).toEqual([['stage.bringOn', 'rao']])
})

test('1 to 4 choose the layout; the current one is marked', async () => {
  const { user } = await show(person('okafor', 0))
  await user.keyboard('4213')
  await nextTurn()
  expect(sent()[0]).toEqual(['stage.setLayout', 'panel'])
  const current = screen.getByRole('button', { name: 'Automatic layout 1' })
  expect(current.getAttribute('aria-pressed')).toBe('true')
})
