// The server's replies are checked against their declarations where they arrive. The schemas take longer to
// load than a page to show the talk, so they come later: replies that are here before are used, and checked
// then.
import type { RouteName } from '@lectern/shared/addresses'
import type { CommandName } from '@lectern/shared/commands'

type Checks = typeof import('./replies.ts')

/** How long (ms) the schemas wait after the page's start, and again while something is more urgent. */
const laterMs = 4000
/** Replies kept to be checked later. */
const most = 200

let checks: Checks | undefined
const holders = new Set<symbol>()
/** Checks that are due once the schemas are here; they throw. */
let due: ((checks: Checks) => unknown)[] = []
const onMisfit = new Set<() => void>()

/** Loads the schemas now. From then on each reply is checked as it arrives. */
export async function loadChecks(): Promise<void> {
  if (checks) return
  checks = await import('./replies.ts')
  const earlier = due
  due = []
  const isMisfit = earlier.some((check) => {
    try {
      check(checks!)
      return false
    } catch {
      return true
    }
  })
  if (isMisfit) for (const listener of onMisfit) listener()
}

/**
 * `listener`: a reply that was used did not fit. Ask for everything again: what does not fit is refused now.
 */
export const whenMisfit = (listener: () => void): void => void onMisfit.add(listener)

/** Something more urgent is going on until the returned function is called. */
export function holdChecks(): () => void {
  const holder = Symbol('holder')
  holders.add(holder)
  return () => holders.delete(holder)
}

/** Loads the schemas as soon as nothing more urgent goes on. */
export function loadChecksLater(): void {
  const idle = globalThis.requestIdleCallback ?? setTimeout
  setTimeout(() => {
    if (holders.size > 0) loadChecksLater()
    else idle(() => void loadChecks().catch(loadChecksLater))
  }, laterMs)
}

function checked(value: unknown, check: (checks: Checks) => unknown): unknown {
  if (checks) return check(checks)
  if (due.length < most) due.push(check)
  return value
}

/** Throws `internal` if a reply does not fit its declaration. */
export const checkedRoute = (name: RouteName, value: unknown): unknown =>
  checked(value, (loaded) => loaded.parseRouteReply(name, value))
export const checkedCommand = (name: CommandName, value: unknown): unknown =>
  checked(value, (loaded) => loaded.parseCommandReply(name, value))
