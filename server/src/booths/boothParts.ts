// The stores and parts of booths. Each command and route picks the ones it uses.

import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { PicturesStore } from '../accounts/picturesStore.ts'
import { type After, type Clock, systemAfter } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Stage } from '../stage/stage.ts'
import type { Uploads } from '../uploads/uploads.ts'
import { createBoothAccess } from './boothAccess.ts'
import { createBoothsLive } from './boothsLive.ts'
import type { BoothsStore } from './boothsStore.ts'
import { createBoothViews } from './boothViews.ts'
import { createCallsStore } from './calls/callsStore.ts'
import { createHallStore } from './hall/hallStore.ts'
import { createLeaveHall } from './hall/leaveHall.ts'
import { createBookingsStore } from './visit/bookingsStore.ts'
import { createChatStore } from './visit/chatStore.ts'
import { createLeadsStore } from './visit/leadsStore.ts'
import { createPresenceStore } from './visit/presenceStore.ts'

export interface BoothsOptions {
  redis: Redis
  booths: BoothsStore
  accounts: AccountsStore
  pictures: Pick<PicturesStore, 'addressFor'>
  uploads: Uploads
  stage: Pick<Stage, 'joinCall' | 'end' | 'endPeers'>
  broadcast: Broadcast
  /** Removes all of a person's sockets from channels. */
  leaveRooms: (personId: string, rooms: string[]) => void
  /** A consent is not acknowledged before it is recorded. */
  intents: Pick<Intents, 'settled'>
  /** The last entry of a conference's ledger, as a short code for receipts. */
  ledgerHead: (conferenceId: string) => Promise<string>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  clock: Clock
  log: Log
  after?: After
}

export type Booths = ReturnType<typeof createBoothParts>

export function createBoothParts(options: BoothsOptions) {
  const { redis, booths, clock, broadcast, log, stage, after = systemAfter } = options
  const hall = createHallStore(redis, clock)
  const presence = createPresenceStore(redis, clock)
  const chats = createChatStore(redis, clock)
  const calls = createCallsStore(redis, clock)
  const bookings = createBookingsStore(redis, clock)
  const leads = createLeadsStore(redis, clock)
  const views = createBoothViews({ presence, chats, calls, bookings, clock })
  const live = createBoothsLive({
    redis,
    booths,
    presence,
    calls,
    views,
    leads,
    broadcast,
    endStage: stage.end,
    clock,
    log,
    after,
  })
  const access = createBoothAccess(booths, hall, presence)
  const leaving = createLeaveHall({ hall, presence, live, broadcast, leaveRooms: options.leaveRooms })
  return { ...options, hall, presence, chats, calls, bookings, leads, views, live, access, leaving }
}
