// Wires up polls.
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { EverySession } from '../accounts/personRecords.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { createPollRecords } from './personRecords.ts'
import { createPollsCommands } from './pollsCommands.ts'
import { createPollsLive } from './pollsLive.ts'
import { createPollsRoutes } from './pollsRoutes.ts'
import type { PollsStore } from './pollsStore.ts'

export interface PollsOptions {
  redis: Redis
  store: PollsStore
  program: ProgramStore
  accounts: Pick<AccountsStore, 'findPerson'>
  everySession: EverySession
  broadcast: Broadcast
  clock: Clock
  log: Log
}

export function createPolls(options: PollsOptions) {
  const { redis, store, program, accounts, everySession } = options
  const live = createPollsLive(options)
  return {
    commands: createPollsCommands({ ...options, live }),
    routes: createPollsRoutes({ store, program, findPerson: accounts.findPerson }),
    records: createPollRecords(redis, everySession),
    /** Closes every poll of a session whose time is over. */
    settleAll: live.settleAll,
    close: live.close,
  }
}
