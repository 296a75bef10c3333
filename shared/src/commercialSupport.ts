// Commercial support of accredited activities (ACCME Standard 4): agreements with supporters, who signed
// them, and each activity's income and expense. The office alone sees amounts and files. The rules are in
// `supportRules.ts`.
import { z } from 'zod'
import { fileName } from './booths.ts'
import { id, instant } from './ids.ts'
import { expenseCategories, incomeCategories } from './incomeAndExpense.ts'
import {
  agreementsMax,
  allocationsMax,
  officeReasonMax,
  sessionsOfSupportMax,
  statementLinesMax,
  supportWordsMax,
} from './limits.ts'
import { amountMax, currencies } from './money.ts'
import { declareRoutes, files } from './route.ts'
import { plainWords } from './support.ts'
import { inKinds, parties } from './supportRules.ts'
import { bounded, list, text, textOrNone } from './text.ts'

/** ISO 4217. */
const currency = bounded(3)
  .refine((code) => currencies.includes(code), 'not a currency of ISO 4217, like "USD"')
  .meta({ examples: ['USD'] })
/** In the smallest unit of its currency, e.g. cents. */
const amount = z.int('a whole number of the smallest unit').min(0).max(amountMax)

const allocation = z.strictObject({
  activityId: id,
  /** Only these sessions of it; absent or empty: all. */
  sessionIds: list(id, sessionsOfSupportMax).exactOptional(),
  amount,
  inKind: list(z.enum(inKinds), inKinds.length).default([]),
  /** What the other support in kind is. */
  other: textOrNone(160).default(''),
})

const agreementTerms = z.strictObject({
  supporter: plainWords(120),
  currency,
  /** The sum of all allocations. */
  amount,
  allocations: list(allocation, allocationsMax, 1),
  purpose: text(supportWordsMax, { lines: true }),
  /** What was agreed, in words. */
  terms: textOrNone(supportWordsMax, { lines: true }).default(''),
})

const side = { party: z.enum(parties), of: textOrNone(160).default('') }
const signature = z.object({
  party: z.enum(parties),
  of: z.string(),
  name: z.string(),
  title: z.string(),
  signedAt: instant,
  recordedAt: instant,
  by: id,
})
const agreementFile = z.object({
  id,
  name: z.string(),
  bytes: z.number().int(),
  digest: z.string(),
  at: instant,
  by: id,
})
const agreementVersion = z.object({
  version: z.number().int().positive(),
  at: instant,
  by: id,
  /** The name of who recorded it. */
  byName: z.string(),
  reason: z.string(),
  terms: agreementTerms,
  signatures: z.array(signature),
  file: agreementFile.nullable(),
})
const officeAgreement = z.object({
  id,
  conferenceId: id,
  revision: z.number().int().nonnegative(),
  versions: z.array(agreementVersion),
  withdrawn: z.object({ at: instant, by: id, reason: z.string() }).nullable(),
  /** An activity that it supports has begun: what changes now is an addition. */
  hasBegun: z.boolean(),
})
export type OfficeAgreement = z.output<typeof officeAgreement>

const statementLine = z.strictObject({
  category: z.enum([...incomeCategories, ...expenseCategories]),
  label: textOrNone(160).default(''),
  amount,
  /** Support of an agreement in another currency: what it came to. */
  agreementId: id.exactOptional(),
})
const statement = z.object({
  activityId: id,
  revision: z.number().int().nonnegative(),
  currency,
  lines: z.array(statementLine),
  at: instant,
  by: id,
})

const supportProblem = z.object({
  code: z.enum(['agreement_missing', 'not_signed', 'signed_late', 'not_disclosed', 'nature_missing']),
  supporter: z.string(),
  who: z.enum(['office', 'organiser']),
  message: z.string(),
})
const supportedActivity = z.object({
  id,
  title: z.string(),
  jointProviders: z.array(z.string()),
  sessions: z.array(z.object({ id, title: z.string() })),
  /** When its first session begins; null without sessions. */
  begins: instant.nullable(),
  hasBegun: z.boolean(),
  /** What keeps its sessions from being approved, each once. */
  problems: z.array(supportProblem),
  statement: statement.nullable(),
})
export type SupportedActivity = z.output<typeof supportedActivity>
export const supportOverview = z.object({
  timeZone: z.string(),
  activities: z.array(supportedActivity),
  /** Those withdrawn included. */
  agreements: z.array(officeAgreement),
  /** How many more can be recorded. */
  room: z.number().int().nonnegative().max(agreementsMax),
})
export type SupportOverview = z.output<typeof supportOverview>

/**
 * Every change carries an id made by the page, and the revision that its maker saw: 0 for a new agreement.
 */
const act = { actId: id, revision: z.int().min(0) }

export const agreeRequest = z.strictObject({
  ...act,
  terms: agreementTerms,
  /** Needed once an activity that it supports has begun; empty before. */
  reason: textOrNone(officeReasonMax, { lines: true }).default(''),
})
export type AgreeRequest = z.output<typeof agreeRequest>
export const signAgreementRequest = z.strictObject({
  ...act,
  ...side,
  name: text(120),
  title: textOrNone(120).default(''),
  /** The date beside the signature. */
  signedAt: instant,
})
export type SignAgreementRequest = z.output<typeof signAgreementRequest>
const withdrawAgreementRequest = z.strictObject({
  ...act,
  reason: text(officeReasonMax, { min: 3, lines: true }),
})
export const statementRequest = z.strictObject({
  ...act,
  currency,
  lines: list(statementLine, statementLinesMax),
})
export type StatementRequest = z.output<typeof statementRequest>

const office = ['office'] as const
const byAgreement = { agreementId: id }
const changing = { points: 120, seconds: 60, pool: 'support' } as const

export const supportRoutes = declareRoutes({
  'support.overview': {
    summary: 'Agreements with supporters, by activity, and what is missing.',
    who: office,
    reply: supportOverview,
  },
  'support.agree': {
    summary: 'Records an agreement or changes it; once an activity has begun, adds to it, with a reason.',
    who: office,
    params: byAgreement,
    body: agreeRequest,
    reply: supportOverview,
    rate: changing,
  },
  'support.sign': {
    summary: 'Records who signed the agreement for one side, and when.',
    who: office,
    params: byAgreement,
    body: signAgreementRequest,
    reply: supportOverview,
    rate: changing,
  },
  'support.upload': {
    summary: 'Keeps the signed agreement as a PDF.',
    who: office,
    params: byAgreement,
    query: z.object({ name: fileName, actId: id, revision: z.coerce.number<number>().int().min(0) }),
    body: files('application/octet-stream'),
    reply: supportOverview,
    status: 201,
    rate: { points: 30, seconds: 60 },
  },
  'support.file': {
    summary: 'The signed agreement.',
    who: office,
    params: { agreementId: id, fileId: id },
    reply: files('application/pdf'),
  },
  'support.withdraw': {
    summary: 'Withdraws an agreement before its activities begin. It stays readable.',
    who: office,
    params: byAgreement,
    body: withdrawAgreementRequest,
    reply: supportOverview,
    rate: changing,
  },
  'support.saveStatement': {
    summary: 'Records the income and expense of an activity.',
    who: office,
    params: { activityId: id },
    body: statementRequest,
    reply: supportOverview,
    rate: changing,
  },
  'support.statementFile': {
    summary: 'The income and expense of an activity as a table.',
    who: office,
    params: { activityId: id },
    reply: files('text/csv'),
    rate: { points: 60, seconds: 60 },
  },
})
