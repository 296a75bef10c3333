// The facts that watched time is judged from: marks while a session runs, frozen rows afterwards.
import { judgedAfterMs, slotMs } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import type { WatchedPage } from '@lectern/shared/evidence'
import type { SessionState, SessionView } from '@lectern/shared/program'
import { type PersonFacts, type SessionFacts, slotAt } from '@lectern/shared/watchTime'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { StageTimesStore } from '../stage/stageTimesStore.ts'
import type { ChecksStore } from './checksStore.ts'
import type { FrozenStore } from './frozenStore.ts'
import { type MarksStore, segmentSlots } from './marksStore.ts'
import type { Outage, OutagesStore } from './outagesStore.ts'
import type { OverridesStore } from './overridesStore.ts'
import type { PagesStore } from './pagesStore.ts'
import { createPresenting } from './presenting.ts'
import type { SeatsStore } from './seatsStore.ts'
import type { ServedStore } from './servedStore.ts'

export type PersonWatched = PersonFacts & { acknowledgedAt: number }

export interface SessionWatchFacts {
  view: SessionView
  /** Undefined if the session carries no credit. */
  activity: Activity | undefined
  /** Null until it went live. */
  facts: SessionFacts | null
  /** The facts are frozen: only an override can still change the result. */
  settled: boolean
}

export interface WatchFactsOptions {
  overrides: Pick<OverridesStore, 'of'>
  clock: Clock
  program: Pick<ProgramStore, 'view'>
  activities: { find(activityId: string): Promise<Activity | undefined> }
  seats: SeatsStore
  marks: MarksStore
  checks: ChecksStore
  outages: OutagesStore
  served: Pick<ServedStore, 'outagesOf'>
  frozen: FrozenStore
  pages: Pick<PagesStore, 'of'>
  stageTimes: Pick<StageTimesStore, 'of'>
  hall: Pick<HallStore, 'visitsOf'>
  polls: Pick<PollsStore, 'votedAt'>
}

export type WatchFacts = ReturnType<typeof createWatchFacts>

/** People read at a time. */
const batchSize = 1000

/** The end of the last slot that can be judged now. */
function judgedUntil({ liveAt, endedAt }: SessionState, now: number): number {
  const begin = liveAt ?? 0
  const until = begin + Math.max(0, slotAt(begin, now - judgedAfterMs)) * slotMs
  return endedAt === null ? until : endedAt
}

export const outagesWithin = (
  outages: readonly Outage[],
  sessionId: string,
  from: number,
  until: number,
): SessionFacts['outages'] =>
  outages
    .filter(({ cause, kept }) => cause !== 'stall' && kept !== false)
    .filter((outage) => outage.sessionId === null || outage.sessionId === sessionId)
    .map(({ id, kept, from: begin, to }) => ({
      from: begin,
      to: to ?? until,
      ...(kept !== undefined && { id }),
    }))
    .filter(({ from: begin, to }) => to > from && begin < until)

export function createWatchFacts(options: WatchFactsOptions) {
  const { clock, program, activities, seats, marks, checks, outages, served, frozen, hall, polls } = options

  const presenting = createPresenting(options)

  /** Those of watched minutes: minutes presented have their own. */
  const overridesOf = async (sessionId: string, personIds: string[]) =>
    (await options.overrides.of(sessionId, personIds)).map((made) =>
      made.filter(({ presented }) => presented !== true),
    )

  async function marked(sessionId: string, personIds: string[]): Promise<[string, PersonWatched][]> {
    const seatOf = await seats.of(sessionId, personIds)
    const known = personIds.filter((personId) => seatOf.has(personId))
    if (known.length === 0) return []
    const { state } = await program.view(sessionId)
    const { liveAt } = state
    const slots = liveAt === null ? 0 : Math.max(0, slotAt(liveAt, state.endedAt ?? clock()) + 1)
    const failures = liveAt === null ? [] : outagesWithin(await outages.all(), sessionId, liveAt, clock())
    const [bits, sent, visits, proofs, overrides, failedBy] = await Promise.all([
      marks.bits(
        sessionId,
        known.map((personId) => seatOf.get(personId)!.seat),
        Math.ceil(slots / segmentSlots) * segmentSlots,
      ),
      checks.of(sessionId, known),
      hall.visitsOf(known),
      polls.votedAt(sessionId, known),
      overridesOf(sessionId, known),
      served.outagesOf(
        sessionId,
        failures.flatMap(({ id }) => id ?? []),
        known.map((personId) => seatOf.get(personId)!.seat),
      ),
    ])
    return known.map((personId, i) => [
      personId,
      {
        ...bits[i]!,
        acknowledgedAt: seatOf.get(personId)!.acknowledgedAt,
        checks: sent[i]!,
        hall: visits[i]!,
        proofs: proofs[i]!,
        overrides: overrides[i]!,
        outages: failedBy[i]!,
      },
    ])
  }

  async function settledOf(sessionId: string, personIds: string[]): Promise<[string, PersonWatched][]> {
    const [rows, overrides] = await Promise.all([
      frozen.of(sessionId, personIds),
      overridesOf(sessionId, personIds),
    ])
    return personIds.flatMap((personId, i): [string, PersonWatched][] => {
      const row = rows.get(personId)
      return row ? [[personId, { ...row, overrides: overrides[i]! }]] : []
    })
  }

  return {
    async session(sessionId: string): Promise<SessionWatchFacts> {
      const [view, settled] = await Promise.all([program.view(sessionId), frozen.session(sessionId)])
      const { liveAt, breaks } = view.state
      const { activityId } = view.session
      const activity = activityId === undefined ? undefined : await activities.find(activityId)
      if (settled) return { view, activity, facts: settled, settled: true }
      if (liveAt === null) return { view, activity, facts: null, settled: false }
      const until = judgedUntil(view.state, clock())
      const [onAir, failures, who] = await Promise.all([
        marks.onAir(sessionId),
        outages.all(),
        presenting.presenters(sessionId, { liveAt, until }),
      ])
      return {
        view,
        activity,
        facts: {
          liveAt,
          until,
          breaks,
          onAir,
          outages: outagesWithin(failures, sessionId, liveAt, until),
          running: view.state.endedAt === null,
          ...who,
        },
        settled: false,
      }
    },

    /**
     * People among these with a seat: from frozen rows once
     * the session is settled, else from the marks so far.
     */
    async people(sessionId: string, personIds: string[]): Promise<Map<string, PersonWatched>> {
      const read = (await frozen.isSettled(sessionId)) ? settledOf : marked
      const found = new Map<string, PersonWatched>()
      for (let i = 0; i < personIds.length; i += batchSize)
        for (const [personId, facts] of await read(sessionId, personIds.slice(i, i + batchSize)))
          found.set(personId, facts)
      return found
    },

    /** Of these people, what is recorded about them as presenters of a session with these facts. */
    presented: presenting.of,

    /** The person's pages that watched, for the evidence sheet. */
    async pages(sessionId: string, personId: string): Promise<WatchedPage[]> {
      if (!(await frozen.isSettled(sessionId))) return options.pages.of(sessionId, personId)
      return (await frozen.of(sessionId, [personId])).get(personId)?.pages ?? []
    },

    /** Everyone with a seat. */
    learners: (sessionId: string): Promise<string[]> => seats.learners(sessionId),
  }
}
