// What learners answered in an activity's evaluation, added up for the CE office, without names.
import { z } from 'zod'
import { askedAbout, formQuestion } from './creditForms.ts'
import { id } from './ids.ts'
import { bounded } from './text.ts'

/** The most texts per question, and bias reports, to show; the export has all of them. */
export const shownTextsMax = 500

/** Answers to a question are shown from this number of people on. */
export const leastShown = 5

/** What learners submitted, without names. */
export const officeEvaluations = z.object({
  title: z.string(),
  /** How many people may evaluate it. */
  learners: z.number().int(),
  submitted: z.number().int(),
  questions: z.array(
    z.object({
      id: bounded(100),
      prompt: z.string(),
      kind: formQuestion.shape.kind,
      /** The session, speaker or objective that it is about, and the question planned for each of them. */
      about: z.object({ per: z.enum(askedAbout), subject: z.string(), of: id }).exactOptional(),
      /** It was asked in these words before, and is asked in others now, or not at all. */
      isEarlier: z.literal(true).exactOptional(),
      /**
       * Fewer than `leastShown` have answered: their answers are not shown, since somebody could be
       * recognised.
       */
      isWithheld: z.literal(true).exactOptional(),
      answered: z.number().int(),
      /** One per possible answer, in the order of the form; empty for text questions. */
      counts: z.array(z.object({ text: z.string(), count: z.number().int() })),
      /** Mean rating, if there are ratings. */
      mean: z.number().nullable(),
      /** Answers to a text question, newest first. */
      texts: z.array(z.string()),
    }),
  ),
  /** Reports of commercial bias, newest first, with any text. */
  bias: z.object({
    count: z.number().int(),
    reports: z.array(z.array(z.object({ prompt: z.string(), text: z.string() }))),
  }),
})
export type OfficeEvaluations = z.infer<typeof officeEvaluations>
