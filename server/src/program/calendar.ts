// One session as a calendar's file (iCalendar, RFC 5545). Its times are absolute, so that every calendar
// shows them in its owner's zone.
import type { Session } from '@lectern/shared/program'
import ical, { ICalCalendarMethod } from 'ical-generator'

/** Tells calendars which program made the file. */
const product = { company: 'Lectern', product: 'Lectern', language: 'EN' }

export interface CalendarOf {
  session: Session
  conference: { id: string; title: string; timeZone: string }
  /** The server's public address, without a trailing slash. */
  publicUrl: string
}

const nameOf = ({ name, credentials }: Session['speakers'][number]): string =>
  [name, credentials].filter(Boolean).join(', ')

export function calendarOf({ session, conference, publicUrl }: CalendarOf): string {
  const url = `${publicUrl}/sessions/${session.id}`
  const description = [session.summary, session.speakers.map(nameOf).join('\n'), url]
  const calendar = ical({
    prodId: product,
    name: conference.title,
    method: ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    // The same at every download: a second one changes the calendar's entry and adds none.
    id: `${session.id}.${conference.id}@${new URL(publicUrl).host}`,
    sequence: session.version ?? 0,
    start: new Date(session.startsAt),
    end: new Date(session.endsAt),
    summary: session.title,
    location: url,
    description: description.filter(Boolean).join('\n\n'),
    url,
  })
  return calendar.toString()
}
