// Who is told what of booths, and when. What somebody does at a booth is told at its desk and to its visitors, never to the hall: however
// many people are there, a step from one booth to another is news at these two desks, twice a second at most. Only what the
// floor itself shows (open, staffed, the name) goes to everybody in the hall.

import { type BoothSettings, type Call, callStageId } from '@lectern/shared/booths'
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
import type { PresenceStore, Swept } from './visit/presenceStore.ts'

export interface BoothsLiveOptions {
  redis: Redis
  booths: BoothsStore
  presence: PresenceStore
  calls: CallsStore
  views: BoothViews
  broadcast: Broadcast
  /** Takes down the media of a stage. */
  endStage: (stageId: string) => Promise<void>
  clock: Clock
  log: Log
  after: After
}

export type BoothsLive = ReturnType<typeof createBoothsLive>

export function createBoothsLive(options: BoothsLiveOptions) {
  const { presence, calls, views, broadcast, endStage, log } = options
  const places = createBoothPlaces()
  const { touch, ...news } = createDeskNews(options)
  const { watch, changed, ...watching } = createBoothWatch({
    ...options,
    onSwept: sweptOut,
    onStaff: (boothId) => touch(boothId, 'staff'),
    isHeldHere: places.isHeldHere,
  })
  const logged = (boothId: string, what: string) => (error: unknown) =>
    log.warn({ boothId, err: error }, what)

  /** What has become of a call, to its visitor. */
  async function tellCall(boothId: string, record: CallRecord): Promise<Call> {
    const call = await views.call(boothId, record)
    broadcast(rooms.visitor(boothId, record.visitorId), 'booths.call', { call })
    return call
  }

  /** A call has taken a step: its visitor, the desk and those behind it in the queue are told. */
  async function callChanged(boothId: string, record: CallRecord, before: string): Promise<Call> {
    const { state, callId } = record
    const call = await tellCall(boothId, record)
    touch(boothId, 'calls', ...(state === 'missed' || state === 'answered' ? (['missed'] as const) : []))
    if (state === 'ended')
      await endStage(callStageId(callId)).catch(logged(boothId, 'the media of a call was not taken down'))
    // Whoever rings after it has moved up.
    if (before === 'ringing' && state !== 'ringing')
      for (const waiting of await calls.open(boothId))
        if (waiting.state === 'ringing') await tellCall(boothId, waiting)
    return call
  }

  /** Tells of what a sweep has found. */
  async function sweptOut(boothId: string, { gone, calls: steps }: Swept): Promise<void> {
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
    sweptOut,
    /** Somebody is at a booth by this connection; once it is gone, so are they soon. */
    arrived: places.arrived,
    left: places.left,
    holds: places.holds,

    /** What a booth says has changed. */
    contentChanged(booth: BoothSettings): void {
      broadcast([rooms.booth(booth.id), rooms.boothDesk(booth.id)], 'booths.changed', {
        booth: publicBooth(booth),
      })
      changed(booth.id)
    },

    /** A connection has gone, with or without a word. */
    async detach(connectionId: string): Promise<void> {
      for (const [boothId, { kind, who }] of places.gone(connectionId)) {
        // Where this cannot be noted, their presence expires by itself.
        await presence
          .detach(boothId, kind, who)
          .catch(logged(boothId, 'somebody who has gone was not noted'))
        // Whoever is there by another page says so at once.
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
