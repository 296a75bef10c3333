// The programme as a schedule.json like that of pretalx (https://c3voc.de/schedule/schema), for other
// programs and to be imported again.
import type { Conference } from '@lectern/shared/conferences'
import type { Faculty, Session } from '@lectern/shared/program'
import { kindOf } from '@lectern/shared/sessionKinds'
import { dayOf, zoned } from '@lectern/shared/zoneTime'
import { isUuid, uuidOf } from './uuids.ts'

export interface ScheduleOptions {
  conference: Conference
  /** By start. */
  sessions: readonly Session[]
  /** Session id → what named it in the file from which it was imported. */
  imported: Readonly<Record<string, string>>
  /** Of the server, with the conference's path. */
  url: string
}

/** Where a session has no track. */
const onlyRoom = 'Main stage'
const twoDigits = (count: number): string => String(count).padStart(2, '0')

const slug = (words: string, separator: '-' | '_'): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, separator)
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, 60)

const duration = ({ startsAt, endsAt }: Session): string => {
  const minutes = Math.round((endsAt - startsAt) / 60_000)
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

/** "2026-11-24T09:00:00+01:00" */
const withOffset = (at: number, timeZone: string): string =>
  zoned(at, timeZone).toString({ smallestUnit: 'second', timeZoneName: 'never' })

const personOf = ({ personId, name }: Faculty, role: 'speaker' | 'moderator') => ({
  guid: uuidOf(personId),
  name,
  public_name: name,
  role,
})

export function scheduleOf({ conference, sessions, imported, url }: ScheduleOptions) {
  const { title, timeZone } = conference
  const roomOf = ({ track }: Session): string => track || onlyRoom

  function talk(session: Session, index: number) {
    const key = imported[session.id] ?? ''
    return {
      guid: isUuid(key) ? key : uuidOf(session.id),
      id: index + 1,
      date: withOffset(session.startsAt, timeZone),
      start: withOffset(session.startsAt, timeZone).slice(11, 16),
      duration: duration(session),
      room: roomOf(session),
      slug: `${slug(session.title, '-') || 'session'}-${index + 1}`,
      url: `${url}/sessions/${session.id}`,
      title: session.title,
      subtitle: '',
      track: session.track,
      type: kindOf(session),
      language: session.languages?.[0] ?? null,
      abstract: '',
      description: session.summary,
      persons: [
        ...session.speakers.map((each) => personOf(each, 'speaker')),
        ...session.moderators.map((each) => personOf(each, 'moderator')),
      ],
      links: [],
    }
  }

  const talks = sessions.map((session, index) => ({ session, talk: talk(session, index) }))
  const byDay = Map.groupBy(talks, ({ session }) => dayOf(session.startsAt, timeZone))
  const dates = [...byDay.keys()].sort()
  const days = dates.map((date, index) => {
    const own = byDay.get(date)!
    const rooms = Map.groupBy(own, ({ session }) => roomOf(session))
    return {
      index: index + 1,
      date,
      day_start: withOffset(Math.min(...own.map(({ session }) => session.startsAt)), timeZone),
      day_end: withOffset(Math.max(...own.map(({ session }) => session.endsAt)), timeZone),
      rooms: Object.fromEntries([...rooms].map(([room, each]) => [room, each.map((one) => one.talk)])),
    }
  })
  const roomNames = [...new Set(sessions.map(roomOf))]
  return {
    $schema: 'https://c3voc.de/schedule/schema.json',
    schedule: {
      version: '1',
      base_url: url,
      conference: {
        acronym: slug(title, '_').padEnd(4, '_'),
        title,
        start: dates[0] ?? '',
        end: dates.at(-1) ?? '',
        daysCount: dates.length,
        timeslot_duration: '00:05',
        time_zone_name: timeZone,
        rooms: roomNames.map((name) => ({ name, guid: uuidOf(name) })),
        supporters: conference.support ?? [],
        days,
      },
    },
  }
}
