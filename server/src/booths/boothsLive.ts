// Who is notified about booths, and when. Actions at a booth go to its desk and its visitors, never to the
// hall: however many people there are, a step from one booth to another is news at these two desks only, at
// most twice a second. Only what the floor shows (open, staffed, the name) goes to everyone in the hall.

import { type BoothSettings, type Call, callStageId } from '@lectern/shared/booths'
import type { Lead, Withdrawal } from '@lectern/shared/consents'
import type { Redis } from 'ioredis'
import type { After, Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import { createBoothPlaces } from './boothPlaces.ts'
import type { BoothsStore } from './boothsStore.ts'
import { type BoothViews, publicBooth } from './boothViews.ts'
import { createBoothWatch } from './boothWatch.ts'
import type { CallRecord, CallsStore } from './calls/callsStore.ts'
import { createDeskNews } from './desk/deskNews.ts'
import type { LeadsStore } from './visit/leadsStore.ts'
import type { PresenceStore, SweepResult } from './visit/presenceStore.ts'

export interface BoothsLiveOptions {
  redis: Redis
  booths: BoothsStore
  presence: PresenceStore
  calls: CallsStore
  views: BoothViews
  leads: Pick<LeadsStore, 'lead'>
  broadcast: Broadcast
  /** Ends a stage's media. */
  endStage: (stageId: string) => Promise<void>
  clock: Clock
  log: Log
  after: After
}

export type BoothsLive = ReturnType<typeof createBoothsLive>

export function createBoothsLive(options: BoothsLiveOptions) {
  const { presence, calls, views, leads, broadcast, endStage, log } = options
  const places = createBoothPlaces()
  const { touch, ...news } = createDeskNews(options)
  const { watch, changed, ...watching } = createBoothWatch({
    ...options,
    onSwept: announceSweep,
    onStaff: (boothId) => touch(boothId, 'staff'),
    isHeldHere: places.isHeldHere,
  })
  const logged = (boothId: string, what: string) => (error: unknown) =>
    log.warn({ boothId, err: error }, what)

  /** Sends a call's new state to its visitor. */
  async function tellCall(boothId: string, record: CallRecord): Promise<Call> {
    const call = await views.call(boothId, record)
    broadcast(rooms.visitor(boothId, record.visitorId), 'booths.call', { call })
    return call
  }

  /** A call changed: notifies its visitor, the desk, and the visitors behind it in the queue. */
  async function callChanged(boothId: string, record: CallRecord, before: string): Promise<Call> {
    const { state, callId } = record
    const call = await tellCall(boothId, record)
    touch(boothId, 'calls', ...(state === 'missed' || state === 'answered' ? (['missed'] as const) : []))
    if (state === 'ended')
      await endStage(callStageId(callId)).catch(logged(boothId, 'the media of a call was not taken down'))
    // Visitors behind it have moved up.
    if (before === 'ringing' && state !== 'ringing')
      for (const waiting of await calls.open(boothId))
        if (waiting.state === 'ringing') await tellCall(boothId, waiting)
    return call
  }

  /** Announces the results of a sweep. */
  async function announceSweep(boothId: string, { gone, calls: steps }: SweepResult): Promise<void> {
    if (gone > 0) touch(boothId, 'present')
    for (const { callId, before } of steps) {
      const record = await calls.find(boothId, callId)
      if (record) await callChanged(boothId, record, before)
    }
  }

  return {
    touch,
    watch,
    changed,
    callChanged,
    announceSweep,
    /** A person is at a booth through this connection; once it is gone, their presence soon ends. */
    arrived: places.arrived,
    left: places.left,
    holds: places.holds,

    /**
     * A lead has changed: from now on the desk shows exactly what is live. What was read before another
     * change carries an older version, and desks drop it. Returns the lead; null if nothing is left of it.
     */
    async leadChanged(
      boothId: string,
      visitorId: string,
      withdrawn: Withdrawal | null,
    ): Promise<Lead | null> {
      const record = await leads.lead(boothId, visitorId)
      const [lead = null] = record ? await views.leads(boothId, [record]) : []
      broadcast(rooms.boothDesk(boothId), 'booths.lead', { boothId, visitorId, lead, withdrawn })
      return lead
    },

    /** A booth's content has changed. */
    contentChanged(booth: BoothSettings): void {
      broadcast([rooms.booth(booth.id), rooms.boothDesk(booth.id)], 'booths.changed', {
        booth: publicBooth(booth),
      })
      changed(booth.id)
    },

    /** A connection is gone, announced or not. */
    async detach(connectionId: string): Promise<void> {
      for (const [boothId, { kind, who }] of places.gone(connectionId)) {
        // If Redis cannot be told, their presence expires by itself.
        await presence
          .detach(boothId, kind, who)
          .catch(logged(boothId, 'somebody who has gone was not noted'))
        // People who are there on another page say so at once.
        const room = kind === 'visitor' ? rooms.visitor(boothId, who) : rooms.boothDesk(boothId)
        broadcast(room, 'booths.beat', { boothId })
        changed(boothId)
      }
    },

    close(): void {
      news.close()
      watching.close()
    },
  }
}
