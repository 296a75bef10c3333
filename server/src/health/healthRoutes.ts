import {
  type Health,
  type HealthMinute,
  type healthRoutes,
  minutesShown,
  type SessionHealth,
} from '@lectern/shared/health'
import type { SessionView } from '@lectern/shared/program'
import type { SfuNode } from '@lectern/shared/sfuContract'
import type { OutagesStore } from '../attendance/outagesStore.ts'
import type { QualityStore } from '../attendance/qualityStore.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { AnnouncementsStore } from './announcementsStore.ts'
import type { HealthStore } from './healthStore.ts'
import type { Look } from './look.ts'

export interface HealthRoutesOptions {
  health: HealthStore
  announcements: AnnouncementsStore
  look: Look
  views: (conferenceId: string) => Promise<SessionView[]>
  outages: Pick<OutagesStore, 'all'>
  quality: Pick<QualityStore, 'minutes'>
  nodes: () => SfuNode[]
  clock: Clock
}

const dayMs = 86_400_000

export function createHealthRoutes(options: HealthRoutesOptions): RouteHandlers<typeof healthRoutes> {
  const { health, announcements, look, views, outages, quality, nodes, clock } = options

  async function sessionHealth(view: SessionView): Promise<SessionHealth> {
    const { session, state } = view
    const isOver = state.phase === 'ended'
    const [noted, qualities, now, failed, trouble] = await Promise.all([
      health.minutes(session.id),
      quality.minutes(session.id),
      isOver ? undefined : look.minute(view),
      health.failedJoins(session.id),
      isOver ? { troubles: [], troubled: 0 } : look.troubles(view),
    ])
    const withQuality = (minute: HealthMinute): HealthMinute => {
      const measured = qualities.get(minute.at)
      return measured ? { ...minute, quality: measured } : minute
    }
    const minutes = noted.slice(-minutesShown).map(withQuality)
    return {
      sessionId: session.id,
      title: session.title,
      track: session.track,
      phase: state.phase as SessionHealth['phase'],
      now: now ? withQuality(now) : (minutes.at(-1) ?? nothing(state.endedAt ?? clock())),
      minutes,
      failedJoins: [...failed].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
      ...trouble,
    }
  }

  return {
    async 'health.now'({ conferenceId }): Promise<Health> {
      const now = clock()
      const shown = (await views(conferenceId))
        .filter(({ state }) => state.phase !== 'scheduled' && (state.endedAt ?? now) > now - dayMs)
        .sort((a, b) => Number(a.state.phase === 'ended') - Number(b.state.phase === 'ended'))
      const ids = new Set(shown.map(({ session }) => session.id))
      const [sessions, servers, failures] = await Promise.all([
        Promise.all(shown.map(sessionHealth)),
        health.servers(),
        outages.all(),
      ])
      return {
        now,
        sessions,
        nodes: nodes().map(({ nodeId, region, load, viewers, draining }) => ({
          nodeId,
          region,
          load,
          viewers,
          draining,
        })),
        servers: [...servers].map(([name, load]) => ({ name, ...load })),
        outages: failures
          // Another conference's failures say something about its sessions.
          .filter(({ sessionId }) => sessionId === null || ids.has(sessionId))
          .filter(({ from, to }) => (to ?? now) > now - dayMs && from <= now)
          .map(({ id, cause, sessionId, from, to }) => ({ id, cause, sessionId, from, to }))
          .reverse(),
      }
    },
    'health.announcements': async ({ conferenceId }) => ({
      announcements: await announcements.shownAt(conferenceId, clock()),
    }),
  }
}

const nothing = (at: number) => ({
  at,
  watching: 0,
  playing: null,
  reached: null,
  waiting: 0,
  failedSoFar: 0,
})
