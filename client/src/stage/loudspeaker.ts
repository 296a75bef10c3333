// The chosen loudspeaker, for everything that plays on this page now and later.
import { createStore } from 'zustand/vanilla'
import { keepDevice, keptDevice } from './keptDevices.ts'

interface LoudspeakerState {
  /** Empty: the system's own choice. */
  deviceId: string
  /** The chosen one failed; sound plays through the system's own. */
  refused: boolean
}

export const loudspeaker = createStore<LoudspeakerState>(() => ({
  deviceId: keptDevice('loudspeaker'),
  refused: false,
}))

/** Safari and older versions of Firefox leave this to the system. */
export const canChooseLoudspeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype

export function chooseLoudspeaker(deviceId: string): void {
  keepDevice('loudspeaker', deviceId)
  loudspeaker.setState({ deviceId, refused: false })
}

/** False only if the browser lists its loudspeakers and this one is not among them. */
async function isThere(deviceId: string): Promise<boolean> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const outputs = devices.filter((device) => device.kind === 'audiooutput' && device.deviceId)
  return outputs.length === 0 || outputs.some((device) => device.deviceId === deviceId)
}

async function play(element: HTMLMediaElement, deviceId: string): Promise<void> {
  if (!canChooseLoudspeaker()) return
  const wanted = deviceId && (await isThere(deviceId)) ? deviceId : ''
  if (loudspeaker.getState().deviceId !== deviceId) return
  let refused = wanted !== deviceId
  try {
    if (element.sinkId !== wanted) await element.setSinkId(wanted)
  } catch {
    refused = true
    if (element.sinkId !== '') await element.setSinkId('').catch(() => undefined)
  }
  loudspeaker.setState({ refused })
}

/**
 * Plays the element through the chosen loudspeaker, now and
 * after each change, until the returned function is called.
 */
export function followLoudspeaker(element: HTMLMediaElement): () => void {
  const apply = () => void play(element, loudspeaker.getState().deviceId)
  const stop = loudspeaker.subscribe(({ deviceId }, before) => {
    if (deviceId !== before.deviceId) apply()
  })
  navigator.mediaDevices?.addEventListener('devicechange', apply)
  apply()
  return () => {
    stop()
    navigator.mediaDevices?.removeEventListener('devicechange', apply)
  }
}

/** Call once, before a short sound. */
export const throughLoudspeaker = (element: HTMLMediaElement): Promise<void> =>
  play(element, loudspeaker.getState().deviceId)
