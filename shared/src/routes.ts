// Every HTTP route of the server, by name.
import { accountRoutes } from './accounts.ts'
import { activityRecordRoutes } from './activityRecords.ts'
import type { RouteName } from './addresses.ts'
import { auditRoutes } from './audit.ts'
import { boothRoutes } from './boothCommands.ts'
import { certificateDesignRoutes } from './certificateDesign.ts'
import { supportRoutes } from './commercialSupport.ts'
import { conferenceRoutes, providerRoutes } from './conferences.ts'
import { creditRoutes } from './credit.ts'
import { officeRoutes } from './creditOffice.ts'
import { policyRoutes } from './creditPolicies.ts'
import { disclosureRoutes } from './disclosures.ts'
import { handoutRoutes } from './handouts.ts'
import { healthRoutes } from './health.ts'
import { importRoutes } from './imports.ts'
import { ledgerRoutes } from './ledger.ts'
import { mailRoutes } from './mail.ts'
import { oidcRoutes } from './oidc.ts'
import { outcomeRoutes } from './outcomeRoutes.ts'
import { overviewRoutes } from './overview.ts'
import { peopleRoutes } from './people.ts'
import { planningFormRoutes } from './planningForm.ts'
import { activityRoutes, operatorRoutes } from './plans.ts'
import { pollRoutes } from './polls.ts'
import { programRoutes } from './program.ts'
import { planningRoutes } from './programPlanning.ts'
import { reportRoutes } from './reports.ts'
import { retentionRoutes } from './retention.ts'
import type { Route } from './route.ts'
import { stageRoutes } from './stage.ts'
import { systemRoutes } from './system.ts'

export const routes = {
  ...systemRoutes,
  ...accountRoutes,
  ...peopleRoutes,
  ...conferenceRoutes,
  ...programRoutes,
  ...disclosureRoutes,
  ...supportRoutes,
  ...retentionRoutes,
  ...providerRoutes,
  ...handoutRoutes,
  ...planningRoutes,
  ...pollRoutes,
  ...stageRoutes,
  ...boothRoutes,
  ...creditRoutes,
  ...officeRoutes,
  ...policyRoutes,
  ...planningFormRoutes,
  ...outcomeRoutes,
  ...activityRecordRoutes,
  ...certificateDesignRoutes,
  ...reportRoutes,
  ...importRoutes,
  ...overviewRoutes,
  ...healthRoutes,
  ...ledgerRoutes,
  ...auditRoutes,
  ...activityRoutes,
  ...mailRoutes,
  ...oidcRoutes,
  ...operatorRoutes,
} satisfies Record<RouteName, Route>

export type Routes = typeof routes
