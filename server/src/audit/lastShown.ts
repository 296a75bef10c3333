// What learners were shown of each session last, before it ended, from the ledger: the plan may have been
// changed since.
import type { Announced, Disclosures } from '@lectern/shared/attendance'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { entriesOf } from './entries.ts'
import type { AuditSubject } from './subject.ts'

export interface Shown {
  /** When these words were shown first. */
  at: number
  /** How many there were until then. */
  versions: number
  /** Undefined if they are no longer kept. */
  words?: { disclosures: Omit<Disclosures, 'version'>; announced: Announced }
}

/** By session; none of a session that nobody has opened. */
export async function lastShown({
  sessions,
  ledger,
  head,
  index,
}: AuditSubject): Promise<Map<string, Shown>> {
  const ends = new Map(sessions.map(({ session, state }) => [session.id, state.endedAt ?? Infinity]))
  const last = new Map<string, { entry: LedgerEntry; versions: number }>()
  const kinds = ['disclosure.shown'] as const
  for await (const entries of entriesOf({ ledger, head: head.seq, kinds, index: await index() }))
    for (const entry of entries) {
      const sessionId = String(entry.data.sessionId)
      const { versions = 0 } = last.get(sessionId) ?? {}
      if (entry.at <= (ends.get(sessionId) ?? -1)) last.set(sessionId, { entry, versions: versions + 1 })
    }
  const shown = [...last].map(async ([sessionId, { entry, versions }]) => {
    const { words } = await ledger.contents.of(entry)
    const kept = words as Shown['words']
    return [sessionId, { at: entry.at, versions, ...(kept && { words: kept }) }] as const
  })
  return new Map(await Promise.all(shown))
}
