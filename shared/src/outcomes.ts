// What an activity changed: the same questions before and after it, what learners committed to change and
// what became of that, and which outcomes its office says were measured. The office sees figures, never a
// person.
import { z } from 'zod'
import { formAnswers, formQuestion } from './creditForms.ts'
import { id, instant } from './ids.ts'
import { commitmentOptionsMax, commitmentWordsMax, objectiveMax, pairedMax, vignetteMax } from './limits.ts'
import { followUpAnswers, measurements, outcomes } from './outcomeWords.ts'
import { list, text, textOrNone } from './text.ts'

/**
 * Asked before and after the activity. A choice of one or several has right answers; `rating` asks for
 * confidence, 1 to 5.
 */
export const pairedQuestion = formQuestion
  .safeExtend({
    kind: z.enum(['choice', 'multiple', 'rating']),
    objective: text(objectiveMax),
    /** The case that the question is about. */
    vignette: textOrNone(vignetteMax, { lines: true }).default(''),
  })
  .superRefine(({ kind, options, correct, per }, context) => {
    const fail = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const ids = options.map((option) => option.id)
    if (per !== undefined) fail('per', 'is asked once')
    if (new Set(ids).size !== ids.length) fail('options', 'an answer is there twice')
    if (kind === 'rating') {
      if (correct.length > 0) fail('correct', 'confidence has no right answer')
      return
    }
    if (ids.length < 2) fail('options', 'needs at least two answers')
    if (correct.length === 0) fail('correct', 'needs a right answer')
    if (!correct.every((right) => ids.includes(right))) fail('correct', 'names an answer that is not offered')
    if (kind === 'choice' && correct.length >= ids.length) fail('correct', 'needs a wrong answer, too')
  })
  .meta({
    examples: [
      {
        id: 'dose',
        kind: 'choice',
        prompt: 'Which dose?',
        objective: 'Choose the dose',
        options: [
          { id: 'low', text: 'Low' },
          { id: 'high', text: 'High' },
        ],
        correct: ['low'],
      },
    ],
  })
export type PairedQuestion = z.infer<typeof pairedQuestion>

const option = z.strictObject({ id, text: text(200) })
const options = list(option, commitmentOptionsMax)

/** What is asked of those who claim. */
export const commitmentPlan = z.strictObject({
  /** Changes to choose from, besides one's own words. */
  changes: options,
  barriers: options,
  /** When those who committed are asked what became of it. */
  afterDays: z.int().min(7).max(365).default(60),
})
export type CommitmentPlan = z.infer<typeof commitmentPlan>

/** An outcome that the office says was measured, and how. */
const measuredOutcome = z.strictObject({
  outcome: z.enum(outcomes),
  measurements: list(z.enum(measurements), measurements.length, 1),
})

const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

export const outcomesPlan = z.strictObject({
  questions: list(pairedQuestion, pairedMax).refine(
    (all) => isUnique(all.map((question) => question.id)),
    'a question is there twice',
  ),
  /** Nobody can skip the questions before; credit never depends on them. */
  mustAnswer: z.boolean().default(false),
  /** Null: nobody is asked to commit to a change. */
  commitment: commitmentPlan.nullable(),
  measured: list(measuredOutcome, outcomes.length).refine(
    (all) => isUnique(all.map(({ outcome }) => outcome)),
    'an outcome is there twice',
  ),
})
export type OutcomesPlan = z.infer<typeof outcomesPlan>

export const noOutcomes: OutcomesPlan = { questions: [], mustAnswer: false, commitment: null, measured: [] }

/** As learners are asked it: nothing says which answer is right. */
const askedPair = z.object({
  id,
  kind: pairedQuestion.shape.kind,
  prompt: z.string(),
  vignette: z.string(),
  objective: z.string(),
  options: z.array(option),
})
export type AskedPair = z.infer<typeof askedPair>

/** What the person said they would change. */
export const commitment = z.strictObject({
  changes: list(id, commitmentOptionsMax),
  /** Only the person reads it. */
  words: textOrNone(commitmentWordsMax, { lines: true }).default(''),
  confidence: z.int().min(1).max(5).nullable(),
  barriers: list(id, commitmentOptionsMax),
  /** Whether they may be asked by mail what became of it. */
  mayAsk: z.boolean(),
})
export type Commitment = z.infer<typeof commitment>

/** What became of it. */
export const followUp = z.strictObject({
  kept: z.enum(followUpAnswers),
  barriers: list(id, commitmentOptionsMax),
  /** Only the person reads it. */
  words: textOrNone(commitmentWordsMax, { lines: true }).default(''),
})
export type FollowUp = z.infer<typeof followUp>

/**
 * `early`: not yet. `open`: can be answered now. `answered`: once and for good. `skipped`: the person went on
 * without. `closed`: it is too late, or not for this person.
 */
const standing = z.enum(['early', 'open', 'answered', 'skipped', 'closed'])

/** The questions of one activity for one person. */
export const ownOutcomes = z.object({
  title: z.string(),
  /** Of the questions: answers to earlier ones are refused. */
  version: z.int(),
  questions: z.array(askedPair),
  mustAnswer: z.boolean(),
  before: z.object({ standing, answers: formAnswers }),
  after: z.object({ standing, answers: formAnswers }),
  /** What was right, once the questions after the activity are answered. */
  solutions: z
    .array(
      z.object({
        id,
        correct: z.array(id),
        wasRight: z.boolean().nullable(),
        isRight: z.boolean(),
        feedback: z.string(),
      }),
    )
    .nullable(),
  /** Null if nobody is asked to commit. */
  offered: commitmentPlan.nullable(),
  /** `declined`: the person did not want to commit. */
  committed: z
    .object({ at: instant, commitment: commitment.nullable(), askedFrom: instant.nullable() })
    .nullable(),
  followUp: z.object({ standing, answer: followUp.nullable() }),
})
export type OwnOutcomes = z.infer<typeof ownOutcomes>

const share = z.number().min(0).max(1)
/** One side of a pair, over everybody who answered it. */
const sideFigures = z.object({
  people: z.int(),
  /** Withheld where somebody's answer could be inferred; then the figures below are null. */
  isShown: z.boolean(),
  /** How many were right; null for confidence. */
  right: z.int().nullable(),
  /** Of confidence, 1 to 5. */
  mean: z.number().nullable(),
  /** By possible answer, in the order of the form. */
  counts: z.array(z.object({ text: z.string(), count: z.int() })),
})
export type SideFigures = z.infer<typeof sideFigures>

/** Over those who answered both sides. */
const pairedFigures = z.object({
  people: z.int(),
  isShown: z.boolean(),
  /** Null for confidence, and where withheld. */
  change: z
    .object({
      bothRight: z.int(),
      gained: z.int(),
      lost: z.int(),
      neitherRight: z.int(),
      /** Share right after minus share right before, with its 95% interval (Newcombe 1998, method 10). */
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      /** McNemar's exact test, two-sided. */
      p: share,
    })
    .nullable(),
  /** Of confidence: means of both sides, and how many went which way. */
  shift: z
    .object({ before: z.number(), after: z.number(), up: z.int(), same: z.int(), down: z.int() })
    .nullable(),
})
export type PairedFigures = z.infer<typeof pairedFigures>

const outcomeOfQuestion = z.object({
  id,
  prompt: z.string(),
  objective: z.string(),
  kind: pairedQuestion.shape.kind,
  before: sideFigures,
  after: sideFigures,
  paired: pairedFigures,
})
export type OutcomeOfQuestion = z.infer<typeof outcomeOfQuestion>

const optionCounts = z.array(z.object({ text: z.string(), count: z.int() }))

const commitmentFigures = z.object({
  made: z.int(),
  declined: z.int(),
  /** Of those who committed: how many may be asked, and how many have answered. */
  mayAsk: z.int(),
  answered: z.int(),
  /** Null while too few have answered. */
  kept: z.object({ fully: z.int(), partly: z.int(), not_yet: z.int(), no_longer: z.int() }).nullable(),
  /** Empty while too few have committed. */
  changes: optionCounts,
  /** How many wrote what they will change in their own words; null while too few have committed. */
  ownWords: z.int().nullable(),
  barriers: optionCounts,
  /** Mean, 1 to 5; null while too few have said it. */
  confidence: z.number().nullable(),
  /** What kept people from it, as they said afterwards; empty while too few have answered. */
  barriersMet: optionCounts,
})
export type CommitmentFigures = z.infer<typeof commitmentFigures>

/** What the audit pack and an activity's record hold: counts alone. */
export const outcomesReport = z.object({
  /** People who answered anything before, after, and both. */
  people: z.object({ before: z.int(), after: z.int(), both: z.int() }),
  questions: z.array(outcomeOfQuestion),
  /** Answers right over all questions of one objective whose figures are shown on both sides. */
  objectives: z.array(
    z.object({
      objective: z.string(),
      questions: z.int(),
      before: z.object({ answers: z.int(), right: z.int() }),
      after: z.object({ answers: z.int(), right: z.int() }),
    }),
  ),
  /** Null if nobody is asked to commit. */
  commitments: commitmentFigures.nullable(),
  measured: z.array(measuredOutcome),
})
export type OutcomesReport = z.infer<typeof outcomesReport>

export const officeOutcomes = z.object({
  title: z.string(),
  plan: outcomesPlan,
  /** Grows with each change: a page that saw an older plan is refused as stale. */
  version: z.int(),
  /** Somebody has answered: the questions stay as they are. */
  isAnswered: z.boolean(),
  /** Somebody has committed or declined: what is offered stays as it is. */
  isCommitted: z.boolean(),
  /** The report is in the ledger, and nothing changes it any more. */
  closed: z.object({ at: instant, by: id }).nullable(),
  report: outcomesReport,
})
export type OfficeOutcomes = z.infer<typeof officeOutcomes>
