import type { Key } from './keys.ts'
import { useSingleKeys } from './singleKeys.ts'

export const keyWords = (key: Key): string => (/^[A-Z]$/.test(key) ? `⇧${key}` : key)

/** Shows a key beside its action; hidden while single keys are switched off. */
export function Keycap({ of }: { of: Key }) {
  return useSingleKeys() ? <kbd>{keyWords(of)}</kbd> : null
}

/** The key's name for assistive technology, for `aria-keyshortcuts`. */
export function useKeyName(): (key: Key) => string | undefined {
  const on = useSingleKeys()
  return (key) => (on ? (/^[A-Z]$/.test(key) ? `Shift+${key}` : key) : undefined)
}
