// The devices chosen in this browser, kept for later pages and across reloads.
import { keep, keptJson } from '../live/kept.ts'

export type DeviceUse = 'camera' | 'microphone' | 'loudspeaker'

const name = 'lectern.devices'

/** A device id of this browser; empty if none was chosen. */
export function keptDevice(use: DeviceUse): string {
  const deviceId = (keptJson(name) as Partial<Record<DeviceUse, unknown>> | null)?.[use]
  return typeof deviceId === 'string' ? deviceId : ''
}

export function keepDevice(use: DeviceUse, deviceId: string): void {
  const known = keptJson(name)
  const others = typeof known === 'object' ? (known as Partial<Record<DeviceUse, unknown>> | null) : null
  keep(name, JSON.stringify({ ...others, [use]: deviceId }))
}
