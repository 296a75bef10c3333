import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * Calls `onEscape` while `active` when Escape is pressed within the element, and stops the
 * event there. The library's `useHotkeys` listens to the whole page, regardless of the focus.
 */
export function useEscape(
  within: RefObject<HTMLElement | null>,
  active: boolean,
  onEscape: () => void,
): void {
  const escaped = useEffectEvent(onEscape)
  useEffect(() => {
    const element = within.current
    if (!active || !element) return
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      escaped()
    }
    element.addEventListener('keydown', listen)
    return () => element.removeEventListener('keydown', listen)
  }, [within, active])
}
