// Wires up disclosures: signing, what follows from it in the programme, and the office's decisions.
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Intents } from '../ledger/intents.ts'
import type { PlanNews } from '../program/planNews.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { createActing } from './acting.ts'
import { createApplying } from './applying.ts'
import { createDisclosureRoutes, type DisclosureRoutesOptions } from './disclosureRoutes.ts'
import type { DisclosuresStore } from './disclosuresStore.ts'
import { createDisclosureRecords } from './personRecords.ts'

export interface DisclosuresOptions {
  redis: Redis
  store: DisclosuresStore
  program: ProgramStore
  accounts: Pick<AccountsStore, 'memberOf' | 'createLink'>
  intents: Pick<Intents, 'define'>
  planNews: Pick<PlanNews, 'changed'>
  requestByMail: DisclosureRoutesOptions['requestByMail']
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  clock: Clock
}

export function createDisclosures(options: DisclosuresOptions) {
  const { redis, program } = options
  const acting = createActing({ ...options, apply: createApplying(options) })
  return {
    acting,
    routes: createDisclosureRoutes({ ...options, acting }),
    records: createDisclosureRecords(redis, program.conferenceIds),
  }
}
