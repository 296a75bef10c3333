// What the entries of an export say of watched time, gathered in their order.
import type { AttendancePolicy } from '../../../shared/src/attendance.ts'
import { mergedWatching } from '../../../shared/src/mergedWatching.ts'
import { mergedStageTime, type StageTime } from '../../../shared/src/stageTime.ts'
import type { PersonFacts, SessionFacts } from '../../../shared/src/watchTime.ts'

/** As `attendance.frozen` holds a person's. */
interface FrozenRow extends Omit<PersonFacts, 'present' | 'delivered' | 'overrides'> {
  acknowledgedAt: number
  present: string
  delivered: string
}
export type Row = Omit<PersonFacts, 'overrides'> & { acknowledgedAt: number }

export interface HeldSession {
  facts: SessionFacts
  attendance: AttendancePolicy
  seq: number
}
export interface Override {
  id: string
  from: number
  to: number
  credited: boolean
  /** Of minutes presented, not watched. */
  presented?: boolean
}

const bits = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** As `presentation.frozen` holds it. */
export const stageTimeOf = ({
  stretches,
  slots,
}: Omit<StageTime, 'slots'> & { slots: string }): StageTime => ({
  stretches,
  slots: bits(slots),
})

export const rowOf = (frozen: FrozenRow): Row => ({
  ...frozen,
  present: bits(frozen.present),
  delivered: bits(frozen.delivered),
})

export const sessionOf = ({
  endedAt,
  onAir,
  rules,
  ...facts
}: Omit<SessionFacts, 'until' | 'onAir'> & {
  endedAt: number
  onAir: string
  rules?: number
}): SessionFacts => ({
  ...facts,
  until: endedAt,
  onAir: bits(onAir),
  ...(rules === undefined && { isFormer: true }),
})

export function createFacts() {
  const sessions = new Map<string, HeldSession>()
  /** By session and person; null: its content was purged. */
  const rows = new Map<string, Row | null>()
  /** The same of time on stage. */
  const presented = new Map<string, StageTime | null>()
  const overrides = new Map<string, Override[]>()
  const aliases = new Map<string, string>()
  const key = (sessionId: string, personId: string): string => `${sessionId} ${personId}`

  /** The person that two became. */
  function personOf(personId: string): string {
    let current = personId
    for (let next = aliases.get(current); next !== undefined; next = aliases.get(current)) current = next
    return current
  }

  function moveRow(sessionId: string, from: string, to: string): void {
    const moved = rows.get(key(sessionId, from))
    if (moved === undefined) return
    rows.delete(key(sessionId, from))
    const kept = rows.get(key(sessionId, to))
    const { facts, attendance } = sessions.get(sessionId)!
    const both = kept && moved ? mergedWatching(facts, kept, moved, attendance) : (kept ?? moved)
    rows.set(key(sessionId, to), both)
  }

  /** Two entries of what is one person unite. */
  function addPresented(sessionId: string, personId: string, time: StageTime | null): void {
    const at = key(sessionId, personOf(personId))
    const before = presented.get(at)
    const { facts } = sessions.get(sessionId) ?? {}
    // What was purged of one part is missing from the whole.
    if (before === null || time === null) presented.set(at, null)
    else presented.set(at, facts && before ? mergedStageTime(facts, before, time) : time)
  }

  function movePresented(sessionId: string, from: string, to: string): void {
    const moved = presented.get(key(sessionId, from))
    if (moved === undefined) return
    presented.delete(key(sessionId, from))
    addPresented(sessionId, to, moved)
  }

  return {
    personOf,
    session: (sessionId: string) => sessions.get(sessionId),
    addSession: (sessionId: string, held: HeldSession) => sessions.set(sessionId, held),
    addRow: (sessionId: string, personId: string, row: Row | null) =>
      rows.set(key(sessionId, personOf(personId)), row),
    row: (sessionId: string, personId: string) => rows.get(key(sessionId, personOf(personId))),
    addPresented,
    /** Null: it was purged; undefined: the person was not on stage. */
    presented: (sessionId: string, personId: string) => presented.get(key(sessionId, personOf(personId))),
    addOverride(sessionId: string, personId: string, override: Override): void {
      const at = key(sessionId, personOf(personId))
      overrides.set(at, [...(overrides.get(at) ?? []), override])
    },
    overrides: (sessionId: string, personId: string): Override[] =>
      overrides.get(key(sessionId, personOf(personId))) ?? [],
    /** Sessions that name presenters of whom no entry says when they were on stage, and who they are. */
    *unpresented(): Iterable<[seq: number, personIds: string[]]> {
      for (const [sessionId, { facts, seq }] of sessions) {
        const lacking = (facts.presenters ?? []).filter(
          (personId) => !presented.has(key(sessionId, personOf(personId))),
        )
        if (lacking.length > 0) yield [seq, lacking]
      }
    },
    merge(from: string, to: string): void {
      aliases.set(from, to)
      for (const sessionId of sessions.keys()) {
        moveRow(sessionId, from, to)
        movePresented(sessionId, from, to)
        const moved = overrides.get(key(sessionId, from)) ?? []
        if (moved.length > 0)
          overrides.set(key(sessionId, to), [...(overrides.get(key(sessionId, to)) ?? []), ...moved])
      }
    },
  }
}
export type Facts = ReturnType<typeof createFacts>
