// Checks each occupied booth from time to time: who has gone silently, who is at the desk, and whether
// the floor and the booth's visitors know. If several servers notice a change, one of them announces it.

import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { After, Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { swap } from '../core/swap.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { BoothsStore } from './boothsStore.ts'
import { summaryOf } from './boothViews.ts'
import { deskEveryMs } from './desk/deskNews.ts'
import type { PresenceStore, SweepResult } from './visit/presenceStore.ts'

export interface BoothWatchOptions {
  redis: Redis
  booths: BoothsStore
  presence: PresenceStore
  broadcast: Broadcast
  onSwept: (boothId: string, result: SweepResult) => Promise<void>
  onStaff: (boothId: string) => void
  /** Whether anyone is at the booth through a connection of this server. */
  isHeldHere: (boothId: string) => boolean
  clock: Clock
  after: After
  log: Log
}

interface Watched {
  /** How many staff are at its desk, and until when, as this server last saw. */
  staffed: string
  /** When (ms) it was last checked. */
  looked: number
  /** To be checked ahead of schedule. */
  soon: boolean
  running: boolean
  cancel?: () => void
}

/** How often (ms) a booth is checked. */
export const sweepEveryMs = 3000

export function createBoothWatch(options: BoothWatchOptions) {
  const { redis, booths, presence, broadcast, clock, after, log } = options
  const watched = new Map<string, Watched>()
  let closed = false

  /** True if this differs from what any server last announced; this server must then announce it. */
  async function isNews(boothId: string, field: 'front' | 'staff', text: string): Promise<boolean> {
    const key = keys.boothTold(boothId)
    const told = (await redis.hget(key, field)) ?? ''
    return text !== told && (await swap(redis, key, field, told, text))
  }

  async function look(boothId: string, state: Watched): Promise<number> {
    const swept = await presence.sweep(boothId)
    await options.onSwept(boothId, swept)
    const [booth, { staff, working, staffedUntil }] = await Promise.all([
      booths.find(boothId),
      presence.atDesk(boothId),
    ])
    if (!booth) return 0
    const staffed = `${working} ${staffedUntil}`
    if (staffed !== state.staffed) await booths.setStaff(booth, working, staffedUntil)
    state.staffed = staffed
    if (await isNews(boothId, 'staff', JSON.stringify(staff))) {
      broadcast(rooms.booth(boothId), 'booths.staff', { boothId, staff })
      options.onStaff(boothId)
    }
    const summary = summaryOf(booth, working)
    if (await isNews(boothId, 'front', JSON.stringify(summary)))
      broadcast(rooms.hall(booth.conferenceId), 'booths.summary', { booth: summary })
    return swept.left
  }

  async function run(boothId: string, state: Watched): Promise<void> {
    state.running = true
    state.soon = false
    state.looked = clock()
    const left = await look(boothId, state).catch((error: unknown) => {
      log.warn({ boothId, err: error }, 'a booth could not be looked at')
      return 1
    })
    state.running = false
    if (closed) return
    if (state.soon) schedule(boothId, state, deskEveryMs)
    // If nobody is left and nothing is pending, the next arrival starts the checks again.
    else if (left > 0 || options.isHeldHere(boothId)) schedule(boothId, state, sweepEveryMs)
    else watched.delete(boothId)
  }

  function schedule(boothId: string, state: Watched, ms: number): void {
    state.cancel?.()
    state.cancel = after(ms, () => void run(boothId, state))
  }

  /** Checks a booth from time to time while anyone is there. */
  function watch(boothId: string): Watched {
    const known = watched.get(boothId)
    if (known) return known
    const state: Watched = { staffed: '', looked: -Infinity, soon: false, running: false }
    if (closed) return state
    watched.set(boothId, state)
    schedule(boothId, state, sweepEveryMs)
    return state
  }

  return {
    watch: (boothId: string): void => void watch(boothId),
    /** Schedules an immediate check (at most two a second). */
    changed(boothId: string): void {
      if (closed) return
      const state = watch(boothId)
      if (!state.soon && !state.running)
        schedule(boothId, state, Math.min(Math.max(0, state.looked + deskEveryMs - clock()), deskEveryMs))
      state.soon = true
    },
    close(): void {
      closed = true
      for (const { cancel } of watched.values()) cancel?.()
      watched.clear()
    },
  }
}
