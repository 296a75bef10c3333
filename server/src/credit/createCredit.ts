// Wires up credit: learners' claims, the CE office's work, and verification by anybody.
import type { EverySession } from '../accounts/personRecords.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { LedgerKey } from '../ledger/ledgerKey.ts'
import { Typst } from '../typst/typst.ts'
import type { ReplacePicture } from '../uploads/replacePicture.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { ActivityPlans } from './activityPlans.ts'
import { createClaimable } from './claimable.ts'
import { type CreditOperatorOptions, createCreditOperatorRoutes } from './creditOperatorRoutes.ts'
import { type CreditOptions as CreditPartsOptions, createCreditParts } from './creditParts.ts'
import { createCreditRoutes } from './creditRoutes.ts'
import { createDesignRoutes, type DesignRoutesOptions } from './designRoutes.ts'
import { createOfficeRoutes } from './officeRoutes.ts'
import { createPrinter, type PrintedAt } from './pdf/printer.ts'
import { createCreditRecords } from './personRecords.ts'
import { createPlanning, type PlanningOptions } from './planning.ts'
import type { PlanningStore } from './planningStore.ts'
import type { PolicyBook } from './policyBook.ts'
import { createPolicyChanges, type PolicyChangesOptions } from './policyChanges.ts'
import type { PolicyConfirmations } from './policyConfirmations.ts'
import { createPolicyRoutes } from './policyRoutes.ts'
import { createPolicyUploads } from './policyUploads.ts'
import { createActivityRecordRoutes } from './registers/activities/activityRecordRoutes.ts'
import type { GatherOptions } from './registers/activities/gather.ts'
import type { RecordsStore } from './registers/activities/recordsStore.ts'
import { createEventReports } from './registers/eventReports.ts'
import { createReportsDue } from './registers/reportsDue.ts'
import { createTemplates } from './templates.ts'
import { createVerificationRoutes, type VerificationOptions } from './verificationRoutes.ts'

export interface CreditOptions extends CreditPartsOptions {
  plans: ActivityPlans
  jobs: Pick<Jobs, 'define' | 'add'>
  book: PolicyBook
  confirmations: PolicyConfirmations
  planningForms: PlanningStore
  recordsStore: RecordsStore
  supportStore: GatherOptions['supportStore']
  intents: CreditPartsOptions['intents'] & PlanningOptions['intents']
  onPlanned: CreditOperatorOptions['onPlanned']
  rulesChange: PolicyChangesOptions['rulesChange']
  settle: PolicyChangesOptions['settle']
  everySession: EverySession
  /** Where the files of policies are. */
  policiesFolder: string
  /** PUBLIC_URL; certificates name no address without it. */
  publicUrl: string | undefined
  /** They are printed for somebody who tries the product, and marked so. */
  isTrial: boolean
  /** Signs certificates. */
  key: LedgerKey | undefined
  /** PUBLIC_URL, or where this server is: what registers are told names an address. */
  address: () => string
  uploads: Uploads
  replacePicture: ReplacePicture
  signedIn: DesignRoutesOptions['accounts']
  stamps: VerificationOptions['stamps']
}

/** A template that somebody writes may never end. It waits in no queue with people's certificates. */
const trialLimits = { wallMs: 5000, memoryMiB: 1200 }

export function createCredit(options: CreditOptions) {
  const { redis, jobs, book, activities, plans, onPlanned, everySession, publicUrl, key, address } = options
  const parts = createCreditParts(options)
  const { forms, claims, appeals } = parts
  const { designs, policies, clock } = parts
  const { uploads, replacePicture, signedIn, planningForms } = options
  const planning = createPlanning({ ...parts, planningForms, intents: options.intents })
  const { confirmations } = options
  const changes = createPolicyChanges({
    ...{ redis, jobs, book, clock },
    credit: parts,
    intents: options.intents,
    rulesChange: options.rulesChange,
    settle: options.settle,
  })
  const policyUploads = createPolicyUploads({
    ...{ redis, book, clock, intents: options.intents },
    findPerson: parts.findPerson,
    conferenceIds: parts.program.conferenceIds,
    conference: parts.program.conference,
    folder: options.policiesFolder,
  })
  const printedAt = (): PrintedAt | undefined => {
    if (publicUrl !== undefined) return { url: publicUrl, isTrial: false }
    return options.isTrial ? { url: address(), isTrial: true } : undefined
  }
  const printer = createPrinter({ typst: new Typst(), trying: new Typst(trialLimits), designs, uploads })
  const templates = createTemplates(printer, () => parts.printing.printOf(''))
  const eventReports = createEventReports({ redis, credit: parts, intents: options.intents })
  return {
    /** For features that read what credit keeps. */
    parts,
    forms,
    claims,
    declarations: parts.declarations,
    /** Claimed credit must stay verifiable, and so must the person. */
    hasClaimed: async (personId: string): Promise<boolean> => (await claims.of(personId)).length > 0,
    claimable: createClaimable(parts),
    reportsDue: createReportsDue({ ...parts, publicUrl: address }, eventReports),
    renderOutcomes: printer.renderOutcomes,
    routes: {
      ...createCreditOperatorRoutes({ activities, plans, onPlanned }),
      ...createOfficeRoutes({
        ...{ credit: parts, planActivity: plans.plan, publicUrl: address, printer },
        policies: { book, confirmations },
      }),
      ...createPolicyRoutes(changes, confirmations, policyUploads),
      ...createCreditRoutes(parts, printer, printedAt, key),
      ...createDesignRoutes({
        designs,
        templates,
        policies,
        accounts: signedIn,
        uploads,
        replacePicture,
        clock,
      }),
      ...planning.routes,
      ...createActivityRecordRoutes({
        credit: parts,
        store: options.recordsStore,
        ...{ planningForms, supportStore: options.supportStore, intents: options.intents },
      }),
      ...eventReports.routes,
      ...createVerificationRoutes({ claims, policies, activities, stamps: options.stamps }),
    },
    records: createCreditRecords({ redis, claims, appeals, everySession }),
  }
}
