// Credit as the CE office sees and manages it: organisers only.
import { z } from 'zod'
import { profession } from './accounts.ts'
import { activity, claim, creditResult, sessionWatched } from './credit.ts'
import { formQuestion } from './creditForms.ts'
import { shownPolicy } from './creditPolicies.ts'
import {
  answerRead,
  answerRecorded,
  answerText,
  register,
  registerAnswer,
  registerReport,
  registerStatus,
  reportedAnswer,
  reportedRequest,
} from './creditRegisters.ts'
import { officeEvaluations } from './evaluationResults.ts'
import { personEvidence } from './evidence.ts'
import { id, instant } from './ids.ts'
import { evaluationMax, officeReasonMax } from './limits.ts'
import { declareRoutes, done, files } from './route.ts'
import { bounded, list, text } from './text.ts'

const reason = text(officeReasonMax, { min: 3, lines: true })

/** Minutes since the session went live. */
export const overrideRequest = z
  .strictObject({
    sessionId: id,
    personId: id,
    fromMinute: z.number().min(0).max(1440),
    toMinute: z.number().min(0).max(1440),
    credited: z.boolean(),
    reason,
    /** The appeal that this override grants. */
    appealId: id.optional(),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'it must end after it begins')
export type OverrideRequest = z.infer<typeof overrideRequest>
const override = z.object({
  id,
  at: instant,
  by: id,
  /** Slots, `to` excluded. */
  from: z.number().int(),
  to: z.number().int(),
  credited: z.boolean(),
  reason: z.string(),
  /** Of minutes presented, not watched. */
  presented: z.literal(true).exactOptional(),
})
export type Override = z.infer<typeof override>

/** Declines an appeal; an override grants one. */
export const appealDecision = z.strictObject({ reason })

const revocation = z.strictObject({ reason })

const appeal = z.object({
  id,
  sessionId: id,
  personId: id,
  at: instant,
  text: z.string(),
  decidedAt: instant.nullable(),
  decidedBy: id.nullable(),
  decision: z.string().nullable(),
  granted: z.boolean(),
})
export type Appeal = z.infer<typeof appeal>

/** People: each group is part of the one before it. */
const officeFigures = z.object({
  /** In any activity. */
  learners: z.number().int(),
  /** May claim credit, or has claimed it. */
  eligible: z.number().int(),
  claimed: z.number().int(),
  /** A register has the current certificate. */
  reported: z.number().int(),
})

/** What granting an appeal with these minutes of its session would lead to. */
const possibleGrant = z.object({
  fromMinute: z.number(),
  toMinute: z.number(),
  creditedSlots: z.number().int(),
  /** `enough`: enough was watched, but something else is still to do. */
  outcome: z.enum(['eligible', 'enough', 'too_little']),
})

/** The minutes that an appeal is about, as they are now. */
const appealStanding = z.object({
  liveAt: instant,
  until: instant,
  creditedSlots: z.number().int(),
  possibleSlots: z.number().int(),
  gaps: sessionWatched.shape.gaps,
  eligible: z.boolean(),
  /** The longest gap; and, if there are several, everything between the first and the last. */
  grants: z.array(possibleGrant),
})
export type AppealStanding = z.infer<typeof appealStanding>

/** All activities. */
const officeOverview = z.object({
  figures: officeFigures,
  activities: z.array(
    z.object({
      id,
      title: z.string(),
      sessions: z.number().int(),
      /** From the first session's start to the last one's end: as it was, else as planned. */
      startsAt: instant.nullable(),
      endsAt: instant.nullable(),
      phase: z.enum(['scheduled', 'running', 'ended']),
      learners: z.number().int(),
      claims: z.number().int(),
      /** People with a claim. */
      claimants: z.number().int(),
      /** Submitted evaluations. */
      evaluations: z.number().int(),
      /** Records that a register can still take: new ones, corrected ones, and those to delete. */
      toReport: z.number().int(),
      /** Per policy: number of claims and their sum. */
      credit: z.array(
        z.object({
          policyId: id,
          title: z.string(),
          unit: z.string(),
          people: z.number(),
          amount: z.number(),
        }),
      ),
      /** Evaluations that reported commercial bias. */
      biasReports: z.number().int(),
      /** Records of registers that set a deadline, and days left for the first; null if none are due. */
      reportDue: z.object({ records: z.number().int(), daysLeft: z.number().int() }).nullable(),
    }),
  ),
  appeals: z.array(
    appeal.extend({
      name: z.string(),
      sessionTitle: z.string(),
      /** Null if the session has left its activity. */
      activityId: id.nullable(),
      /** Null once decided, for appeals after the oldest `standingsMax`, and if the person is gone. */
      standing: appealStanding.nullable(),
    }),
  ),
})
export type OfficeOverview = z.infer<typeof officeOverview>

/** Everyone who watched an activity. */
export const officeActivity = z.object({
  activity,
  /** By id, for the policies that the activity is designated for. */
  policyTitles: z.record(id, z.string()),
  /** As the office's tables name them: "AMA". */
  policyShorts: z.record(id, z.string()),
  /** The registers that its policies report to. */
  registers: z.array(registerStatus),
  people: z.array(
    z.object({
      personId: id,
      name: z.string(),
      credentials: z.string(),
      profession,
      evaluated: z.boolean(),
      sessions: z.array(sessionWatched.omit({ appeals: true })),
      results: z.array(creditResult),
      claims: z.array(claim),
    }),
  ),
})
export type OfficeActivity = z.infer<typeof officeActivity>

/** The most undecided appeals whose standing is computed, oldest first. */
export const standingsMax = 200

const evaluationPlan = list(formQuestion, evaluationMax)
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const office = ['office'] as const
const deciding = { points: 60, seconds: 30, pool: 'credit-office' } as const
/** Every exported file becomes a ledger entry. */
const exporting = { points: 60, seconds: 600, pool: 'credit-export' } as const
const byActivity = { activityId: id }
const byPerson = { activityId: id, personId: id }
const byRegister = { activityId: id, register }

export const officeRoutes = declareRoutes({
  'office.policies': {
    summary: 'The rules of every credit body, where they are from, and what nobody could confirm.',
    who: office,
    reply: z.object({ policies: z.array(shownPolicy) }),
  },
  'office.overview': {
    summary: 'All activities, and the appeals that wait.',
    who: office,
    reply: officeOverview,
  },
  'office.override': {
    summary: 'Credits or takes back minutes of somebody, with a reason.',
    who: office,
    body: overrideRequest,
    reply: override,
    status: 201,
    rate: deciding,
  },
  'office.decline': {
    summary: 'Declines an appeal; granting one is an override.',
    who: office,
    params: { appealId: id },
    body: appealDecision,
    reply: done,
    rate: deciding,
  },
  'office.revoke': {
    summary: 'Revokes a certificate.',
    who: office,
    params: { code: bounded(200) },
    body: revocation,
    reply: done,
    rate: deciding,
  },
  'office.activity': {
    summary: 'Everybody who watched an activity, with results and claims.',
    who: office,
    params: byActivity,
    reply: officeActivity,
  },
  'office.creditFile': {
    summary: 'The same as a table.',
    who: office,
    params: byActivity,
    reply: files('text/csv'),
    rate: exporting,
  },
  'office.evidence': {
    summary: 'What is kept of one person in each session of an activity.',
    who: office,
    params: byPerson,
    reply: personEvidence,
  },
  'office.evidenceFile': {
    summary: 'The same as a table.',
    who: office,
    params: byPerson,
    reply: files('text/csv'),
    rate: exporting,
  },
  'office.evaluations': {
    summary: 'What learners have submitted, without who said what.',
    who: office,
    params: byActivity,
    reply: officeEvaluations,
  },
  'office.planEvaluation': {
    summary: 'Changes the questions of an activity’s evaluation.',
    who: office,
    params: byActivity,
    body: z.strictObject({
      questions: evaluationPlan,
      /**
       * As the page has seen them: questions that somebody else has changed meanwhile are refused as stale.
       */
      seen: evaluationPlan,
    }),
    reply: z.object({ questions: z.array(formQuestion) }),
    rate: deciding,
  },
  'office.evaluationBook': {
    summary: 'The results of the evaluation as a workbook.',
    who: office,
    params: byActivity,
    reply: files(xlsx),
    rate: exporting,
  },
  'office.evaluationPdf': {
    summary: 'The results of the evaluation to print.',
    who: office,
    params: byActivity,
    reply: files('application/pdf'),
    rate: exporting,
  },
  'office.evaluationFile': {
    summary: 'Every submitted evaluation as a table.',
    who: office,
    params: byActivity,
    reply: files('text/csv'),
    rate: exporting,
  },
  'office.parsFile': {
    summary: 'The records that PARS takes.',
    who: office,
    params: byActivity,
    reply: files('application/json'),
    rate: exporting,
  },
  'office.cpeMonitorFile': {
    summary: 'The records that CPE Monitor takes.',
    who: office,
    params: byActivity,
    reply: files('text/csv'),
    rate: exporting,
  },
  'office.eivFile': {
    summary: 'The lists that EIV takes.',
    who: office,
    params: byActivity,
    reply: files('text/plain'),
    rate: exporting,
  },
  'office.cogeapsFile': {
    summary: 'A list to enter at Co.Ge.A.P.S.',
    who: office,
    params: byActivity,
    reply: files('text/csv'),
    rate: exporting,
  },
  'office.racgpFile': {
    summary: 'A list to enter on the RACGP’s dashboard.',
    who: office,
    params: byActivity,
    reply: files('text/csv'),
    rate: exporting,
  },
  'office.register': {
    summary: 'Every record of a register: what was sent, what came back, and what is missing.',
    who: office,
    params: byRegister,
    reply: registerReport,
  },
  'office.readRegister': {
    summary: 'Finds the records that a register’s answer names; changes nothing.',
    who: office,
    params: byRegister,
    body: answerText,
    reply: answerRead,
    rate: deciding,
  },
  'office.answerRegister': {
    summary: 'Records what a register said of records that were sent.',
    who: office,
    params: byRegister,
    body: registerAnswer,
    reply: answerRecorded,
    rate: deciding,
  },
  'office.missingFile': {
    summary: 'Who cannot be reported to a register yet, and why.',
    who: office,
    params: byRegister,
    reply: files('text/csv'),
    rate: exporting,
  },
  'office.markReported': {
    summary: 'Says that a register’s file was uploaded.',
    who: office,
    params: byRegister,
    body: reportedRequest,
    reply: reportedAnswer,
    rate: deciding,
  },
})
