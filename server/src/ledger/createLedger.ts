// Wires up the ledgers, and the intents by which evidence reaches them.
import type { Conference } from '@lectern/shared/conferences'
import { headCode } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Belongings } from '../core/conferenceGuard.ts'
import type { Log } from '../core/log.ts'
import { createConferenceOfRecord } from './conferenceOfRecord.ts'
import { createIntents } from './intents.ts'
import { createLedgerKey } from './ledgerKey.ts'
import { createLedgerRoutes } from './ledgerRoutes.ts'
import { createLedgerStore } from './ledgerStore.ts'
import { createPurging, createRetention } from './purging.ts'
import { createUpkeep, ledgerUpkeepMs } from './upkeep.ts'

export interface LedgerOptions {
  redis: Redis
  /** The conference of what a record names. */
  belongings: Pick<Belongings, 'session' | 'activity' | 'booth'>
  program: {
    conference(conferenceId: string): Promise<Conference>
    conferenceIds(): Promise<string[]>
  }
  /** Until when (ms) a conference's records must be kept; null if nothing was held. */
  keptUntil: (conferenceId: string) => Promise<number | null>
  /** LEDGER_KEY */
  seed: string | undefined
  /** False while this server's clock is not trusted. */
  mayWork: () => boolean
  clock: Clock
  log: Log
}

export function createLedger(options: LedgerOptions) {
  const { redis, belongings, program, keptUntil, seed, mayWork, clock, log } = options
  const conferenceOf = createConferenceOfRecord({
    ofSession: belongings.session,
    ofActivity: belongings.activity,
    ofBooth: belongings.booth,
  })
  const ledger = createLedgerStore(redis, clock, conferenceOf)
  const intents = createIntents({ redis, clock, ledger, log, mayWork })
  const key = seed === undefined ? undefined : createLedgerKey(seed)
  const purging = createPurging(redis)
  const { conferenceIds } = program
  const retention = createRetention({ redis, purging, intents, conferenceIds, keptUntil, clock })
  const upkeep = createUpkeep({ tasks: { retention }, everyMs: ledgerUpkeepMs, log, mayWork })
  return {
    intents,
    purging,
    upkeep,
    key,
    /** The last entry of a conference's ledger, as a short code. */
    headCode: async (conferenceId: string) => headCode(await ledger.of(conferenceId).head()),
    routes: createLedgerRoutes({ ledger, intents, program, clock, key }),
  }
}
