// Credit: what each body awards for watched time, and what a person has earned, claimed and been certified.
// Every number and every wording of a body is data (`policies/*.json`), never code.
import { z } from 'zod'
import { profession } from './accounts.ts'
import { attendancePolicy, gap } from './attendance.ts'
import { verification } from './certificates.ts'
import { provider } from './conferences.ts'
import { evaluationState, formQuestion, formSubmission, testState } from './creditForms.ts'
import { register } from './creditRegisters.ts'
import { mocWishes } from './details.ts'
import { day, id, instant } from './ids.ts'
import {
  appealMax,
  disciplineMax,
  disciplinesMax,
  evaluationMax,
  numbersMax,
  testMax,
  titleMax,
} from './limits.ts'
import { professions } from './professions.ts'
import { boards, requirements } from './requirements.ts'
import { declareRoutes, files } from './route.ts'
import { bounded, list, text, textOrNone } from './text.ts'

const shortText = (max: number) => textOrNone(max).default('')

export const designation = z.strictObject({
  policyId: id,
  /** In the policy's units, for one part: the whole activity, or each session or day. */
  maximum: z.number().positive().max(200),
  /** What is claimed and reported by itself; `activity`, or `session` for a policy that counts by unit. */
  per: z.enum(['activity', 'session', 'day']).exactOptional(),
  /** Parts with a maximum of their own; `partId`: a session's id, or a day. */
  maximums: list(
    z.strictObject({ partId: id, maximum: z.number().positive().max(200) }),
    numbersMax,
  ).exactOptional(),
  /** Must be before the activity began: a later designation is worth nothing (AMA). */
  designatedAt: instant,
  /** e.g. "1234-0000-21-001-L01-P" (ACPE), or a VNR (Germany). */
  number: shortText(40),
  /** Instead of `number` for one profession, session or day: a UAN for technicians, a VNR for each day. */
  numbers: list(
    z.strictObject({
      number: text(40),
      profession: profession.exactOptional(),
      sessionId: id.exactOptional(),
      on: day.exactOptional(),
    }),
    numbersMax,
  ).exactOptional(),
  /** Where the body names whom it accredits an activity for; without disciplines: all of the profession. */
  accreditedFor: list(
    z.strictObject({ profession, disciplines: list(text(disciplineMax), disciplinesMax) }),
    professions.length,
  ).exactOptional(),
})
export type Designation = z.infer<typeof designation>

/** The accredited unit: one session or several. Sessions refer to it by `activityId`. */
export const activity = z.strictObject({
  id,
  title: text(titleMax),
  /** e.g. "Live internet activity" */
  format: text(80),
  place: shortText(120),
  provider,
  /** Who provides it together with the provider; absent or empty: nobody. */
  jointProviders: list(text(160), 10).exactOptional(),
  /** For registers: 9 digits. */
  number: shortText(20),
  attendance: attendancePolicy,
  designations: list(designation, 12, 1),
  evaluation: list(formQuestion, evaluationMax),
  test: list(formQuestion, testMax).default([]),
  /** Set by the server; an activity stays at its conference. */
  conferenceId: id,
})
export type Activity = z.infer<typeof activity>

const creditReasonCodes = [
  /** What blocks or reduces credit. */
  'not_ended',
  'not_settled',
  'designated_late',
  'share_below',
  'session_left_out',
  'checks_below',
  'evaluation_missing',
  'test_missing',
  'test_failed',
  'attempts_used',
  'profile_missing',
  'deadline_passed',
  'below_least',
  'nothing_watched',
  'number_missing',
  'not_accredited_for',
  'test_late',
  /** How the amount was calculated. */
  'time_credited',
  'evaluation_time',
  'concurrent_once',
  'claimed_elsewhere',
  'daily_maximum',
  'given_whole',
  'rounded',
  'capped',
] as const
/** Every result carries all its reasons, in words for the person. */
const creditReason = z.object({
  code: z.enum(creditReasonCodes),
  /** Blocks the claim. */
  blocks: z.boolean(),
  /** The person can still fix it, until `by`. */
  todo: z.boolean(),
  by: instant.nullable(),
  message: z.string(),
})
export type CreditReason = z.infer<typeof creditReason>

export const creditResult = z.object({
  policyId: id,
  /** The session or day that is claimed by itself; absent: the whole activity. */
  part: z.object({ id, title: z.string() }).exactOptional(),
  title: z.string(),
  unit: z.strictObject({ one: z.string(), many: z.string() }),
  /** The policy's step: the amount is a multiple of it. */
  step: z.number().positive(),
  /** The smallest amount that can be claimed: of what is given whole, all of it. */
  least: z.number().nonnegative(),
  eligible: z.boolean(),
  /** The most that can be claimed: 0 while not eligible. */
  amount: z.number().nonnegative(),
  /** The worth of the watched time, regardless of what else is missing. */
  earned: z.number().nonnegative(),
  maximum: z.number().nonnegative(),
  also: z.object({ amount: z.number(), unit: z.string() }).nullable(),
  claimBy: instant.nullable(),
  reasons: z.array(creditReason),
})
export type CreditResult = z.infer<typeof creditResult>

export const claim = z.object({
  activityId: id,
  policyId: id,
  /** The session or day it is for; absent: the whole activity. */
  partId: id.exactOptional(),
  amount: z.number().positive(),
  /** The most that could be claimed at that time: a larger claim needs more earned credit. */
  atMost: z.number().positive(),
  claimedAt: instant,
  /** Code of the certificate currently valid for it. */
  code: z.string(),
})
export type Claim = z.infer<typeof claim>

/** An appeal, as shown to the person who made it. */
const ownAppeal = z.object({
  id,
  at: instant,
  text: z.string(),
  decision: z.string().nullable(),
  granted: z.boolean(),
})

export const sessionWatched = z.object({
  sessionId: id,
  title: z.string(),
  /** As planned. */
  startsAt: instant,
  /** When it went live, and when it ended or up to where it is judged; null before it went live. */
  liveAt: instant.nullable(),
  until: instant.nullable(),
  phase: z.enum(['scheduled', 'live', 'paused', 'ended']),
  acknowledged: z.boolean(),
  /** The person is its speaker: the slots are those presented, on stage or as the CE office stated. */
  presented: z.object({ onStageSlots: z.number().int(), statedSlots: z.number().int() }).exactOptional(),
  creditedSlots: z.number().int(),
  possibleSlots: z.number().int(),
  gaps: z.array(gap),
  isFinal: z.boolean(),
  checks: z.object({ answered: z.number().int(), missed: z.number().int() }),
  /** The person's own appeals about this session. */
  appeals: z.array(ownAppeal),
})
export type SessionWatched = z.infer<typeof sessionWatched>

/** One activity for the requesting person. */
const activityCredit = z.object({
  activity: activity.omit({ evaluation: true, test: true }),
  sessions: z.array(sessionWatched),
  results: z.array(creditResult),
  claims: z.array(claim),
  evaluation: evaluationState,
  /** Null if the activity has no test. */
  test: testState.nullable(),
  /**
   * Where a body wants to know whether a company recruited the person: what they declared, null if nothing.
   */
  recruitment: z.object({ by: z.string(), at: instant }).nullable().exactOptional(),
})
export type ActivityCredit = z.infer<typeof activityCredit>

const myCredit = z.object({
  /** What the bodies of this person's profession, and their registers, ask for. */
  asks: z.array(z.enum(requirements)),
  /** How many details each register of these bodies still needs. */
  registersLack: z.array(z.object({ register, details: z.number().int() })),
  /** Boards whose points activities offer and the person has not asked for. */
  pointsOffered: z.array(z.enum(boards)).exactOptional(),
  activities: z.array(activityCredit),
})
export type MyCredit = z.infer<typeof myCredit>

const claimRequest = z.strictObject({
  policyId: id,
  partId: id.exactOptional(),
  amount: z.number().positive().max(200),
})
export const appealRequest = z.strictObject({ sessionId: id, text: text(appealMax, { lines: true }) })

/** Everyone who may watch a session. */
const learners = ['clinician', 'speaker', 'moderator', 'organiser'] as const
/** Drafts are saved while the person writes. */
const writing = { points: 60, seconds: 30, pool: 'credit-writing' } as const
/** Rendering a page takes a tenth of a second. */
const printing = { points: 20, seconds: 30, pool: 'credit-printing' } as const
const byActivity = { activityId: id }
/** As typed: an impossible code is looked up like an unknown one. */
const typedCode = bounded(200)

export const creditRoutes = declareRoutes({
  'credit.mine': {
    summary: 'Your credit in every activity.',
    who: learners,
    reply: myCredit,
  },
  'credit.appeal': {
    summary: 'Asks the CE office to look at your minutes of a session.',
    who: learners,
    body: appealRequest,
    reply: ownAppeal,
    status: 201,
    rate: writing,
  },
  'credit.transcript': {
    summary: 'Your valid certificates of all conferences on one transcript.',
    who: 'signedIn',
    of: 'installation',
    reply: files('application/pdf'),
    rate: printing,
  },
  'credit.certificate': {
    summary: 'A certificate, for its holder and the CE office.',
    who: 'signedIn',
    of: 'installation',
    params: { code: typedCode },
    reply: files('application/pdf'),
    rate: printing,
  },
  'credit.activity': {
    summary: 'Your minutes, forms, results and claims in one activity.',
    who: learners,
    params: byActivity,
    reply: activityCredit,
  },
  'credit.saveEvaluation': {
    summary: 'Saves your evaluation as a draft, or submits it; until the deadline it can be changed.',
    who: learners,
    params: byActivity,
    body: formSubmission,
    reply: evaluationState,
    rate: writing,
  },
  'credit.saveTest': {
    summary: 'Saves your answers to the test as a draft, or submits an attempt.',
    who: learners,
    params: byActivity,
    body: formSubmission,
    reply: testState,
    rate: writing,
  },
  'credit.claim': {
    summary: 'Claims credit, and issues its certificate.',
    who: learners,
    params: byActivity,
    body: claimRequest,
    reply: claim,
    status: 201,
    rate: writing,
  },
  'credit.declare': {
    summary: 'Declares whether a company recruited you for the activity, and which.',
    who: learners,
    params: byActivity,
    body: z.strictObject({ by: textOrNone(disciplineMax) }),
    reply: activityCredit,
    rate: writing,
  },
  'credit.wish': {
    summary: 'Asks for a board’s MOC points, or takes that back.',
    who: 'signedIn',
    of: 'installation',
    body: z.strictObject({ board: z.enum(boards), given: z.boolean() }),
    reply: z.object({ mocWishes }),
    rate: writing,
  },
  'credit.verify': {
    summary: 'Whether a certificate is valid, and what it says.',
    who: 'anybody',
    of: 'installation',
    params: { code: typedCode },
    reply: verification,
    rate: { points: 60, seconds: 60, byAddress: true },
  },
})
