import { useEffect, useLayoutEffect, useRef } from 'react'
import { isTyping, type Key, keysOf } from './keys.ts'
import { singleKeys } from './singleKeys.ts'

export interface Shortcut {
  key: Key
  does: string
  run: () => void
  /** Goes on while the key is held. Only for moving about: what a key does to others it does once. */
  repeats?: boolean
}

/**
 * Keys never act while somebody types, nor with Ctrl, Alt or Meta, nor while a dialog or a menu is open, nor
 * where single keys are switched off. If two parts of a page want the same key, the one that is `first` has
 * it. The library's `useHotkeys` knows neither dialogs nor keyboards whose letters are not Latin.
 */
export function useShortcuts(shortcuts: readonly Shortcut[], turn: 'first' | 'then' = 'then'): void {
  const latest = useRef(shortcuts)
  useLayoutEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const keys = keysOf(event)
      if (event.defaultPrevented || !singleKeys.getState().on || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return
      const shortcut = keys
        .map((key) => latest.current.find((candidate) => candidate.key === key))
        .find((candidate) => candidate !== undefined)
      if (!shortcut) return
      event.preventDefault()
      if (event.repeat && !shortcut.repeats) return
      shortcut.run()
    }
    const capture = turn === 'first'
    window.addEventListener('keydown', onKey, capture)
    return () => window.removeEventListener('keydown', onKey, capture)
  }, [turn])
}
