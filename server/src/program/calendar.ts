// Sessions as a calendar's file (iCalendar, RFC 5545), in the conference's time zone.
import { conferencePath } from '@lectern/shared/addresses'
import type { Session } from '@lectern/shared/program'
import { requiredLabel } from '@lectern/shared/sessionKinds'
import type { Interval } from '@lectern/shared/slots'
import { clockChanges, zoned } from '@lectern/shared/zoneTime'
import ical, { ICalCalendarMethod, type ICalEventData, ICalEventStatus } from 'ical-generator'
import { dayMs } from '../core/clock.ts'
import { timeZoneLines } from './timeZoneLines.ts'

/** Tells calendars which program made the file. */
const product = { company: 'Lectern', product: 'Lectern', language: 'EN' }
/** How often a calendar that follows an address should ask, in s. */
const refreshSeconds = 3600
/** Of a plan from before changes had a time: a file made twice must be the same. */
const longAgo = Date.UTC(2020, 0)

export interface CalendarOf {
  sessions: readonly Session[]
  /** Sessions that were removed: a calendar that has them takes them out. */
  removed?: readonly Session[]
  conference: { id: string; title: string; timeZone: string }
  /** The server's public address, without a trailing slash. */
  publicUrl: string
}

const nameOf = ({ name, credentials }: Session['speakers'][number]): string =>
  [name, credentials].filter(Boolean).join(', ')

function statusOf({ status }: Session, isRemoved: boolean): ICalEventStatus {
  if (isRemoved) return ICalEventStatus.CANCELLED
  return status === 'approved' ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE
}

/** The hours that the clocks repeat: a local time in one of them could be either of two moments. */
const repeatedHours = (from: number, to: number, timeZone: string): Interval[] =>
  clockChanges(from - dayMs, to + dayMs, timeZone)
    .filter(({ before, after }) => before > after)
    .map(({ at, before, after }) => ({ from: at - (before - after), to: at + before - after }))

interface Shared extends Pick<CalendarOf, 'conference' | 'publicUrl'> {
  repeated: readonly Interval[]
}

/** In the conference's time zone; in UTC where that would be ambiguous. */
function timesOf({ startsAt, endsAt }: Session, { conference: { timeZone }, repeated }: Shared) {
  const isIn = (at: number): boolean => repeated.some(({ from, to }) => from <= at && at < to)
  if (isIn(startsAt) || isIn(endsAt)) return { start: new Date(startsAt), end: new Date(endsAt) }
  return { start: zoned(startsAt, timeZone), end: zoned(endsAt, timeZone), timezone: timeZone }
}

function eventOf(session: Session, isRemoved: boolean, shared: Shared): ICalEventData {
  const { conference, publicUrl } = shared
  const url = `${publicUrl}${conferencePath(session.conferenceId)}/sessions/${session.id}`
  const label = requiredLabel(session)
  const isApproved = (session.status ?? 'approved') === 'approved'
  const draft = isApproved || isRemoved ? undefined : 'Draft: not approved yet.'
  const description = [draft, label, session.summary, session.speakers.map(nameOf).join('\n'), url]
  const changedAt = new Date(session.changed?.at ?? longAgo)
  return {
    // The same in every file: a newer one changes the calendar's entry and adds none.
    id: `${session.id}.${conference.id}@${new URL(publicUrl).host}`,
    sequence: session.version ?? 0,
    stamp: changedAt,
    lastModified: changedAt,
    ...timesOf(session, shared),
    summary: label ? `${session.title} (${label})` : session.title,
    location: url,
    description: description.filter(Boolean).join('\n\n'),
    url,
    status: statusOf(session, isRemoved),
  }
}

export function calendarOf({ sessions, removed = [], conference, publicUrl }: CalendarOf): string {
  const calendar = ical({
    prodId: product,
    name: conference.title,
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
  })
  const all = [...sessions, ...removed]
  if (all.length === 0) return calendar.toString()
  const { timeZone } = conference
  const from = Math.min(...all.map(({ startsAt }) => startsAt))
  const to = Math.max(...all.map(({ endsAt }) => endsAt))
  const shared = { conference, publicUrl, repeated: repeatedHours(from, to, timeZone) }
  // No zone for the file itself: its moments in UTC would be written by this machine's clock, without their Z.
  calendar.timezone({ name: null, generator: () => timeZoneLines(timeZone, from, to) })
  for (const session of sessions) calendar.createEvent(eventOf(session, false, shared))
  for (const session of removed) calendar.createEvent(eventOf(session, true, shared))
  return calendar.toString()
}
