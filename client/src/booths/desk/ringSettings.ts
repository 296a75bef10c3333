// How the desk makes itself heard: kept in this tab, since a booth's computer is often shared.
import { createStore } from 'zustand/vanilla'
import { keptInTab } from '../../live/kept.ts'

interface RingChoices {
  sound: boolean
  notifications: boolean
}

export interface RingSettings extends RingChoices {
  /** The browser lets no page play a sound before the first press in it. */
  isSoundBlocked: boolean
}

const isChoices = (value: unknown): value is RingChoices =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as RingChoices).sound === 'boolean' &&
  typeof (value as RingChoices).notifications === 'boolean'

const kept = keptInTab('lectern.boothRing', isChoices)

/** `unsupported`: this browser has no notifications of pages. */
export type Permission = NotificationPermission | 'unsupported'
export const permissionNow = (): Permission =>
  'Notification' in globalThis ? Notification.permission : 'unsupported'

export function createRingSettings() {
  const choices = kept.read() ?? { sound: true, notifications: false }
  const store = createStore<RingSettings>(() => ({ ...choices, isSoundBlocked: false }))
  function choose(choice: Partial<RingChoices>): void {
    store.setState(choice)
    const { sound, notifications } = store.getState()
    kept.write({ sound, notifications })
  }
  return {
    store,
    setSound: (sound: boolean): void => choose({ sound }),
    /** Asks the browser where it has not been asked yet: call it only on a press. */
    async setNotifications(wanted: boolean): Promise<void> {
      if (wanted && permissionNow() === 'default')
        await Notification.requestPermission().catch(() => 'denied')
      choose({ notifications: wanted && permissionNow() === 'granted' })
    },
  }
}
export type RingChooser = ReturnType<typeof createRingSettings>
