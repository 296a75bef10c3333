import { jest } from '@jest/globals'

const prototype = HTMLMediaElement.prototype as { setSinkId?: unknown }

/** An element that can play through `there`, and refuses any other loudspeaker. */
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
/** A page that was just loaded. */
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

test('the loudspeaker that was chosen is that of every later element, and of the page after a reload', async () => {
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

test('one that is gone gives way to the computer’s own, and that is said', async () => {
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
