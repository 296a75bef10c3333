// What is planned of an activity, as far as its credit is concerned. Pure.
import { plannedMs } from '@lectern/shared/conflictsOfCredit'
import type { Designation } from '@lectern/shared/credit'
import type { Planned } from '@lectern/shared/designationNumbers'
import type { Session } from '@lectern/shared/program'

/** A session or a day, which can be designated by itself. */
export interface PlannedPart {
  id: string
  /** When it begins. */
  at: number
  title: string
  /** The planned time of each of its days, in ms. */
  days: number[]
  /** What is designated for it stays. */
  hasBegun: boolean
}

export interface PlannedCredit {
  /** The planned time, and that of each day, in ms. */
  ms: number
  days: number[]
  planned: Planned | undefined
  sessions: PlannedPart[]
  byDay: PlannedPart[]
  /** A session has gone live. */
  hasBegun: boolean
}

export type Per = NonNullable<Designation['per']>

/** What is designated by itself; empty: the activity as a whole. */
export const partsPer = (per: Per, { sessions, byDay }: PlannedCredit): PlannedPart[] => {
  if (per === 'activity') return []
  return per === 'session' ? sessions : byDay
}

export type PlannedSession = Pick<Session, 'id' | 'startsAt' | 'endsAt'> & {
  track?: string
  title?: string
  hasBegun?: boolean
}

const nothingPlanned: PlannedCredit = {
  ...{ ms: 0, days: [], planned: undefined, sessions: [], byDay: [], hasBegun: false },
}

/** `breaks`: of the whole programme. Concurrent sessions count once. */
export function plannedCredit(
  sessions: readonly PlannedSession[],
  dayOf: (at: number) => string,
  breaks: readonly PlannedSession[] = [],
): PlannedCredit {
  if (sessions.length === 0) return nothingPlanned
  const sorted = sessions.toSorted((a, b) => a.startsAt - b.startsAt)
  const partOf = (id: string, title: string, some: readonly PlannedSession[]): PlannedPart => ({
    ...{ id, title, at: some[0]!.startsAt },
    days: [plannedMs(some, breaks)],
    hasBegun: some.some(({ hasBegun = false }) => hasBegun),
  })
  const byDay = [...Map.groupBy(sorted, ({ startsAt }) => dayOf(startsAt))].map(([day, some]) =>
    partOf(day, day, some),
  )
  return {
    ms: plannedMs(sorted, breaks),
    days: byDay.flatMap(({ days }) => days),
    planned: {
      startsAt: sorted[0]!.startsAt,
      endsAt: Math.max(...sorted.map(({ endsAt }) => endsAt)),
      days: byDay.map(({ id }) => id),
      sessionIds: sorted.map(({ id }) => id),
      dayBySession: Object.fromEntries(sorted.map(({ id, startsAt }) => [id, dayOf(startsAt)])),
    },
    sessions: sorted.map((each) => partOf(each.id, each.title ?? '', [each])),
    byDay,
    hasBegun: sorted.some(({ hasBegun = false }) => hasBegun),
  }
}
