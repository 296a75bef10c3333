// After a session has ended, everyone's watched time is recorded for good. It is one intent:
// any server may be killed at any moment, and the next one keeps what the ledger already has.

import type { Activity } from '@lectern/shared/credit'
import { keys } from '@lectern/shared/keys'
import type { RecordedEntry } from '@lectern/shared/ledger'
import type { SessionState } from '@lectern/shared/program'
import { checkOutcomes, countOf, judge, type SessionFacts, slotAt } from '@lectern/shared/watchTime'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import { NotYetError, type Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import type { StageTimesStore } from '../stage/stageTimesStore.ts'
import { untoldRecords } from './checkRecords.ts'
import type { ChecksStore, SentCheck } from './checksStore.ts'
import {
  type FrozenRow,
  type FrozenSession,
  type FrozenStore,
  fromText,
  readSession,
  toText,
} from './frozenStore.ts'
import { bitsOfSeat, type MarksStore, segmentOf } from './marksStore.ts'
import type { Outages } from './outages.ts'
import type { OutagesStore } from './outagesStore.ts'
import { type PagesStore, readPages } from './pagesStore.ts'
import type { Presenting } from './presenting.ts'
import type { Seat, SeatsStore } from './seatsStore.ts'
import type { ServedStore } from './servedStore.ts'
import { outagesWithin } from './watchFacts.ts'

export interface FreezeOptions {
  intents: Pick<Intents, 'complete' | 'define'>
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
  presenting: Pick<Presenting, 'presenters' | 'freeze'>
  stageTimes: Pick<StageTimesStore, 'forget'>
  /** Called on the server that froze it. */
  onFrozen: (sessionId: string) => void
  clock: Clock
}

export type Freeze = ReturnType<typeof createFreeze>

/** People recorded at a time. */
const portion = 250

interface Ended {
  sessionId: string
  activity: Pick<Activity, 'id' | 'attendance'>
  state: SessionState
  /** Ids of servers and nodes that may still have held evidence. */
  missing: string[]
}

/**
 * The frozen part of a ledger entry, of a person or of the session. Older entries hold a person's in full.
 */
const frozenIn = <Frozen>(entry: RecordedEntry | undefined): Frozen =>
  (entry!.contents?.frozen ?? entry!.data.frozen) as Frozen

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
  const { intents, frozen, seats, marks, checks, polls, hall, clock } = options

  async function freezeSession({ sessionId, activity, state, missing }: Ended, record: Recording) {
    const { breaks } = state
    const [liveAt, endedAt] = [state.liveAt!, state.endedAt!]
    const [onAir, failures, who] = await Promise.all([
      marks.onAir(sessionId),
      options.outagesStore.all(),
      options.presenting.presenters(sessionId, { liveAt, until: endedAt }),
    ])
    const facts: FrozenSession = {
      liveAt,
      endedAt,
      breaks,
      onAir: toText(onAir),
      outages: outagesWithin(failures, sessionId, liveAt, endedAt),
      ...who,
      rules: 2,
    }
    const { id: activityId, attendance } = activity
    const data = { sessionId, activityId, attendance, frozen: facts, ...(missing.length > 0 && { missing }) }
    const [entry] = await record('session', [{ kind: 'attendance.frozen', by: 'platform', data }])
    return frozenIn<FrozenSession>(entry)
  }

  /** Reads all marks once, and returns a function that extracts people's rows. */
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

  /** Records a person's time, preceded by outcomes of their checks that are not recorded yet. */
  async function freezePerson(
    { sessionId, activity }: Ended,
    facts: SessionFacts,
    [personId, row]: [string, FrozenRow],
    sent: readonly SentCheck[],
    record: Recording,
  ): Promise<[string, FrozenRow]> {
    const person = {
      ...row,
      present: fromText(row.present),
      delivered: fromText(row.delivered),
      overrides: [],
    }
    const outcomes = checkOutcomes(facts, person, activity.attendance)
    const count = countOf(judge(facts, person, activity.attendance))
    const data = { sessionId, personId, ...count }
    const contents = { frozen: { value: row, of: personId } }
    const entries = await Promise.all([
      ...untoldRecords(sessionId, personId, outcomes, sent).map((untold) =>
        record(`check ${personId} ${String(untold.data.check)}`, [untold]),
      ),
      record(`person ${personId}`, [{ kind: 'attendance.frozen', by: 'platform', data, contents }]),
    ])
    return [personId, frozenIn<FrozenRow>(entries.at(-1)![0])]
  }

  async function freezePeople(ended: Ended, session: FrozenSession, record: Recording): Promise<void> {
    const { sessionId } = ended
    const judged = readSession(session)
    const sent = await checks.all(sessionId)
    const read = await reader(sessionId, session, sent)
    const people = [...(await seats.all(sessionId))]
    for (let i = 0; i < people.length; i += portion) {
      const rows = [...(await read(people.slice(i, i + portion)))]
      const kept = await Promise.all(
        rows.map((row) => freezePerson(ended, judged, row, sent.get(row[0]) ?? [], record)),
      )
      await frozen.save(sessionId, new Map(kept))
    }
  }

  /** The freezing intent. */
  async function freezeAll(ended: Ended, record: Recording): Promise<void> {
    const { sessionId, state } = ended
    // A stalled server may start again after another one has finished.
    if (!(await frozen.isSettled(sessionId))) {
      const isRecorded = await Promise.all([
        options.outages.settle(sessionId, state.liveAt!, state.endedAt!),
        intents.complete(keys.sessionIntents(sessionId)),
      ])
      if (isRecorded.includes(false)) throw new NotYetError('other evidence of the session')
      await frozen.begin(sessionId, clock())
      const session = await freezeSession(ended, record)
      await frozen.saveSession(sessionId, session)
      await freezePeople(ended, session, record)
      await options.presenting.freeze(sessionId, session, record)
      await frozen.settle(sessionId, clock())
      options.onFrozen(sessionId)
    }
    await marks.forget(sessionId, slotAt(state.liveAt!, state.endedAt!) + 1)
    await options.pages.forget(sessionId)
    await options.stageTimes.forget(sessionId)
  }

  const { attempt } = intents.define(keys.freezeIntents(), { freeze: freezeAll })

  return {
    /** True if the count is final now, false if another server is freezing. `missing` is recorded with it. */
    async freeze(
      sessionId: string,
      { id, attendance }: Activity,
      state: SessionState,
      missing: string[],
    ): Promise<boolean> {
      await attempt('freeze', sessionId, { sessionId, activity: { id, attendance }, state, missing })
      return frozen.isSettled(sessionId)
    },
  }
}
