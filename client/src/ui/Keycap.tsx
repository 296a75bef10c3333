import type { Key } from './keys.ts'
import { useSingleKeys } from './singleKeys.ts'

export const keyWords = (key: Key): string => (/^[A-Z]$/.test(key) ? `⇧${key}` : key)

/** A key beside what it does; not there while single keys are switched off. */
export function Keycap({ of }: { of: Key }) {
  return useSingleKeys() ? <kbd>{keyWords(of)}</kbd> : null
}

/** As assistive technology names a key, for `aria-keyshortcuts`. */
export function useKeyName(): (key: Key) => string | undefined {
  const on = useSingleKeys()
  return (key) => (on ? (/^[A-Z]$/.test(key) ? `Shift+${key}` : key) : undefined)
}
