// The programme, one's own agenda and one session for a calendar, by download or by an address to follow.
import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import { addressOf } from '@lectern/shared/addresses'
import { isDraft, seenBy, seesDraft } from '@lectern/shared/drafts'
import { errors } from '@lectern/shared/errors'
import type { programRoutes, Session, SessionView, Subscription } from '@lectern/shared/program'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { calendarOf } from './calendar.ts'
import type { CalendarOwner, CalendarSecret, CalendarsStore } from './calendarsStore.ts'
import type { OwnAgendaStore } from './ownAgendaStore.ts'
import type { ProgramStore } from './programStore.ts'
import type { RemovedStore } from './removedStore.ts'

export interface CalendarRoutesOptions {
  program: Pick<
    ProgramStore,
    'conference' | 'session' | 'findSession' | 'state' | 'views' | 'sessionIds' | 'lastApproved'
  >
  removed: Pick<RemovedStore, 'find' | 'all'>
  ownAgenda: Pick<OwnAgendaStore, 'of'>
  calendars: CalendarsStore
  /** The owner of an address, if they still have a place at the conference. */
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
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
  const { program, removed, ownAgenda, calendars, memberOf, publicUrl } = options

  /** A draft, or a session that was removed, as this person's calendar has it from before: cancelled. */
  async function cancelled(session: Session, person: Person): Promise<Session | undefined> {
    if (!isDraft(session, 'scheduled') || seesDraft(session, person)) return session
    const known = await program.lastApproved(session.id)
    const { version, changed } = session
    return known && { ...known, ...(version !== undefined && { version }), ...(changed && { changed }) }
  }
  const there = (found: Session | undefined): found is Session => found !== undefined

  /** What a person's calendar is to show of these sessions, and what it is to take out. */
  async function shownTo(person: Person, views: SessionView[], removedOnes: Session[]) {
    const seen = new Set(seenBy(views, person))
    const hidden = views.filter((view) => !seen.has(view)).map(({ session }) => session)
    const gone = await Promise.all([...hidden, ...removedOnes].map((each) => cancelled(each, person)))
    return { sessions: [...seen].map(({ session }) => session), gone: gone.filter(there) }
  }

  /** The browser, or a calendar's server, keeps it and mostly gets a 304. */
  async function file(
    conferenceId: string,
    name: string,
    { sessions, gone = [] }: { sessions: Session[]; gone?: Session[] },
  ) {
    const conference = await program.conference(conferenceId)
    const content = calendarOf({ sessions, removed: gone, conference, publicUrl: publicUrl() })
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22)
    return {
      name,
      content,
      headers: { 'Cache-Control': 'private, no-cache', ETag: `"${hash}"`, Vary: 'Cookie' },
    }
  }

  /** Chosen by the person, or with a part of theirs. */
  async function ownIds({ id, roles }: Person, conferenceId: string): Promise<string[]> {
    const chosen = await ownAgenda.of(id)
    if (!roles.includes('speaker') && !roles.includes('moderator')) return chosen
    const sessions = await Promise.all((await program.sessionIds(conferenceId)).map(program.findSession))
    const isTheirs = ({ speakers, moderators }: Session) =>
      [...speakers, ...moderators].some(({ personId }) => personId === id)
    return [
      ...new Set([
        ...chosen,
        ...sessions
          .filter(there)
          .filter(isTheirs)
          .map((each) => each.id),
      ]),
    ].sort()
  }

  async function ownFile(person: Person, conferenceId: string) {
    const ids = await ownIds(person, conferenceId)
    const own = await Promise.all(ids.map((sessionId) => program.findSession(sessionId)))
    const missing = ids.filter((_, i) => own[i] === undefined)
    const removedOnes = await Promise.all(missing.map((sessionId) => removed.find(sessionId)))
    const isHere = (session: Session | undefined): session is Session =>
      session?.conferenceId === conferenceId
    const views = await Promise.all(
      own.filter(isHere).map(async (session) => ({ session, state: await program.state(session.id) })),
    )
    return file(conferenceId, 'agenda.ics', await shownTo(person, views, removedOnes.filter(isHere)))
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
      return file(session.conferenceId, `${session.id}.ics`, { sessions: [session] })
    },
    async 'program.calendarOfAll'({ person, conferenceId }) {
      const [views, all] = await Promise.all([program.views(conferenceId), removed.all(conferenceId)])
      const removedOnes = all.map(({ session }) => session)
      return file(conferenceId, 'programme.ics', await shownTo(person, views, removedOnes))
    },
    'program.ownCalendar': ({ person, conferenceId }) => ownFile(person, conferenceId),

    'program.subscription': async (call) => shown(await calendars.find(ownerOf(call))),
    'program.subscribe': async (call) => shown(await calendars.make(ownerOf(call))),
    async 'program.unsubscribe'(call) {
      await calendars.revoke(ownerOf(call))
      return shown(undefined)
    },
    async 'program.subscribedCalendar'({ params: { token } }) {
      const owner = await calendars.ownerOf(token)
      const person = owner && (await memberOf(owner.personId, owner.conferenceId))
      if (!person) throw errors.notFound('calendar')
      return ownFile(person, owner.conferenceId)
    },
  }
}
