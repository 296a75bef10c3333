// The bodies' policies for the CE office: their rules, what a changed text would change, and the decision to
// put it in force.
import { z } from 'zod'
import { calculations } from './creditPolicy.ts'
import { day, id, instant } from './ids.ts'
import { fileNameMax, officeReasonMax, policyFileMax } from './limits.ts'
import { declareRoutes, done, files } from './route.ts'
import { bounded, text } from './text.ts'

/** A body's rules as the office sees them: where they are from, and what nobody could confirm. */
export const shownPolicy = z.object({
  id,
  title: z.string(),
  unit: z.object({ one: z.string(), many: z.string() }),
  calculates: z.enum(calculations),
  minutesPerUnit: z.number(),
  step: z.number(),
  least: z.number(),
  dailyMaximum: z.number().nullable(),
  minimumShare: z.number(),
  minimumChecks: z.number().nullable(),
  minimumScore: z.number().nullable(),
  claimDays: z.number().nullable(),
  appealDays: z.number(),
  /** The title of the one that is designated instead. */
  supersededBy: z.string().nullable(),
  source: z.array(z.string()),
  checked: day.nullable(),
  expires: day.nullable(),
  isExpired: z.boolean(),
  /** The office compared it with its source after that. */
  confirmed: z.object({ on: day, source: z.string() }).nullable().exactOptional(),
  /** The file says something else than what is in force: the office decides. */
  isChanged: z.literal(true).exactOptional(),
  unconfirmed: z.array(z.string()),
})
export type ShownPolicy = z.infer<typeof shownPolicy>

/** Results that are listed by name; all are counted. */
export const changedResultsMax = 500
/** People computed at most: beyond, the office reads that the count was cut. */
export const changedPeopleMax = 50_000

const policyChange = z.object({
  personId: id,
  name: z.string(),
  activityId: id,
  title: z.string(),
  /** The session or day; null: the whole activity. */
  part: z.string().nullable(),
  /** What could be claimed by the text in force, and by the changed one. */
  before: z.number(),
  after: z.number(),
  why: z.string(),
  /** What was claimed already, which stays; null: nothing. */
  claimed: z.number().nullable(),
  /** A session of the activity has gone live. */
  hasBegun: z.boolean(),
})
export type PolicyChange = z.infer<typeof policyChange>

const policyChanges = z.object({
  policyId: id,
  id,
  /** The changed text and the one in force, as SHA-256. */
  edition: z.string(),
  against: z.string(),
  startedAt: instant,
  /** Null while it is computed. */
  doneAt: instant.nullable(),
  /** 0 to 1 */
  share: z.number(),
  people: z.number().int(),
  /** Results that nobody has claimed and that would change. */
  results: z.number().int(),
  /** Claims that would give another amount today; their certificates stay. */
  claims: z.number().int(),
  /** Of these, the ones in activities that have not begun. */
  notBegun: z.object({ results: z.number().int(), claims: z.number().int() }),
  changes: z.array(policyChange),
  /** Too many people: not all were computed. */
  isCut: z.boolean(),
})
export type PolicyChanges = z.infer<typeof policyChanges>

/** What a changed text holds for: everything that is not claimed, or only what has not begun. */
export const policyScopes = ['unclaimed', 'not_begun'] as const
export type PolicyScope = (typeof policyScopes)[number]

/** A file as it was chosen, and its table of cases. */
const policyUpload = z.strictObject({
  name: text(fileNameMax),
  /** Its content; longer ones are no policy. */
  content: bounded(policyFileMax),
  cases: bounded(policyFileMax),
})

const act = z.object({
  /** `proposed`: the installation's own file, instead of an upload in force. */
  what: z.enum(['uploaded', 'proposed', 'withdrawn', 'in_force']),
  at: instant,
  /** Who did it, by name. */
  by: z.string(),
  /** Of the file; empty: the installation's. */
  file: z.string(),
  scope: z.enum(policyScopes).exactOptional(),
  reason: z.string().exactOptional(),
  edition: z.string(),
})

/** Where the text in force is from, what waits, and what was done. */
const policyStanding = z.object({
  policyId: id,
  title: z.string(),
  /** A file of the installation has this id. */
  isInstalled: z.boolean(),
  /** That file says something else than the upload in force, and does not wait: it can be gone back to. */
  canReturn: z.boolean(),
  /** The upload that is in force; null: the installation's file, or nothing yet. */
  uploaded: z.object({ file: z.string(), by: z.string(), at: instant }).nullable(),
  isInForce: z.boolean(),
  /** An upload that waits for the office's decision. */
  waiting: z.object({ file: z.string(), by: z.string(), at: instant }).nullable(),
  /** Activities that had begun and keep an earlier text. */
  held: z.number().int(),
  /** Newest first. */
  history: z.array(act),
})
export type PolicyStanding = z.infer<typeof policyStanding>

/** Why an expired policy can be designated although its file was not checked again. */
export const policyConfirmation = z.strictObject({
  /** When it was compared with its source. */
  on: day,
  source: text(400, { min: 3 }),
})
export type PolicyConfirmation = z.infer<typeof policyConfirmation>

const office = ['office'] as const
const byPolicy = { policyId: id }
const deciding = { points: 60, seconds: 60, pool: 'policies' } as const
/** A table of cases is computed within a second. */
const uploading = { points: 40, seconds: 60, pool: 'policy-uploads' } as const
const computing = { points: 10, seconds: 60, pool: 'policy-changes' } as const

export const policyRoutes = declareRoutes({
  'policies.uploads': {
    summary: 'Where the text of each policy is from, uploads that wait, and what the office has decided.',
    who: office,
    of: 'installation',
    reply: z.object({ standings: z.array(policyStanding) }),
  },
  'policies.propose': {
    summary: 'Uploads a policy with its table of cases; nothing takes effect before the office decides.',
    who: office,
    body: policyUpload,
    /** What is wrong, by file, field and rule; empty: it was accepted and waits. */
    reply: z.object({ policyId: id.nullable(), problems: z.array(z.string()) }),
    rate: uploading,
  },
  'policies.withdraw': {
    summary: 'Takes an upload that waits back.',
    who: office,
    params: byPolicy,
    reply: done,
    rate: deciding,
  },
  'policies.proposeInstalled': {
    summary: 'Proposes the installation’s own file instead of the upload in force.',
    who: office,
    params: byPolicy,
    reply: done,
    rate: deciding,
  },
  'policies.keepUpload': {
    summary: 'Keeps the upload in force, although the installation’s file says something else.',
    who: office,
    params: byPolicy,
    reply: done,
    rate: deciding,
  },
  'policies.file': {
    summary: 'The text of a policy that is in force.',
    who: office,
    of: 'installation',
    params: byPolicy,
    reply: files('application/json'),
  },
  'policies.cases': {
    summary: 'The table of cases of the text in force.',
    who: office,
    of: 'installation',
    params: byPolicy,
    reply: files('application/json'),
  },
  'policies.compare': {
    summary: 'Begins to compute what a policy’s changed text would change.',
    who: office,
    of: 'installation',
    params: byPolicy,
    reply: policyChanges,
    status: 201,
    rate: computing,
  },
  'policies.changes': {
    summary: 'What a policy’s changed text would change, as far as it is computed.',
    who: office,
    of: 'installation',
    params: byPolicy,
    reply: z.object({ changes: policyChanges.nullable() }),
  },
  'policies.putInForce': {
    summary: 'Puts a policy’s changed text in force.',
    who: office,
    params: byPolicy,
    body: z.strictObject({
      /** The computation that the decision rests on. */
      seen: bounded(64),
      scope: z.enum(policyScopes).default('unclaimed'),
      reason: text(officeReasonMax, { min: 3, lines: true }),
    }),
    reply: done,
    rate: deciding,
  },
  'policies.confirm': {
    summary: 'Says that an expired policy was compared with its source, so that it can be designated.',
    who: office,
    params: byPolicy,
    body: policyConfirmation,
    reply: done,
    rate: deciding,
  },
})
