// Credit as the CE office sees it and acts on it: organisers only.
import { z } from 'zod'
import { profession } from './accounts.ts'
import { activity, claim, creditResult, formQuestion, sessionWatched } from './credit.ts'
import { registerStatus } from './creditRegisters.ts'
import { id, instant } from './ids.ts'
import { officeReasonMax } from './limits.ts'
import { text } from './text.ts'

const reason = text(officeReasonMax, { min: 3, lines: true })

/** `POST /api/credit/office/overrides`: minutes of the session, from its going live. */
export const overrideRequest = z
  .strictObject({
    sessionId: id,
    personId: id,
    fromMinute: z.number().min(0).max(1440),
    toMinute: z.number().min(0).max(1440),
    credited: z.boolean(),
    reason,
    /** The appeal that it grants. */
    appealId: id.optional(),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'it must end after it begins')
export type OverrideRequest = z.infer<typeof overrideRequest>
export const override = z.object({
  id,
  at: instant,
  by: id,
  /** Slots, the second not included. */
  from: z.number().int(),
  to: z.number().int(),
  credited: z.boolean(),
  reason: z.string(),
})
export type Override = z.infer<typeof override>

/** `POST /api/credit/office/appeals/:appealId`: declines an appeal; granting one is an override. */
export const appealDecision = z.strictObject({ reason })

/** `POST /api/credit/office/certificates/:code/revoke` */
export const revocation = z.strictObject({ reason })

export const appeal = z.object({
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

/** `GET /api/credit/office`: overview of all activities. */
export const officeOverview = z.object({
  activities: z.array(
    z.object({
      id,
      title: z.string(),
      sessions: z.number().int(),
      ended: z.boolean(),
      learners: z.number().int(),
      claims: z.number().int(),
      /** By policy: number of claims, and their sum. */
      credit: z.array(
        z.object({
          policyId: id,
          title: z.string(),
          unit: z.string(),
          people: z.number(),
          amount: z.number(),
        }),
      ),
      /** Evaluations that say the content was not free of commercial bias. */
      biasReports: z.number().int(),
      /** Pharmacists whose record has not been reported, and days left; null where none is due. */
      reportDue: z.object({ people: z.number().int(), daysLeft: z.number().int() }).nullable(),
    }),
  ),
  appeals: z.array(appeal.extend({ name: z.string(), sessionTitle: z.string() })),
})
export type OfficeOverview = z.infer<typeof officeOverview>

/** `GET /api/credit/office/:activityId`: everybody who watched. */
export const officeActivity = z.object({
  activity,
  /** By id, of the policies that it is designated for. */
  policyTitles: z.record(id, z.string()),
  /** Those that its policies are reported to. */
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

/** So many texts of a question, and reports of bias, are shown; all of them are in the export. */
export const shownTextsMax = 500

/** `GET /api/credit/office/:activityId/evaluations`: what learners have submitted, without who said what. */
export const officeEvaluations = z.object({
  title: z.string(),
  /** Who may evaluate it. */
  learners: z.number().int(),
  submitted: z.number().int(),
  questions: z.array(
    z.object({
      id,
      prompt: z.string(),
      kind: formQuestion.shape.kind,
      answered: z.number().int(),
      /** Each possible answer, in the order of the form; empty for text. */
      counts: z.array(z.object({ text: z.string(), count: z.number().int() })),
      /** Of ratings, where there are any. */
      mean: z.number().nullable(),
      /** Of a question for text: newest first. */
      texts: z.array(z.string()),
    }),
  ),
  /** Those that say the content was not free of commercial bias, newest first, with whatever they wrote. */
  bias: z.object({
    count: z.number().int(),
    reports: z.array(z.array(z.object({ prompt: z.string(), text: z.string() }))),
  }),
})
export type OfficeEvaluations = z.infer<typeof officeEvaluations>
