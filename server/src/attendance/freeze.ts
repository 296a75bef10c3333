// Once a session has ended, what was marked of everybody is brought to the ledger and kept for good. Whichever server does it
// may be killed at any moment: the next one goes on with those whom the ledger does not have yet.
import type { Activity } from '@lectern/shared/credit'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { SessionState } from '@lectern/shared/program'
import { checkOutcomes, countOf, judge, type SessionFacts, slotAt } from '@lectern/shared/watchTime'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import type { LedgerStore } from '../ledger/ledgerStore.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import { untoldRecords } from './checkRecords.ts'
import type { ChecksStore, SentCheck } from './checksStore.ts'
import { type FrozenRow, type FrozenSession, type FrozenStore, fromText, toText } from './frozenStore.ts'
import { entriesFrom } from './ledgerEntries.ts'
import { bitsOfSeat, type MarksStore, segmentOf } from './marksStore.ts'
import type { Outages } from './outages.ts'
import type { OutagesStore } from './outagesStore.ts'
import { type PagesStore, readPages } from './pagesStore.ts'
import type { Seat, SeatsStore } from './seatsStore.ts'
import type { ServedStore } from './servedStore.ts'
import { outagesWithin } from './watchFacts.ts'

export interface FreezeOptions {
  ledger: Pick<LedgerStore, 'append' | 'head' | 'read'>
  frozen: FrozenStore
  seats: Pick<SeatsStore, 'all'>
  marks: Pick<MarksStore, 'segment' | 'onAir' | 'forget'>
  checks: Pick<ChecksStore, 'all'>
  polls: Pick<PollsStore, 'votedAt'>
  hall: Pick<HallStore, 'visitsOf'>
  outages: Pick<Outages, 'settle'>
  outagesStore: Pick<OutagesStore, 'all'>
  served: Pick<ServedStore, 'outagesOf'>
  pages: Pick<PagesStore, 'all' | 'forget'>
  /** Of this process alone. */
  serverName: string
  clock: Clock
}

export type Freeze = ReturnType<typeof createFreeze>

/** People who are brought to the ledger at once. */
const portion = 250
/** How long a server is left alone with a portion, in ms. */
const leaseMs = 30_000

interface Recorded {
  session: FrozenSession | undefined
  people: Map<string, FrozenRow>
}

const checkFact = ({ check, window, sentAt, dueAt, answeredAt, extended, unsent }: SentCheck) => ({
  check,
  window,
  sentAt,
  dueAt,
  answeredAt,
  ...(extended && { extended }),
  ...(unsent && { unsent }),
})

export function createFreeze(options: FreezeOptions) {
  const { ledger, frozen, seats, marks, checks, polls, hall, serverName, clock } = options

  const take = async (sessionId: string, headSeq: number) => {
    const now = clock()
    return frozen.take(sessionId, serverName, now, now + leaseMs, headSeq)
  }

  /** What a server before this one has brought to the ledger: that holds. */
  async function recordedFrom(sessionId: string, seq: number): Promise<Recorded> {
    const recorded: Recorded = { session: undefined, people: new Map() }
    for await (const { kind, data } of entriesFrom(ledger, seq)) {
      if (kind !== 'attendance.frozen' || data.sessionId !== sessionId) continue
      if (typeof data.personId === 'string')
        recorded.people.set(data.personId, data.frozen as unknown as FrozenRow)
      else recorded.session = data.frozen as unknown as FrozenSession
    }
    return recorded
  }

  async function freezeSession(
    sessionId: string,
    activity: Activity,
    { liveAt, endedAt, breaks }: SessionState,
  ): Promise<FrozenSession> {
    const [onAir, failures] = await Promise.all([marks.onAir(sessionId), options.outagesStore.all()])
    const facts: FrozenSession = {
      liveAt: liveAt!,
      endedAt: endedAt!,
      breaks,
      onAir: toText(onAir),
      outages: outagesWithin(failures, sessionId, liveAt!, endedAt!),
    }
    await ledger.append([
      {
        kind: 'attendance.frozen',
        by: 'platform',
        data: { sessionId, activityId: activity.id, attendance: activity.attendance, frozen: facts },
      },
    ])
    return facts
  }

  /** Reads what is marked of everybody once, and answers a person's part of it. */
  async function reader(
    sessionId: string,
    { liveAt, endedAt, outages }: FrozenSession,
    sent: ReadonlyMap<string, SentCheck[]>,
  ) {
    const last = segmentOf(Math.max(0, slotAt(liveAt, endedAt)))
    const segments = await Promise.all(
      Array.from({ length: last + 1 }, (_, segment) => marks.segment(sessionId, segment)),
    )
    const present = segments.map((segment) => segment.present)
    const delivered = segments.map((segment) => segment.delivered)
    const pages = await options.pages.all(sessionId)
    const failures = outages.flatMap(({ id }) => id ?? [])
    const within = (at: number) => at >= liveAt && at <= endedAt

    return async (people: [string, Seat][]): Promise<Map<string, FrozenRow>> => {
      const ids = people.map(([personId]) => personId)
      const [visits, votes, failedBy] = await Promise.all([
        hall.visitsOf(ids),
        polls.votedAt(sessionId, ids),
        options.served.outagesOf(
          sessionId,
          failures,
          people.map(([, { seat }]) => seat),
        ),
      ])
      return new Map(
        people.map(([personId, { seat, acknowledgedAt }], i) => [
          personId,
          {
            acknowledgedAt,
            present: toText(bitsOfSeat(present, seat)),
            delivered: toText(bitsOfSeat(delivered, seat)),
            hall: visits[i]!.filter(([from, to]) => from < endedAt && (to === null || to > liveAt)),
            checks: (sent.get(personId) ?? []).map(checkFact),
            proofs: votes[i]!.filter(within),
            ...(failedBy[i]!.length > 0 && { outages: failedBy[i]! }),
            ...(pages[personId] && { pages: readPages(pages[personId]) }),
          },
        ]),
      )
    }
  }

  /** A person's time; and before it what became of their checks where nobody could tell the ledger. */
  function recordsOf(
    sessionId: string,
    activity: Activity,
    facts: SessionFacts,
    personId: string,
    row: FrozenRow,
    sent: readonly SentCheck[],
  ): LedgerRecord[] {
    const person = {
      ...row,
      present: fromText(row.present),
      delivered: fromText(row.delivered),
      overrides: [],
    }
    const outcomes = checkOutcomes(facts, person, activity.attendance)
    return [
      ...untoldRecords(sessionId, personId, outcomes, sent),
      {
        kind: 'attendance.frozen',
        by: 'platform',
        data: {
          sessionId,
          personId,
          ...countOf(judge(facts, person, activity.attendance)),
          frozen: { ...row },
        },
      },
    ]
  }

  return {
    /** True where the session's count is final now; false where another server is at it. */
    async freeze(sessionId: string, activity: Activity, state: SessionState): Promise<boolean> {
      await options.outages.settle(sessionId, state.endedAt!)
      const { seq } = await ledger.head()
      const { outcome, ledgerSeq } = await take(sessionId, seq)
      if (outcome !== 'mine') return outcome === 'settled'
      const recorded = await recordedFrom(sessionId, ledgerSeq + 1)
      const session = recorded.session ?? (await freezeSession(sessionId, activity, state))
      await frozen.saveSession(sessionId, session)
      await frozen.save(sessionId, recorded.people)
      const { endedAt, onAir, ...facts } = session
      const judged: SessionFacts = { ...facts, until: endedAt, onAir: fromText(onAir) }
      const sent = await checks.all(sessionId)
      const read = await reader(sessionId, session, sent)
      const waiting = [...(await seats.all(sessionId))].filter(([personId]) => !recorded.people.has(personId))
      for (let i = 0; i < waiting.length; i += portion) {
        if ((await take(sessionId, seq)).outcome !== 'mine') return false
        const rows = await read(waiting.slice(i, i + portion))
        await ledger.append(
          [...rows].flatMap(([personId, row]) =>
            recordsOf(sessionId, activity, judged, personId, row, sent.get(personId) ?? []),
          ),
        )
        await frozen.save(sessionId, rows)
      }
      if (!(await frozen.settle(sessionId, serverName, clock()))) return false
      await marks.forget(sessionId, slotAt(session.liveAt, endedAt) + 1)
      await options.pages.forget(sessionId)
      return true
    },
  }
}
