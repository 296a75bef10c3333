import { act, screen } from '@testing-library/react'
import { draw, violations } from '../../testing/drawPage.tsx'
import { PlayedPage, track } from '../fakeStage.ts'
import { Capture } from './capture.ts'
import { DeviceTrouble } from './DeviceTrouble.tsx'
import { answered, builtInMic, FakeDevices, headset } from './fakeDevices.ts'
import { useSending } from './useSending.ts'

let devices: FakeDevices
let capture: Capture
let page: PlayedPage

function Sending({ stageId }: { stageId: string }) {
  useSending(page.media, capture, stageId)
  return <DeviceTrouble capture={capture} media={page.media} />
}

const sent = () => page.media.store.getState().sent
const unplug = (device: Parameters<FakeDevices['unplug']>[0]) =>
  act(async () => {
    devices.unplug(device)
    await answered()
  })

/** A speaker on stage with a headset microphone. */
async function speaker() {
  page = new PlayedPage('presenter')
  capture = new Capture(devices.asMediaDevices)
  await capture.open('microphone')
  const drawn = await draw(<Sending stageId="heart" />)
  page.media.start()
  await act(answered)
  return drawn
}

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  devices = new FakeDevices()
})
afterEach(() => {
  page.media.stop()
  capture.close()
})

test('an unplugged microphone is reported at once, and one press switches to the next: muted stays muted', async () => {
  const { user } = await speaker()
  await act(() => page.media.sending.setPaused('microphone', true))
  await unplug(headset)
  expect(screen.getByRole('alert').textContent).toContain('Your microphone is gone: no one hears you.')
  expect(screen.getByRole('alert').textContent).toContain('You stay muted until you click “Unmute”.')
  expect(await violations()).toEqual([])
  expect(sent().microphone).toMatchObject({ lost: true, paused: true })
  await user.click(screen.getByRole('button', { name: 'Use Built-in Microphone' }))
  await act(answered)
  expect(screen.queryByRole('alert')).toBeNull()
  expect(sent().microphone).toMatchObject({ lost: false, paused: true })
  expect(sent().microphone!.track.enabled).toBe(false)
})

test('the desk is told of the loss and of its end', async () => {
  const { user } = await speaker()
  await unplug(headset)
  const told = () => page.stage.requests('stage.setProducer').map(({ paused, lost }) => ({ paused, lost }))
  expect(told()).toEqual([{ paused: false, lost: true }])
  await user.click(screen.getByRole('button', { name: 'Use Built-in Microphone' }))
  await act(answered)
  expect(told()).toEqual([{ paused: false, lost: true }, { paused: false }])
})

test('without another microphone it asks for one, and names what is plugged in', async () => {
  devices.devices = [headset]
  await speaker()
  await unplug(headset)
  expect(screen.getByRole('button', { name: 'Plug one in, then try again' })).toBeTruthy()
  await act(async () => {
    devices.plugIn(builtInMic)
    await answered()
  })
  expect(screen.getByRole('button', { name: 'Use Built-in Microphone' })).toBeTruthy()
})

test('muting by the system is shown to the speaker and the desk while it lasts', async () => {
  await speaker()
  const microphone = devices.opened[0]!
  await act(async () => microphone.remoteMute())
  expect(screen.getByRole('alert').textContent).toContain('has muted your microphone: no one hears you.')
  expect(sent().microphone).toMatchObject({ lost: true })
  await act(async () => microphone.remoteUnmute())
  expect(screen.queryByRole('alert')).toBeNull()
  expect(sent().microphone).toMatchObject({ lost: false })
})

test('muted and off survive a reload of this stage, and do not apply to others', async () => {
  const { unmount } = await speaker()
  await act(() => page.media.sending.setPaused('microphone', true))
  unmount()
  page.media.stop()
  const again = await speaker()
  expect(sent().microphone).toMatchObject({ paused: true })
  expect(sent().microphone!.track.enabled).toBe(false)
  await act(() => page.media.sending.setPaused('microphone', false))
  again.unmount()
  page.media.stop()
  await speaker()
  expect(sent().microphone).toMatchObject({ paused: false })
  await act(() => page.media.sending.publish('camera', track('video')))
  expect(sent().camera).toMatchObject({ paused: false })
})
