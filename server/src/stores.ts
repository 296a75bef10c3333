// What several features read in Redis. A feature makes the stores that only itself uses.
import type { Redis } from 'ioredis'
import { createAccountsStore } from './accounts/accountsStore.ts'
import { createDetailsStore } from './accounts/detailsStore.ts'
import { createHistoryStore } from './accounts/historyStore.ts'
import { createPicturesStore } from './accounts/picturesStore.ts'
import { createFrozenStore } from './attendance/frozenStore.ts'
import { createAuditorsStore } from './audit/auditorsStore.ts'
import { createBoothsStore } from './booths/boothsStore.ts'
import { createHallStore } from './booths/hall/hallStore.ts'
import type { Clock } from './core/clock.ts'
import { createActivitiesStore } from './credit/activitiesStore.ts'
import { createPlanningStore } from './credit/planningStore.ts'
import { createRecordsStore } from './credit/registers/activities/recordsStore.ts'
import { createDisclosuresStore } from './disclosures/disclosuresStore.ts'
import { createHandoutsStore } from './handouts/handoutsStore.ts'
import { createRetentionStore } from './ledger/retentionStore.ts'
import { createOutcomesStore } from './outcomes/outcomesStore.ts'
import { createPollsStore } from './polls/pollsStore.ts'
import { createOwnAgendaStore } from './program/ownAgendaStore.ts'
import { createProgramStore } from './program/programStore.ts'
import { createQuestionsStore } from './questions/questionsStore.ts'
import { createStageStore } from './stage/stageStore.ts'
import { createSupportStore } from './support/supportStore.ts'

export type Stores = ReturnType<typeof createStores>

export const createStores = (redis: Redis, clock: Clock) => ({
  accounts: createAccountsStore(redis, clock),
  details: createDetailsStore(redis, clock),
  history: createHistoryStore(redis),
  pictures: createPicturesStore(redis),
  program: createProgramStore(redis, clock),
  ownAgenda: createOwnAgendaStore(redis),
  questions: createQuestionsStore(redis, clock),
  polls: createPollsStore(redis, clock),
  stageStore: createStageStore(redis, clock),
  boothsStore: createBoothsStore(redis),
  hall: createHallStore(redis, clock),
  activities: createActivitiesStore(redis),
  planningForms: createPlanningStore(redis),
  recordsStore: createRecordsStore(redis),
  disclosuresStore: createDisclosuresStore(redis),
  handoutsStore: createHandoutsStore(redis),
  supportStore: createSupportStore(redis),
  retentionStore: createRetentionStore(redis),
  frozen: createFrozenStore(redis),
  outcomes: createOutcomesStore(redis),
  auditors: createAuditorsStore(redis),
})
