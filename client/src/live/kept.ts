// Values kept by the browser, or only by this tab: on a shared computer a tab leaves nothing behind.
// Without storage (private windows, blocked or full storage), they last until the page is left.
export type Keeper = 'browser' | 'tab'

const storageOf = (keeper: Keeper): Storage => (keeper === 'tab' ? sessionStorage : localStorage)

export function kept(name: string, keeper: Keeper = 'browser'): string | null {
  try {
    return storageOf(keeper).getItem(name)
  } catch {
    return null
  }
}

/** Null deletes it. */
export function keep(name: string, value: string | null, keeper: Keeper = 'browser'): void {
  try {
    if (value === null) storageOf(keeper).removeItem(name)
    else storageOf(keeper).setItem(name, value)
  } catch {
    return
  }
}

/** The kept JSON; null if there is none, or it is invalid. */
export function keptJson(name: string, keeper: Keeper = 'browser'): unknown {
  try {
    return JSON.parse(kept(name, keeper) ?? 'null')
  } catch {
    return null
  }
}

export interface Kept<Value> {
  read(): Value | undefined
  /** Undefined deletes it. */
  write(value: Value | undefined): void
}

/** A value that survives a reload of this tab, but not the tab. Invalid stored values are ignored. */
export const keptInTab = <Value>(name: string, isValue: (value: unknown) => value is Value): Kept<Value> => ({
  read() {
    const value = keptJson(name, 'tab')
    return isValue(value) ? value : undefined
  },
  write: (value) => keep(name, value === undefined ? null : JSON.stringify(value), 'tab'),
})
