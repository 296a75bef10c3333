// Wires up the ledgers, and the intents by which evidence reaches them.
import type { Conference } from '@lectern/shared/conferences'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Belongings } from '../core/conferenceGuard.ts'
import type { Log } from '../core/log.ts'
import { createConferenceOfRecord } from './conferenceOfRecord.ts'
import { createIntents } from './intents.ts'
import { createLedgerRoutes } from './ledgerRoutes.ts'
import { createLedgerStore } from './ledgerStore.ts'

export interface LedgerOptions {
  redis: Redis
  /** The conference of what a record names. */
  belongings: Pick<Belongings, 'session' | 'activity' | 'booth'>
  program: { conference(conferenceId: string): Promise<Conference> }
  /** LEDGER_KEY */
  seed: string | undefined
  /** False while this server's clock is not trusted. */
  mayWork: () => boolean
  clock: Clock
  log: Log
}

export function createLedger({ redis, belongings, program, seed, mayWork, clock, log }: LedgerOptions) {
  const conferenceOf = createConferenceOfRecord({
    ofSession: belongings.session,
    ofActivity: belongings.activity,
    ofBooth: belongings.booth,
  })
  const ledger = createLedgerStore(redis, clock, conferenceOf)
  const intents = createIntents({ redis, clock, ledger, log, mayWork })
  return { intents, routes: createLedgerRoutes({ ledger, intents, program, clock, seed }) }
}
