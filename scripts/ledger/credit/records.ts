// Entries against one another: what one says, others must bear out. Whoever has the key can sign an altered
// ledger again; these contradictions remain.
import type { Activity } from '../../../shared/src/credit.ts'
import { canonicalText } from '../../../shared/src/ledgerChain.ts'
import { contentsOf } from '../../../shared/src/ledgerContent.ts'
import { yearsLater } from '../../../shared/src/retentionRules.ts'
import { timeText } from '../../../shared/src/verifying/findings.ts'
import type { Entry } from '../../../shared/src/verifying/items.ts'
import { sha256 } from '../../../shared/src/verifying/signature.ts'
import type { HeldSession } from './facts.ts'

type Values = ReadonlyMap<string, unknown>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

interface Outage {
  from: number
  /** Infinite while it lasts. */
  to: number
}
interface Designation {
  policyId: string
  maximum: number
  designatedAt: number
  number: string
}

/** Contents that go with the person they are of; all others are kept for six years. */
const erasable = new Set(['form', 'appeal'])
/** Servers' clocks agree within seconds. */
const clockMs = 120_000
const shownLength = 22
const keptYears = 6

export function createRecords() {
  const outages = new Map<string, Outage>()
  /** Times at which sessions went live, paused, resumed and ended, by session and move. */
  const moves = new Map<string, number[]>()
  const shown = new Map<string, Set<string>>()
  const acknowledged = new Map<string, Set<string>>()
  const designated = new Map<string, Designation[]>()
  /** When policies were first designated for an activity: the entry's number. */
  const firstDesignated = new Map<string, number>()
  /** The first session of an activity that went live. */
  const opened = new Map<string, { seq: number; at: number }>()
  /** Names of the contents with this digest. */
  const names = new Map<string, string>()
  let lastEnd = 0
  let lastAt = 0

  const add = <Value>(all: Map<string, Set<Value>>, key: string, value: Value): void => {
    all.set(key, (all.get(key) ?? new Set()).add(value))
  }
  const movesOf = (sessionId: string, move: string): number[] => moves.get(`${sessionId} ${move}`) ?? []

  function* purged({ at, data }: Entry): Iterable<string> {
    const digests = Array.isArray(data.digests) ? data.digests.map(String) : []
    const isErased = data.personId !== undefined
    const kept = digests.flatMap((digest) => {
      const name = names.get(digest)
      return name !== undefined && !(isErased && erasable.has(name)) ? [name] : []
    })
    if (kept.length === 0) return
    if (isErased)
      yield `it deletes “${kept[0]}” because somebody was erased, which is kept for ${keptYears} years`
    else if (at < yearsLater(lastEnd, keptYears))
      yield `it deletes “${kept[0]}” before ${timeText(yearsLater(lastEnd, keptYears))}, until when it must be kept`
  }

  function* designates({ seq, data }: Entry, values: Values): Iterable<string> {
    const activityId = text(data.activityId)
    const said = (Array.isArray(data.designations) ? data.designations : []) as Designation[]
    const activity = values.get('activity') as Activity | undefined
    for (const one of said) {
      const first = `${activityId} ${one.policyId}`
      if (!firstDesignated.has(first)) firstDesignated.set(first, seq)
      const other = activity?.designations.find(({ policyId }) => policyId === one.policyId)
      if (activity && !isSame(one, other))
        yield `it designates ${one.policyId} otherwise than the activity that lies beside it`
    }
    designated.set(activityId, said)
  }

  const isSame = (one: Designation, other: Partial<Designation> | undefined): boolean =>
    one.maximum === other?.maximum && one.designatedAt === other.designatedAt && one.number === other.number

  const moved =
    (move: string) =>
    ({ seq, data }: Entry): Iterable<string> => {
      const sessionId = text(data.sessionId)
      const at = Number(data.at)
      moves.set(`${sessionId} ${move}`, [...movesOf(sessionId, move), at])
      if (move === 'opened' && !opened.has(text(data.activityId)))
        opened.set(text(data.activityId), { seq, at })
      lastEnd = Math.max(lastEnd, at)
      return []
    }

  const failed =
    (hasEnded: boolean) =>
    ({ data }: Entry): Iterable<string> => {
      const to = hasEnded ? Number(data.to) : Number.POSITIVE_INFINITY
      outages.set(text(data.outage), { from: Number(data.from), to })
      return []
    }

  const judges: Record<string, (entry: Entry, values: Values) => Iterable<string>> = {
    'activity.designated': designates,
    'content.purged': purged,
    'session.opened': moved('opened'),
    'session.paused': moved('paused'),
    'session.resumed': moved('resumed'),
    'session.closed': moved('closed'),
    'outage.opened': failed(false),
    'outage.closed': failed(true),
    *'disclosure.shown'({ data }, values) {
      add(shown, text(data.sessionId), text(data.shown))
      const words = values.get('words')
      if (words !== undefined && sha256(canonicalText(words)).slice(0, shownLength) !== data.shown)
        yield 'the words that were shown are not those that learners acknowledged'
    },
    *'disclosure.acknowledged'({ by, data }) {
      const [sessionId, words] = [text(data.sessionId), text(data.shown)]
      add(acknowledged, sessionId, by)
      if (words !== '' && !shown.get(sessionId)?.has(words))
        yield 'it acknowledges words of which no entry says that they were shown'
    },
    *'override.made'({ data }, values) {
      // It lies beside the entry; in those of earlier versions, in it.
      const reason = data.reason === true ? (values.get('reason') ?? 'withheld or purged') : data.reason
      if (text(reason).trim() === '') yield 'minutes were changed, and no reason is given'
    },
  }
  const kinds = new Map(Object.entries(judges))

  return {
    /** What of an entry others before it do not bear out. */
    *of(entry: Entry, values: Values): Iterable<string> {
      for (const [name, digest] of contentsOf(entry)) names.set(digest, name)
      const { at } = entry.data as { at?: unknown }
      if (entry.at < lastAt) yield 'it is of an earlier time than the entry before it'
      lastAt = entry.at
      if (typeof at === 'number' && at > entry.at + clockMs)
        yield `it is of ${timeText(at)}, and was written at ${timeText(entry.at)}`
      const judge = kinds.get(entry.kind)
      if (judge) yield* judge(entry, values)
    },

    /** What of a session's final facts no entry says. */
    *session(sessionId: string, { facts }: HeldSession): Iterable<string> {
      const missing = ['opened', 'closed'].filter((move) => movesOf(sessionId, move).length === 0)
      if (missing.length === 1) yield `no entry says that the session was ${missing[0]}`
      const ends = [...movesOf(sessionId, 'resumed'), ...movesOf(sessionId, 'closed'), facts.until, null]
      for (const { from, to } of facts.breaks)
        if (!movesOf(sessionId, 'paused').includes(from) || !ends.includes(to))
          yield `it has a break from ${timeText(from)}${to === null ? '' : ` to ${timeText(to)}`}, and no entries say so`
      for (const at of movesOf(sessionId, 'paused'))
        if (!facts.breaks.some(({ from }) => from === at))
          yield `the session was paused at ${timeText(at)}, as another entry says, and it has no break then`
      for (const { id, from, to } of facts.outages) {
        const said =
          id === undefined ? [...outages.values()] : [outages.get(id)].filter((each) => each !== undefined)
        const until = Math.min(to, facts.until)
        if (!said.some((each) => each.from <= from && until <= each.to))
          yield `the platform failed from ${timeText(from)} to ${timeText(until)} by what it holds, and no entry says so`
      }
    },

    /** Whether a person with final attendance acknowledged the disclosures, by an entry. */
    *row(sessionId: string, isOf: (personId: string) => boolean): Iterable<string> {
      const people = acknowledged.get(sessionId)
      if (people && ![...people].some(isOf))
        yield 'no entry says that this person acknowledged the disclosures'
    },

    /** What of the activity that a certificate rests on was designated otherwise. */
    *designation(activity: Activity, policyId: string): Iterable<string> {
      const said = designated.get(activity.id)?.find((each) => each.policyId === policyId)
      const own = activity.designations.find((each) => each.policyId === policyId)
      if (!said && opened.has(activity.id)) yield 'no entry before it designates its activity for this'
      if (!said || !own) return
      if (!isSame(said, own))
        yield `it rests on a designation of ${timeText(own.designatedAt)} for at most ${own.maximum}, and an entry designates at ${timeText(said.designatedAt)} for at most ${said.maximum}`
      const [first, live] = [firstDesignated.get(`${activity.id} ${policyId}`), opened.get(activity.id)]
      if (first !== undefined && live && first > live.seq && own.designatedAt <= live.at)
        yield `it rests on a designation of ${timeText(own.designatedAt)}, and the entry of that comes after the first session had begun`
    },
  }
}
