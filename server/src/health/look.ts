// How a session runs now: who is in its room, whom media reaches, who has trouble.
import { judgedAfterMs } from '@lectern/shared/attendance'
import { type HealthMinute, type Trouble, troublesShown } from '@lectern/shared/health'
import type { SessionState, SessionView } from '@lectern/shared/program'
import { hasBit, slotAt } from '@lectern/shared/slots'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { MarksStore } from '../attendance/marksStore.ts'
import type { OutagesStore } from '../attendance/outagesStore.ts'
import type { SeatsStore } from '../attendance/seatsStore.ts'
import type { ServedStore } from '../attendance/servedStore.ts'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import type { QuestionsStore } from '../questions/questionsStore.ts'
import type { StageStore } from '../stage/stageStore.ts'
import type { HealthStore } from './healthStore.ts'
import { playsOf, readRecentMarks, troubleAt } from './recentMarks.ts'

export interface LookOptions {
  seats: Pick<SeatsStore, 'all'>
  marks: Pick<MarksStore, 'segment' | 'onAir'>
  served: Pick<ServedStore, 'bitmap'>
  outages: Pick<OutagesStore, 'living'>
  hall: Pick<HallStore, 'insideOf'>
  stage: Pick<StageStore, 'viewers'>
  questions: Pick<QuestionsStore, 'waiting'>
  accounts: Pick<AccountsStore, 'findPerson'>
  health: HealthStore
  clock: Clock
}

/** A join that failed this long ago (ms) says nothing about now. */
const failedRecentlyMs = 10 * 60_000
export const minuteMs = 60_000

type Counts = Pick<HealthMinute, 'watching' | 'playing' | 'reached'>
type Found = Omit<Trouble, 'name'>

/** The last slot whose marks have all arrived. */
const lastSlot = ({ liveAt, endedAt }: SessionState, now: number): number =>
  slotAt(liveAt ?? now, (endedAt ?? now) - judgedAfterMs) - 1

export type Look = ReturnType<typeof createLook>

export function createLook(options: LookOptions) {
  const { seats, marks, served, outages, hall, stage, questions, accounts, health, clock } = options

  /** Seats of the people whom some living server serves in this session. */
  async function bitmapsOf(sessionId: string): Promise<Uint8Array[]> {
    const names = await outages.living()
    return Promise.all(names.map((name) => served.bitmap(sessionId, name)))
  }

  /** Of an accredited session, whose people have seats. */
  async function measured({ session, state }: SessionView): Promise<{ counts: Counts; troubles: Found[] }> {
    const [all, bitmaps, recent] = await Promise.all([
      seats.all(session.id),
      bitmapsOf(session.id),
      readRecentMarks(marks, session.id, state.liveAt!, lastSlot(state, clock())),
    ])
    const here = [...all].filter(([, { seat }]) => bitmaps.some((bits) => hasBit(bits, seat)))
    const plays = here.map(([, { seat }]) => playsOf(recent, seat))
    const counts = {
      watching: here.length,
      playing: plays.filter((each) => each.plays).length,
      reached: plays.filter((each) => each.isReached).length,
    }
    if (state.phase !== 'live') return { counts, troubles: [] }
    const troubles = here.flatMap(([personId, { seat }]): Found[] => {
      const trouble = troubleAt(recent, seat)
      return trouble ? [{ personId, ...trouble }] : []
    })
    const inside = await hall.insideOf(troubles.map(({ personId }) => personId))
    return { counts, troubles: troubles.filter((_, i) => !inside[i]) }
  }

  /** Without seats nobody knows who is there: only how many. */
  async function counted(sessionId: string): Promise<{ counts: Counts; troubles: Found[] }> {
    const watching = await stage.viewers(sessionId)
    return { counts: { watching, playing: null, reached: null }, troubles: [] }
  }

  async function failedOf(sessionId: string, others: ReadonlySet<string>): Promise<Found[]> {
    const failed = await health.lastFailedJoins(sessionId)
    return [...failed].flatMap(([personId, { code, at }]): Found[] =>
      clock() - at < failedRecentlyMs && !others.has(personId)
        ? [{ personId, kind: 'failed', code, since: at }]
        : [],
    )
  }

  const look = (view: SessionView) =>
    view.session.activityId === undefined ? counted(view.session.id) : measured(view)

  return {
    /** For a session's record, minute by minute. */
    async minute(view: SessionView): Promise<HealthMinute> {
      const { id } = view.session
      const [{ counts }, waiting, failed] = await Promise.all([
        look(view),
        questions.waiting(id),
        health.failedJoins(id),
      ])
      const failedSoFar = [...failed.values()].reduce((sum, count) => sum + count, 0)
      return { at: clock() - (clock() % minuteMs), ...counts, waiting, failedSoFar }
    },

    /** People who have trouble now, the newest first, with their names. */
    async troubles(view: SessionView): Promise<{ troubles: Trouble[]; troubled: number }> {
      const { troubles } = await look(view)
      const all = [
        ...troubles,
        ...(await failedOf(view.session.id, new Set(troubles.map(({ personId }) => personId)))),
      ].sort((a, b) => b.since - a.since)
      const named = await Promise.all(
        all.slice(0, troublesShown).map(async (each) => ({
          ...each,
          name: (await accounts.findPerson(each.personId))?.name ?? '',
        })),
      )
      return { troubles: named, troubled: all.length }
    },
  }
}
