// What is kept for a person by their browser, or by this tab only: on a shared computer a tab leaves nothing behind.
// Where nothing may be kept (private windows, blocked or full storage), it holds until the page is left.
export type Keeper = 'browser' | 'tab'

const storageOf = (keeper: Keeper): Storage => (keeper === 'tab' ? sessionStorage : localStorage)

export function kept(name: string, keeper: Keeper = 'browser'): string | null {
  try {
    return storageOf(keeper).getItem(name)
  } catch {
    return null
  }
}

/** Null forgets it. */
export function keep(name: string, value: string | null, keeper: Keeper = 'browser'): void {
  try {
    if (value === null) storageOf(keeper).removeItem(name)
    else storageOf(keeper).setItem(name, value)
  } catch {
    return
  }
}

/** What was kept as JSON; null where there is nothing, or something else. */
export function keptJson(name: string, keeper: Keeper = 'browser'): unknown {
  try {
    return JSON.parse(kept(name, keeper) ?? 'null')
  } catch {
    return null
  }
}

export interface Kept<Value> {
  read(): Value | undefined
  /** Undefined forgets it. */
  write(value: Value | undefined): void
}

/** A value that outlives a reload of this tab, not the tab. What is stored there and is none is not read. */
export const keptInTab = <Value>(name: string, isValue: (value: unknown) => value is Value): Kept<Value> => ({
  read() {
    const value = keptJson(name, 'tab')
    return isValue(value) ? value : undefined
  },
  write: (value) => keep(name, value === undefined ? null : JSON.stringify(value), 'tab'),
})
