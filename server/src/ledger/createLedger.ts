// Wires up the ledgers, and the intents by which evidence reaches them.

import { randomBytes } from 'node:crypto'
import type { Conference } from '@lectern/shared/conferences'
import { headCode } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Belongings } from '../core/conferenceGuard.ts'
import type { Log } from '../core/log.ts'
import type { TimeStampSettings } from '../core/timeStampConfig.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { createConferenceOfRecord } from './conferenceOfRecord.ts'
import { createIntents } from './intents.ts'
import { createLedgerKey } from './ledgerKey.ts'
import { createLedgerRoutes } from './ledgerRoutes.ts'
import { createLedgerStore } from './ledgerStore.ts'
import { createPurging, createRetention, type PurgingOptions } from './purging.ts'
import { createStamping } from './stamps/stamping.ts'
import { createUpkeep, ledgerUpkeepMs } from './upkeep.ts'
import { createVerifying } from './verifying.ts'

/** How often ledgers are looked at for what a time stamp should fix, in ms. */
const stampPollMs = 60_000

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
  agreementFiles: PurgingOptions['agreementFiles']
  removeFile: PurgingOptions['removeFile']
  /** LEDGER_KEY */
  seed: string | undefined
  /** TIMESTAMP_…; undefined: nothing is stamped. */
  timeStamps: TimeStampSettings | undefined
  jobs: Jobs
  /** False while this server's clock is not trusted. */
  mayWork: () => boolean
  clock: Clock
  log: Log
}

export function createLedger(options: LedgerOptions) {
  const { redis, belongings, program, keptUntil, seed, jobs, mayWork, clock, log } = options
  const { agreementFiles, removeFile } = options
  const settings = options.timeStamps
  const conferenceOf = createConferenceOfRecord({
    ofSession: belongings.session,
    ofActivity: belongings.activity,
    ofBooth: belongings.booth,
  })
  const ledger = createLedgerStore(redis, clock, conferenceOf)
  const intents = createIntents({ redis, clock, ledger, log, mayWork })
  const key = seed === undefined ? undefined : createLedgerKey(seed)
  const purging = createPurging({ redis, ledgerOf: ledger.of, agreementFiles, removeFile })
  const { conferenceIds } = program
  const retention = createRetention({ redis, purging, intents, conferenceIds, keptUntil, clock })
  const stamping = createStamping({ redis, jobs, intents, ledger, conferenceIds, settings, clock, log })
  // Without LEDGER_KEY the server signs only what it verifies itself.
  const ownKey = key ?? createLedgerKey(randomBytes(32).toString('base64url'))
  const verifying = createVerifying({ redis, jobs, ledger, key: ownKey, settings, clock })
  const stampPoll = createUpkeep({ tasks: { stamps: stamping.poll }, everyMs: stampPollMs, log, mayWork })
  const upkeep = createUpkeep({ tasks: { retention }, everyMs: ledgerUpkeepMs, log, mayWork })
  return {
    intents,
    purging,
    upkeep,
    stampPoll,
    stamps: stamping.store,
    key,
    /** A conference's ledger. */
    of: ledger.of,
    /** The last entry of a conference's ledger, as a short code. */
    headCode: async (conferenceId: string) => headCode(await ledger.of(conferenceId).head()),
    routes: createLedgerRoutes({ ledger, intents, stamping, verifying, program, clock, key }),
  }
}
