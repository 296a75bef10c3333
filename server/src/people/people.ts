// The parts that the people's pages share, and what every feature keeps about people.
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { HistoryStore } from '../accounts/historyStore.ts'
import type { PersonRecords } from '../accounts/personRecords.ts'
import type { PicturesStore } from '../accounts/picturesStore.ts'
import type { Rights } from '../accounts/rights.ts'
import type { WatchFacts } from '../attendance/watchFacts.ts'
import type { Clock } from '../core/clock.ts'
import type { Credit } from '../credit/creditParts.ts'
import type { createCreditRecords } from '../credit/personRecords.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Purging } from '../ledger/purging.ts'
import type { ProgramStore } from '../program/programStore.ts'

export interface PeopleParts {
  redis: Redis
  accounts: AccountsStore
  details: DetailsStore
  history: HistoryStore
  pictures: PicturesStore
  removeUpload: (fileId: string) => Promise<void>
  rights: Rights
  program: ProgramStore
  watchFacts: Pick<WatchFacts, 'session' | 'learners' | 'people'>
  credit: Pick<Credit, 'forms' | 'policies'>
  findActivity: Credit['activities']['find']
  creditRecords: ReturnType<typeof createCreditRecords>
  /** Of every feature. */
  records: readonly PersonRecords[]
  intents: Pick<Intents, 'define' | 'enter'>
  /** Of what the ledger holds of people. */
  purging: Pick<Purging, 'person' | 'move'>
  /** Whether certificates can show the name in its script. */
  isPrintable: (name: string) => boolean
  clock: Clock
}
