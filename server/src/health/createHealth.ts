// Wires up live health: what servers note, what organisers see of it, and what they announce.
import type { SessionView } from '@lectern/shared/program'
import type { SfuNode } from '@lectern/shared/sfuContract'
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { createMarksStore } from '../attendance/marksStore.ts'
import { createOutagesStore } from '../attendance/outagesStore.ts'
import { createQualityStore } from '../attendance/qualityStore.ts'
import { createSeatsStore } from '../attendance/seatsStore.ts'
import { createServedStore } from '../attendance/servedStore.ts'
import { createHallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { QuestionsStore } from '../questions/questionsStore.ts'
import type { StageStore } from '../stage/stageStore.ts'
import { createAnnouncementsStore } from './announcementsStore.ts'
import { createHealthCommands } from './healthCommands.ts'
import { createHealthRoutes } from './healthRoutes.ts'
import { createHealthStore } from './healthStore.ts'
import { createLook } from './look.ts'
import { createSampler } from './sampler.ts'

export interface HealthOptions {
  redis: Redis
  program: {
    conferenceIds(): Promise<string[]>
    views(conferenceId: string): Promise<SessionView[]>
  }
  accounts: Pick<AccountsStore, 'findPerson'>
  stage: Pick<StageStore, 'viewers'>
  questions: Pick<QuestionsStore, 'waiting'>
  nodes: () => SfuNode[]
  serverName: string
  /** Pages connected to this server. */
  sockets: () => number
  broadcast: Broadcast
  mayWork: () => boolean
  clock: Clock
  log: Log
}

export function createHealth(options: HealthOptions) {
  const { redis, program, clock, log } = options
  const health = createHealthStore(redis)
  const announcements = createAnnouncementsStore(redis)
  const outages = createOutagesStore(redis)
  const { views } = program
  const look = createLook({
    ...options,
    seats: createSeatsStore(redis),
    marks: createMarksStore(redis),
    served: createServedStore(redis),
    hall: createHallStore(redis, clock),
    outages,
    health,
  })
  const running = async (): Promise<SessionView[]> =>
    (await Promise.all((await program.conferenceIds()).map(views)))
      .flat()
      .filter(({ state }) => state.phase === 'live' || state.phase === 'paused')
  const sampler = createSampler({ ...options, health, look, running })
  return {
    commands: createHealthCommands({ announcements, views, broadcast: options.broadcast, clock }),
    routes: createHealthRoutes({
      ...{ health, announcements, look, views, outages, clock },
      quality: createQualityStore(redis),
      nodes: options.nodes,
    }),
    failures: { health, clock, log },
    sampler,
  }
}
