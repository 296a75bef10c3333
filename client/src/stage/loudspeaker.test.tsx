import { jest } from '@jest/globals'

const prototype = HTMLMediaElement.prototype as { setSinkId?: unknown }

/** An element that can play through `there`, and refuses other loudspeakers. */
function element(there: string[]) {
  const played = {
    sinkId: '',
    setSinkId: async (deviceId: string) => {
      if (deviceId !== '' && !there.includes(deviceId)) throw new DOMException('', 'NotFoundError')
      played.sinkId = deviceId
    },
  }
  return played as unknown as HTMLAudioElement
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
/** A freshly loaded page. */
async function load() {
  jest.resetModules()
  return import('./loudspeaker.ts')
}

beforeEach(() => {
  localStorage.clear()
  prototype.setSinkId = () => undefined
})
afterEach(() => {
  delete prototype.setSinkId
})

test('the chosen loudspeaker is used by every later element, and after a reload', async () => {
  const before = await load()
  const first = element(['out'])
  before.followLoudspeaker(first)
  before.chooseLoudspeaker('out')
  await turn()
  expect(first.sinkId).toBe('out')
  const later = element(['out'])
  before.followLoudspeaker(later)
  await turn()
  expect(later.sinkId).toBe('out')
  const after = await load()
  const reloaded = element(['out'])
  after.followLoudspeaker(reloaded)
  await turn()
  expect(reloaded.sinkId).toBe('out')
})

test('a missing one is replaced by the computer’s own, with a notice', async () => {
  const { chooseLoudspeaker, followLoudspeaker, loudspeaker } = await load()
  const player = element([])
  followLoudspeaker(player)
  chooseLoudspeaker('out')
  await turn()
  expect(player.sinkId).toBe('')
  expect(loudspeaker.getState()).toEqual({ deviceId: 'out', refused: true })
})

test('a browser that leaves it to the system is no error', async () => {
  delete prototype.setSinkId
  const { canChooseLoudspeaker, followLoudspeaker, loudspeaker, throughLoudspeaker } = await load()
  expect(canChooseLoudspeaker()).toBe(false)
  const player = { sinkId: undefined } as unknown as HTMLAudioElement
  followLoudspeaker(player)
  await throughLoudspeaker(player)
  expect(loudspeaker.getState().refused).toBe(false)
})
