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
