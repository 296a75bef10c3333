// Reports to servers, kept until one of them has taken each, across lost connections and stalled servers.
import { setTimeout as wait } from 'node:timers/promises'
import type { SfuReport, SfuReportName } from '@lectern/shared/sfuContract'

/** A connected server, as the outbox sees it. */
export interface Receiver {
  readonly id: string
  /** Resolves to true once the server has taken it; otherwise rejects or resolves to something else. */
  give(name: SfuReportName, report: object): Promise<unknown>
}

export interface OutboxOptions {
  receivers: () => Iterable<Receiver>
  /** In ms, on a clock that never jumps. */
  clock: () => number
  /** Pause before asking the same servers again, in ms. */
  retryMs?: number
}

export interface Outbox {
  /** `first`: the id of the preferred receiver. */
  put<Name extends SfuReportName>(name: Name, report: SfuReport<Name>, first: string | null): void
  /** Call it when a receiver has connected. */
  wake(): void
  close(): void
  readonly size: number
}

/** Later reports are useless: a session's marks are closed by then. In ms. */
const keptMs = 15 * 60_000
/** The most reports kept, and the most people in them; the oldest are dropped first. */
const keptReports = 10_000
const keptPeople = 1_000_000
/** A receiver that failed to take something is asked last for this long, in ms. */
const avoidedMs = 5000

interface Kept {
  name: SfuReportName
  report: SfuReport<SfuReportName>
  first: string | null
  at: number
  people: number
  /** Whether delivery is in progress. Only `kept` refers to a report that waits for a server. */
  isOnItsWay: boolean
}

export function createOutbox({ receivers, clock, retryMs = 500 }: OutboxOptions): Outbox {
  const pending = new Set<Kept>()
  const avoidedAt = new Map<string, number>()
  let people = 0
  let closed = false

  function drop(item: Kept): void {
    if (pending.delete(item)) people -= item.people
  }

  /** The best receiver not yet tried: the preferred one, then the last that answered. */
  function choose(item: Kept, tried: ReadonlySet<string>): Receiver | undefined {
    const rank = ({ id }: Receiver): number =>
      (clock() - (avoidedAt.get(id) ?? Number.NEGATIVE_INFINITY) < avoidedMs ? 2 : 0) +
      (id === item.first ? 0 : 1)
    return [...receivers()].filter(({ id }) => !tried.has(id)).sort((a, b) => rank(a) - rank(b))[0]
  }

  async function give(to: Receiver, { name, report, at }: Kept): Promise<boolean> {
    const sentAt = clock()
    const message = { ...report, agoMs: Math.round(sentAt - at), sentAt }
    return (await to.give(name, message).catch(() => false)) === true
  }

  async function tryAll(item: Kept): Promise<boolean> {
    const tried = new Set<string>()
    for (let to = choose(item, tried); to && pending.has(item); to = choose(item, tried)) {
      tried.add(to.id)
      if (await give(to, item)) {
        avoidedAt.delete(to.id)
        return true
      }
      avoidedAt.set(to.id, clock())
    }
    return false
  }

  const hasReceivers = (): boolean => receivers()[Symbol.iterator]().next().done !== true

  async function deliver(item: Kept): Promise<void> {
    if (item.isOnItsWay) return
    item.isOnItsWay = true
    while (!closed && pending.has(item) && hasReceivers()) {
      if (clock() - item.at >= keptMs || (await tryAll(item))) drop(item)
      else await wait(retryMs, undefined, { ref: false })
    }
    item.isOnItsWay = false
  }

  return {
    put(name, report, first) {
      const item: Kept = {
        name,
        report,
        first,
        at: clock(),
        people: 'personIds' in report ? report.personIds.length : 0,
        isOnItsWay: false,
      }
      pending.add(item)
      people += item.people
      for (const oldest of pending) {
        if (pending.size <= keptReports && people <= keptPeople) break
        drop(oldest)
      }
      void deliver(item)
    },
    wake() {
      const now = clock()
      for (const [id, at] of avoidedAt) if (now - at >= avoidedMs) avoidedAt.delete(id)
      for (const item of pending) void deliver(item)
    },
    close() {
      closed = true
    },
    get size() {
      return pending.size
    },
  }
}
