import { useEffect } from 'react'

/**
 * Keeps the screen on while `active`. Browsers release the
 * lock of a hidden page; it is requested again once visible.
 */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | undefined
    let over = false
    let asking = false
    const ask = async () => {
      if (over || asking || document.hidden || (lock && !lock.released)) return
      asking = true
      // A nearly empty battery refuses it.
      lock = await navigator.wakeLock.request('screen').catch(() => undefined)
      asking = false
      if (over) void lock?.release().catch(() => undefined)
      else lock?.addEventListener('release', again)
    }
    const again = () => void ask()
    document.addEventListener('visibilitychange', again)
    void ask()
    return () => {
      over = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release().catch(() => undefined)
    }
  }, [active])
}
