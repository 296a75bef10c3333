// Every HTTP route of the server, by name.
import { accountRoutes } from './accounts.ts'
import { activityRecordRoutes } from './activityRecords.ts'
import { activityTestRoutes } from './activityTest.ts'
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
import { eventReportRoutes } from './eventReports.ts'
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

type Of<Declared> = Declared
/** Names the features' types: an inferred one would repeat all of them wherever it is used. */
interface EveryRoute
  extends Of<typeof systemRoutes>,
    Of<typeof accountRoutes>,
    Of<typeof peopleRoutes>,
    Of<typeof conferenceRoutes>,
    Of<typeof programRoutes>,
    Of<typeof disclosureRoutes>,
    Of<typeof supportRoutes>,
    Of<typeof retentionRoutes>,
    Of<typeof providerRoutes>,
    Of<typeof handoutRoutes>,
    Of<typeof planningRoutes>,
    Of<typeof pollRoutes>,
    Of<typeof stageRoutes>,
    Of<typeof boothRoutes>,
    Of<typeof creditRoutes>,
    Of<typeof officeRoutes>,
    Of<typeof activityTestRoutes>,
    Of<typeof policyRoutes>,
    Of<typeof planningFormRoutes>,
    Of<typeof outcomeRoutes>,
    Of<typeof activityRecordRoutes>,
    Of<typeof eventReportRoutes>,
    Of<typeof certificateDesignRoutes>,
    Of<typeof reportRoutes>,
    Of<typeof importRoutes>,
    Of<typeof overviewRoutes>,
    Of<typeof healthRoutes>,
    Of<typeof ledgerRoutes>,
    Of<typeof auditRoutes>,
    Of<typeof activityRoutes>,
    Of<typeof mailRoutes>,
    Of<typeof oidcRoutes>,
    Of<typeof operatorRoutes> {}
export type Routes = Pick<EveryRoute, keyof EveryRoute>

export const routes: Routes = {
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
  ...activityTestRoutes,
  ...policyRoutes,
  ...planningFormRoutes,
  ...outcomeRoutes,
  ...activityRecordRoutes,
  ...eventReportRoutes,
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
