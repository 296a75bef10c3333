// The forms of an activity, evaluations and tests: their questions, the answers, and what a person sees of
// them.
import { z } from 'zod'
import { hasOptions } from './formAnswers.ts'
import { id, instant } from './ids.ts'
import { answerToFormMax, askedMax, feedbackMax, objectiveMax } from './limits.ts'
import { list, table, text, textOrNone } from './text.ts'

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
export const evaluationState = formState.extend({
  /** Until then; null while sessions are still to end, and if there is no deadline. */
  changeUntil: instant.nullable(),
  /** The deadline has passed. */
  isClosed: z.boolean(),
  /** The answers differ from what was submitted. */
  isChanged: z.boolean(),
})
export type EvaluationState = z.infer<typeof evaluationState>

export const testState = formState.extend({
  /** 0 to 1; null if none of the person's bodies requires a test. */
  minimumScore: z.number().nullable(),
  attemptsLeft: z.number().int().nullable(),
  outcomes: z.array(testOutcome),
})

/** An evaluation or a test: saved as a draft, or submitted. */
export const formSubmission = z.strictObject({ answers: formAnswers, submit: z.boolean() })
