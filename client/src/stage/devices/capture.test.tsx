// `.tsx`: choices are kept in browser storage, which only that test project has.
import { Capture } from './capture.ts'
import { answered, builtInMic, FakeDevices, headset } from './fakeDevices.ts'
import { remedyFor } from './remedies.ts'

let devices: FakeDevices
let capture: Capture
const state = () => capture.store.getState()
const inUse = () => state().tracks.microphone?.getSettings().deviceId

beforeEach(() => {
  localStorage.clear()
  devices = new FakeDevices()
  capture = new Capture(devices.asMediaDevices)
})
afterEach(() => capture.close())

test('the chosen device is used by every later page, and another one if it is missing', async () => {
  await capture.open('microphone')
  expect(inUse()).toBe('headset')
  await capture.open('microphone', 'mic')
  capture.close()
  capture = new Capture(devices.asMediaDevices)
  await capture.open('microphone')
  expect(inUse()).toBe('mic')
  devices.unplug(builtInMic)
  await capture.open('microphone')
  expect(inUse()).toBe('headset')
  // It was never deselected: once it is back, it is used again.
  devices.plugIn(builtInMic)
  await capture.open('microphone')
  expect(inUse()).toBe('mic')
})

test('a device that disappears is reported at once, by name', async () => {
  await capture.open('microphone')
  devices.unplug(headset)
  expect(state()).toMatchObject({ problems: { microphone: 'lost' }, lost: { microphone: 'headset' } })
  expect(state().tracks.microphone).toBeUndefined()
  await answered()
  expect(state().devices.map(({ deviceId }) => deviceId)).not.toContain('headset')
  await capture.open('microphone', 'mic')
  expect(state().problems.microphone).toBeUndefined()
  expect(inUse()).toBe('mic')
})

test('muting by the system is noticed, and so is its end', async () => {
  await capture.open('microphone')
  const [track] = devices.opened
  track!.remoteMute()
  expect(state().silenced.microphone).toBe(true)
  track!.remoteUnmute()
  expect(state().silenced.microphone).toBe(false)
})

test('the device chosen last is used, even if an earlier choice opens later', async () => {
  await Promise.all([capture.open('microphone', 'headset'), capture.open('microphone', 'mic')])
  expect(inUse()).toBe('mic')
  expect(devices.opened.filter(({ readyState }) => readyState === 'live')).toHaveLength(1)
})

test('a phone that permits one camera at a time releases the first for the second', async () => {
  await capture.open('microphone')
  devices.refusals.push(new DOMException('', 'NotReadableError'))
  await capture.open('microphone', 'mic')
  expect(inUse()).toBe('mic')
  expect(devices.opened[0]!.readyState).toBe('ended')
})

test('a device that cannot be opened leaves the previous one in use', async () => {
  await capture.open('microphone')
  await capture.open('microphone', 'gone')
  expect(inUse()).toBe('headset')
  expect(state().problems.microphone).toBe('absent')
})

test.each([
  ['NotAllowedError', 'Permission denied', 'denied', 'allow the camera'],
  ['NotAllowedError', 'Permission denied by system', 'system', 'Privacy & Security, Camera'],
  ['SecurityError', '', 'denied', 'allow the camera'],
  ['NotFoundError', '', 'absent', 'Plug one in'],
  ['OverconstrainedError', '', 'absent', 'Plug one in'],
  ['NotReadableError', '', 'busy', 'Close that program'],
  ['AbortError', '', 'busy', 'Close that program'],
  ['TypeError', '', 'failed', 'Choose another one'],
])('%s (%s) is told as %s, with its remedy', async (name, message, problem, remedy) => {
  devices.refusals.push(new DOMException(message, name))
  await capture.open('camera')
  expect(state().problems.camera).toBe(problem)
  expect(remedyFor('camera', state().problems.camera!, 'Macintosh Chrome')).toContain(remedy)
})

test('an insecure page has no devices, and says so', async () => {
  capture = new Capture(undefined)
  await capture.open('camera')
  expect(state().problems.camera).toBe('insecure')
})
