// Which devices this browser's person has chosen: kept for later pages and over a reload.
export type DeviceUse = 'camera' | 'microphone' | 'loudspeaker'

const key = 'lectern.devices'

function read(): Partial<Record<DeviceUse, string>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    // Storage is refused, or holds something else.
    return {}
  }
}

/** A device id of this browser; empty where none was chosen. */
export function keptDevice(use: DeviceUse): string {
  const deviceId = read()[use]
  return typeof deviceId === 'string' ? deviceId : ''
}

export function keepDevice(use: DeviceUse, deviceId: string): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...read(), [use]: deviceId }))
  } catch {
    // The choice then holds for this page.
  }
}
