// What is asked about an activity's outcomes while the office edits it. Pure.
import { hasOptions } from '@lectern/shared/formAnswers'
import { type OutcomesPlan, outcomesPlan, type PairedQuestion } from '@lectern/shared/outcomes'
import { type Measurement, measurements, type Outcome, outcomes } from '@lectern/shared/outcomeWords'
import { type Problems, problemsIn } from '../words/problems.ts'
import { newOption, newQuestion, type QuestionValues } from './evaluationForm.ts'

export interface OutcomesValues {
  questions: QuestionValues[]
  mustAnswer: boolean
  asksCommitment: boolean
  changes: { id: string; text: string }[]
  barriers: { id: string; text: string }[]
  afterDays: number | string
  /** "knowledge objective" */
  measured: string[]
}

export const measuredKey = (outcome: Outcome, measurement: Measurement): string => `${outcome} ${measurement}`

/** What keeps clinicians from changing their practice, as most offices ask it; a beginning to be changed. */
const usualBarriers = [
  'Too little time',
  'Cost, or what insurance pays',
  'Patients do not agree',
  'Equipment or staff is missing',
  'Others in my organisation decide',
]

export const newPair = (): QuestionValues =>
  newQuestion({ kind: 'choice', options: [newOption(), newOption()] })

export function valuesOfOutcomes({
  questions,
  mustAnswer,
  commitment,
  measured,
}: OutcomesPlan): OutcomesValues {
  return {
    questions: questions.map(({ id, kind, prompt, objective, vignette, options, correct, feedback }) =>
      newQuestion({ id, kind, prompt, objective, vignette, options, correct, feedback }),
    ),
    mustAnswer,
    asksCommitment: commitment !== null,
    changes: commitment?.changes ?? [],
    barriers: commitment?.barriers ?? usualBarriers.map((text) => ({ ...newOption(), text })),
    afterDays: commitment?.afterDays ?? 60,
    measured: measured.flatMap((one) => one.measurements.map((each) => measuredKey(one.outcome, each))),
  }
}

const pairOf = (question: QuestionValues): PairedQuestion => {
  const { id, kind, prompt, objective, vignette, options, correct, feedback } = question
  const offered = hasOptions(kind) ? options : []
  return {
    ...{ id, prompt, objective, vignette, options: offered, required: true, feedback },
    kind: kind as PairedQuestion['kind'],
    // An answer that was ticked as right and then removed no longer counts.
    correct: correct.filter((right) => offered.some((option) => option.id === right)),
  }
}

export const outcomesPlanOf = (values: OutcomesValues): OutcomesPlan => ({
  questions: values.questions.map(pairOf),
  mustAnswer: values.mustAnswer,
  commitment: values.asksCommitment
    ? { changes: values.changes, barriers: values.barriers, afterDays: Number(values.afterDays) }
    : null,
  measured: outcomes.flatMap((outcome) => {
    const chosen = measurements.filter((each) => values.measured.includes(measuredKey(outcome, each)))
    return chosen.length === 0 ? [] : [{ outcome, measurements: chosen }]
  }),
})

/** Problems by field; empty if it can be saved. */
export const outcomesProblems = (values: OutcomesValues): Problems =>
  problemsIn(outcomesPlan, outcomesPlanOf(values), {
    fieldOf: (path) => path.replace(/^commitment\./, '').replace(/\.options$/, '.correct'),
    own: {
      'questions.correct': (_, { message }) => `This question ${message}.`,
      afterDays: 'From 7 to 365 days.',
    },
  })
