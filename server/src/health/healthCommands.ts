import { errors } from '@lectern/shared/errors'
import type { Audience, healthCommands as declared } from '@lectern/shared/health'
import { announcementsMax } from '@lectern/shared/limits'
import type { SessionView } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Handlers } from '../live/handlers.ts'
import { rooms } from '../live/rooms.ts'
import type { AnnouncementsStore } from './announcementsStore.ts'

export interface HealthCommandsOptions {
  announcements: AnnouncementsStore
  views: (conferenceId: string) => Promise<SessionView[]>
  broadcast: Broadcast
  clock: Clock
}

const minuteMs = 60_000

/** On which sessions' pages it is shown, and what they are called. Throws `not_found`. */
function placesOf(audience: Audience, views: readonly SessionView[]) {
  if (audience.kind === 'everybody') return { sessionIds: null, to: '' }
  if (audience.kind === 'session') {
    const view = views.find(({ session }) => session.id === audience.sessionId)
    if (!view) throw errors.notFound('session')
    return { sessionIds: [view.session.id], to: view.session.title }
  }
  const sessionIds = views.flatMap(({ session }) => (session.track === audience.track ? [session.id] : []))
  if (sessionIds.length === 0) throw errors.notFound('track')
  return { sessionIds, to: audience.track }
}

export function createHealthCommands(options: HealthCommandsOptions): Handlers<typeof declared> {
  const { announcements, views, broadcast, clock } = options
  return {
    'health.announce': async ({ announcementId, text, audience, minutes }, { conferenceId }) => {
      const at = clock()
      const shown = await announcements.shownAt(conferenceId, at)
      const isRepeated = shown.some((each) => each.announcementId === announcementId)
      if (!isRepeated && shown.length >= announcementsMax)
        throw errors.conflict(`At most ${announcementsMax} announcements are shown at a time. End one first.`)
      const places = placesOf(audience, await views(conferenceId))
      const announcement = { announcementId, text, at, until: at + minutes * minuteMs, ...places }
      const stands = await announcements.add(conferenceId, announcement)
      broadcast(rooms.program(conferenceId), 'health.announced', stands)
      return stands
    },
    'health.withdraw': async ({ announcementId }, { conferenceId }) => {
      await announcements.withdraw(conferenceId, announcementId)
      broadcast(rooms.program(conferenceId), 'health.withdrawn', { announcementId })
      return {}
    },
  }
}
