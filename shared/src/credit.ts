// Credit: what each body awards for watched time, and what a person has earned, claimed and been certified.
// Every number and every wording of a body is data (`policies/*.json`), never code.
import { z } from 'zod'
import { profession } from './accounts.ts'
import { attendancePolicy, gap } from './attendance.ts'
import { provider } from './conferences.ts'
import { register } from './creditRegisters.ts'
import { mocWishes } from './details.ts'
import { hasOptions } from './formAnswers.ts'
import { day, id, instant } from './ids.ts'
import {
  answerToFormMax,
  appealMax,
  askedMax,
  disciplineMax,
  disciplinesMax,
  evaluationMax,
  feedbackMax,
  numbersMax,
  objectiveMax,
  testMax,
  titleMax,
} from './limits.ts'
import { professions } from './professions.ts'
import { boards, requirements } from './requirements.ts'
import { declareRoutes, files } from './route.ts'
import { bounded, list, table, text, textOrNone } from './text.ts'

const shortText = (max: number) => textOrNone(max).default('')

export type { CreditPolicy } from './creditPolicy.ts'

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

/** What a question of an evaluation may be asked about, once for each. */
export const askedAbout = ['session', 'speaker', 'objective'] as const
export type AskedAbout = (typeof askedAbout)[number]

/** How a question is answered; `multiple`: a choice of several. */
const questionKinds = ['rating', 'choice', 'multiple', 'yes_no', 'text'] as const

/** A question of an evaluation, a test, or a pair of the same question before and after the activity. */
export const formQuestion = z
  .strictObject({
    id,
    kind: z.enum(questionKinds),
    /** Asked once for each session, speaker or objective (evaluation only); absent: once. */
    per: z.enum(askedAbout).exactOptional(),
    prompt: text(400, { lines: true }),
    /** The learning objective that it asks about. */
    objective: text(objectiveMax).exactOptional(),
    /** For a choice of one or several. */
    options: list(z.strictObject({ id, text: text(200) }), 10).default([]),
    required: z.boolean().default(true),
    /**
     * Ids of the right options: any one of them for one choice, all of them for several. Never in an
     * evaluation.
     */
    correct: list(id, 10).default([]),
    /** Shown once the answers are given. Never in an evaluation. */
    feedback: textOrNone(feedbackMax, { lines: true }).default(''),
  })
  .refine(({ kind, options }) => hasOptions(kind) === options.length > 0, 'only a choice has options')
export type FormQuestion = z.infer<typeof formQuestion>

/** A question as a person is asked it: `subject` is the session, speaker or objective that it is about. */
export const askedQuestion = formQuestion.safeExtend({ subject: z.string().exactOptional() })
export type AskedQuestion = z.infer<typeof askedQuestion>

/** By question id: an option's id, several with blanks between them, "1" to "5", "yes" or "no", or text. */
export const formAnswers = table(id, textOrNone(answerToFormMax, { lines: true }), askedMax)
export type FormAnswers = z.infer<typeof formAnswers>

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

/** Asked in every evaluation (ACCME Standard 1). */
export const biasQuestion: FormQuestion = {
  id: 'commercial-bias',
  kind: 'yes_no',
  prompt: 'Was the content balanced and free of commercial bias?',
  options: [],
  required: true,
  correct: [],
  feedback: '',
}

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

/** A random 128-bit number as 26 characters in groups. */
export const certificateCode = bounded(64)
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/, 'not the code of a certificate')

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

/** How a certificate is printed, as it was decided when it was issued. */
export const certificatePrint = z.object({
  /** Hash of its template, with what that is written with. */
  source: z.string(),
  paper: z.enum(['a4', 'us-letter']),
  /** For the form of Chinese characters; null: as the text says. */
  language: z.string().nullable(),
  /** Ids of pictures among the uploads. */
  logo: z.string().nullable(),
  signature: z.string().nullable(),
  signer: z.object({ name: z.string(), title: z.string() }).nullable(),
})
export type CertificatePrint = z.infer<typeof certificatePrint>

/** As issued: later changes to a person or a programme do not change it. */
const certificate = z.object({
  code: z.string(),
  personId: id,
  activityId: id,
  policyId: id,
  /** The session or day it is for; absent: the whole activity. */
  partId: id.exactOptional(),
  /** The title of that session. */
  partTitle: z.string().exactOptional(),
  issuedAt: instant,
  title: z.string(),
  holder: z.string(),
  activityTitle: z.string(),
  provider: z.string(),
  address: z.string(),
  format: z.string(),
  place: z.string(),
  startsAt: instant,
  endsAt: instant,
  timeZone: z.string(),
  amount: z.number().positive(),
  unit: z.string(),
  also: z.string(),
  number: z.string(),
  /** With *…* for italics; certificates without `print` have no such marks. */
  statements: z.array(z.string()),
  /** What the accreditors want to stand apart. */
  accreditation: z.array(z.string()).exactOptional(),
  print: certificatePrint.exactOptional(),
  /** The ledger's entry of its issue as a short code (`headCode`); absent in certificates of before. */
  ledgerHead: z.string().exactOptional(),
  /** Null while valid. */
  revokedAt: instant.nullable(),
  /** Code of the certificate that replaced it. */
  replacedBy: z.string().nullable(),
})
export type Certificate = z.infer<typeof certificate>

/** Public: shows no more about the person than the certificate itself. */
const verification = z.discriminatedUnion('status', [
  z.object({ status: z.literal('unknown') }),
  certificate
    .omit({ personId: true, activityId: true, policyId: true, partId: true, print: true, replacedBy: true })
    .extend({
      status: z.enum(['valid', 'revoked']),
      /** The first time stamp of its ledger that fixes its issue; null while there is none. */
      countersigned: z.object({ at: instant, authority: z.string() }).nullable(),
    }),
])
export type Verification = z.infer<typeof verification>

const testOutcome = z.object({
  attempt: z.number().int().positive(),
  submittedAt: instant,
  /** 0 to 1 */
  score: z.number(),
  questions: z.array(z.object({ id, right: z.boolean(), feedback: z.string() })),
})
export type TestOutcome = z.infer<typeof testOutcome>

/** A form as one person sees it. Text is kept exactly as written. */
const formState = z.object({
  /** Without `correct` and `feedback`. */
  questions: z.array(askedQuestion),
  answers: formAnswers,
  submittedAt: instant.nullable(),
})
export type FormState = z.infer<typeof formState>

/** An evaluation can be completed and changed after it is submitted. */
const evaluationState = formState.extend({
  /** Until then; null while sessions are still to end, and if there is no deadline. */
  changeUntil: instant.nullable(),
  /** The deadline has passed. */
  isClosed: z.boolean(),
  /** The answers differ from what was submitted. */
  isChanged: z.boolean(),
})
export type EvaluationState = z.infer<typeof evaluationState>

const testState = formState.extend({
  /** 0 to 1; null if none of the person's bodies requires a test. */
  minimumScore: z.number().nullable(),
  attemptsLeft: z.number().int().nullable(),
  outcomes: z.array(testOutcome),
})

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

/** An evaluation or a test: saved as a draft, or submitted. */
const formSubmission = z.strictObject({ answers: formAnswers, submit: z.boolean() })
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
