// The programme, one's own agenda and one session for a calendar, by download or by an address to follow.
import { createHash } from 'node:crypto'
import { addressOf } from '@lectern/shared/addresses'
import { errors } from '@lectern/shared/errors'
import type { programRoutes, Session, Subscription } from '@lectern/shared/program'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { calendarOf } from './calendar.ts'
import type { CalendarOwner, CalendarSecret, CalendarsStore } from './calendarsStore.ts'
import type { OwnAgendaStore } from './ownAgendaStore.ts'
import type { ProgramStore } from './programStore.ts'
import type { RemovedStore } from './removedStore.ts'

export interface CalendarRoutesOptions {
  program: Pick<ProgramStore, 'conference' | 'session' | 'findSession' | 'views'>
  removed: Pick<RemovedStore, 'find' | 'all'>
  ownAgenda: Pick<OwnAgendaStore, 'of'>
  calendars: CalendarsStore
  /** Whether the owner of an address still has a place at the conference. */
  isMember: (personId: string, conferenceId: string) => Promise<boolean>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
}

type CalendarRoutes = Pick<
  typeof programRoutes,
  | 'program.calendar'
  | 'program.calendarOfAll'
  | 'program.ownCalendar'
  | 'program.subscription'
  | 'program.subscribe'
  | 'program.unsubscribe'
  | 'program.subscribedCalendar'
>

export function createCalendarRoutes(options: CalendarRoutesOptions): RouteHandlers<CalendarRoutes> {
  const { program, removed, ownAgenda, calendars, isMember, publicUrl } = options

  /** The browser, or a calendar's server, keeps it and mostly gets a 304. */
  async function file(conferenceId: string, name: string, sessions: Session[], gone: Session[] = []) {
    const conference = await program.conference(conferenceId)
    const content = calendarOf({ sessions, removed: gone, conference, publicUrl: publicUrl() })
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22)
    return {
      name,
      content,
      headers: { 'Cache-Control': 'private, no-cache', ETag: `"${hash}"`, Vary: 'Cookie' },
    }
  }

  async function ownFile({ personId, conferenceId }: CalendarOwner) {
    const ids = await ownAgenda.of(personId)
    const kept = await Promise.all(ids.map((sessionId) => program.findSession(sessionId)))
    const missing = ids.filter((_, i) => kept[i] === undefined)
    const gone = await Promise.all(missing.map((sessionId) => removed.find(sessionId)))
    const there = (found: Session | undefined): found is Session => found?.conferenceId === conferenceId
    return file(conferenceId, 'agenda.ics', kept.filter(there), gone.filter(there))
  }

  const shown = (secret: CalendarSecret | undefined): Subscription => ({
    address: secret
      ? publicUrl() + addressOf('program.subscribedCalendar', { params: { token: secret.token } })
      : null,
    madeAt: secret?.madeAt ?? null,
  })
  type AtConference = { person: { id: string }; conferenceId: string }
  const ownerOf = ({ person, conferenceId }: AtConference): CalendarOwner => ({
    personId: person.id,
    conferenceId,
  })

  return {
    async 'program.calendar'({ params: { sessionId } }) {
      const session = await program.session(sessionId)
      return file(session.conferenceId, `${session.id}.ics`, [session])
    },
    async 'program.calendarOfAll'({ conferenceId }) {
      const views = await program.views(conferenceId)
      const gone = (await removed.all(conferenceId)).map(({ session }) => session)
      return file(
        conferenceId,
        'programme.ics',
        views.map(({ session }) => session),
        gone,
      )
    },
    'program.ownCalendar': (call) => ownFile(ownerOf(call)),

    'program.subscription': async (call) => shown(await calendars.find(ownerOf(call))),
    'program.subscribe': async (call) => shown(await calendars.make(ownerOf(call))),
    async 'program.unsubscribe'(call) {
      await calendars.revoke(ownerOf(call))
      return shown(undefined)
    },
    async 'program.subscribedCalendar'({ params: { token } }) {
      const owner = await calendars.ownerOf(token)
      if (!owner || !(await isMember(owner.personId, owner.conferenceId))) throw errors.notFound('calendar')
      return ownFile(owner)
    },
  }
}
