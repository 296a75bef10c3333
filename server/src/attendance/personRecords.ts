// A person's watched time, in the lists of their data, and merged with another's. It is evidence, and stays
// under the id when they are erased.
import type { Activity } from '@lectern/shared/credit'
import type { Override } from '@lectern/shared/creditOffice'
import { keys } from '@lectern/shared/keys'
import { mergedWatching } from '@lectern/shared/mergedWatching'
import type { Session } from '@lectern/shared/program'
import { countSlots, mergedStageTime } from '@lectern/shared/stageTime'
import type { SessionFacts } from '@lectern/shared/watchTime'
import { countOf, judge } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, type PersonRecords } from '../accounts/personRecords.ts'
import { moveField } from '../core/moveField.ts'
import type { StageTimesStore } from '../stage/stageTimesStore.ts'
import {
  type FrozenPresented,
  type FrozenRow,
  type FrozenStore,
  fromText,
  readPresented,
  toText,
} from './frozenStore.ts'
import type { WatchFacts } from './watchFacts.ts'

export interface AttendanceRecordsOptions {
  redis: Redis
  frozen: FrozenStore
  stageTimes: Pick<StageTimesStore, 'move'>
  watchFacts: Pick<WatchFacts, 'session' | 'people' | 'presented'>
  findActivity: (activityId: string) => Promise<Activity | undefined>
  everySession: EverySession
}

const bitsOf = (row: FrozenRow) => ({
  ...row,
  present: fromText(row.present),
  delivered: fromText(row.delivered),
})

function joinedRows(facts: SessionFacts, { attendance }: Activity, moved: string, kept: string): string {
  const [one, other] = [JSON.parse(kept) as FrozenRow, JSON.parse(moved) as FrozenRow]
  const merged = mergedWatching(facts, bitsOf(one), bitsOf(other), attendance)
  const pages = [
    ...new Map(
      [...(one.pages ?? []), ...(other.pages ?? [])].map((page) => [JSON.stringify(page), page]),
    ).values(),
  ]
  return JSON.stringify({
    ...merged,
    present: toText(merged.present),
    delivered: toText(merged.delivered),
    ...(pages.length > 0 && { pages }),
  })
}

function joinedPresented(facts: SessionFacts, moved: string, kept: string): string {
  const [one, other] = [kept, moved].map((text) => readPresented(JSON.parse(text) as FrozenPresented))
  const merged = mergedStageTime(facts, one!, other!)
  return JSON.stringify({ ...merged, slots: toText(merged.slots) })
}

/** Decisions of the office about either, each once, oldest first. */
function joinedOverrides(moved: string, kept: string): string {
  const all = [...(JSON.parse(kept) as Override[]), ...(JSON.parse(moved) as Override[])]
  const once = [...new Map(all.map((each) => [each.id, each])).values()]
  return JSON.stringify(once.sort((a, b) => a.at - b.at))
}

export function createAttendanceRecords(options: AttendanceRecordsOptions): PersonRecords {
  const { redis, frozen, stageTimes, watchFacts, findActivity, everySession } = options
  const activityOf = async ({ activityId }: Session) =>
    activityId === undefined ? undefined : findActivity(activityId)

  /**
   * A seat's number follows from how many there are: one is renamed, and removed only when all is settled.
   */
  async function moveSeat(sessionId: string, from: string, to: string, isSettled: boolean): Promise<void> {
    if (isSettled || (await redis.hexists(keys.seats(sessionId), to)) === 0)
      await moveField(redis, keys.seats(sessionId), from, to)
  }

  return {
    async collect(personId) {
      const found = await inSessions(everySession, async ({ session }) => {
        const watched = (await watchFacts.people(session.id, [personId])).get(personId)
        if (!watched) return []
        const { activity, facts } = await watchFacts.session(session.id)
        const count = activity && facts ? countOf(judge(facts, watched, activity.attendance)) : undefined
        return [
          {
            session: session.title,
            disclosuresAcknowledged: new Date(watched.acknowledgedAt).toISOString(),
            ...(count && {
              creditedMinutes: count.creditedSlots / 6,
              possibleMinutes: count.possibleSlots / 6,
            }),
            attentionChecks: watched.checks.length,
            visitsToTheHall: watched.hall.length,
            decisionsOfTheOffice: watched.overrides.length,
          },
        ]
      })
      const presented = await inSessions(everySession, async ({ session }) => {
        const { facts } = await watchFacts.session(session.id)
        const slots =
          facts && (await watchFacts.presented(session.id, facts, [personId])).get(personId)?.slots
        return slots && countSlots(slots) > 0
          ? [{ session: session.title, minutesOnStage: countSlots(slots) / 6 }]
          : []
      })
      return { 'Watched sessions': found.flat(), 'Presented sessions': presented.flat() }
    },

    async move(from, to) {
      await inSessions(everySession, async ({ session }) => {
        const [facts, activity] = await Promise.all([frozen.session(session.id), activityOf(session)])
        const isSettled = facts !== null
        if (facts && activity)
          await moveField(redis, keys.frozen(session.id), from, to, (moved, kept) =>
            joinedRows(facts, activity, moved, kept),
          )
        if (facts)
          await moveField(redis, keys.presented(session.id), from, to, (moved, kept) =>
            joinedPresented(facts, moved, kept),
          )
        else await stageTimes.move(session.id, from, to)
        await moveField(redis, keys.overrides(session.id), from, to, joinedOverrides)
        await moveField(redis, keys.checks(session.id), from, to)
        await moveField(redis, keys.pages(session.id), from, to)
        await moveSeat(session.id, from, to, isSettled)
      })
    },
    erase: async () => {},
  }
}
