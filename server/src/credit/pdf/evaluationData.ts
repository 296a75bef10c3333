// The results of an evaluation in words: each question with its counts, or with what was written.
import { shownDates } from '@lectern/shared/certificateWords'
import { leastShown, type OfficeEvaluations } from '@lectern/shared/evaluationResults'

type Question = OfficeEvaluations['questions'][number]

/** The workbook has all texts. */
const textsMax = 40

export interface EvaluationOf {
  evaluation: OfficeEvaluations
  /** When it was made, in ms. */
  at: number
  timeZone: string
}

const shareOf = (count: number, answered: number): number => (answered === 0 ? 0 : count / answered)

function summaryOf({ answered, mean, isWithheld, isEarlier }: Question): string {
  return [
    `${answered} ${answered === 1 ? 'answer' : 'answers'}`,
    mean !== null && `mean ${mean.toFixed(2)} of 5`,
    isEarlier && 'as it was asked before',
    isWithheld && `not shown: fewer than ${leastShown} people answered`,
  ]
    .filter(Boolean)
    .join(' · ')
}

const questionOf = (question: Question) => {
  const { prompt, about, counts, texts, answered } = question
  return {
    prompt: about ? `${about.subject}: ${prompt}` : prompt,
    summary: summaryOf(question),
    counts: counts.map(({ text, count }) => ({
      text,
      share: shareOf(count, answered),
      words: `${count} (${Math.round(shareOf(count, answered) * 100)}%)`,
    })),
    texts: texts.slice(0, textsMax),
    more: texts.length > textsMax ? `${texts.length - textsMax} more are in the workbook.` : '',
  }
}

export function evaluationData({ evaluation, at, timeZone }: EvaluationOf) {
  const { title, learners, submitted, questions, bias } = evaluation
  const share = Math.round(shareOf(submitted, learners) * 100)
  const facts = [
    `${submitted} of ${learners} learners submitted it (${share}%).`,
    bias.count > 0 && `${bias.count} of them reported commercial bias.`,
    `As of ${shownDates(at, at, timeZone)}. Answers are shown from ${leastShown} people on.`,
  ]
  return {
    documentTitle: `Evaluation: ${title}`,
    title,
    facts: facts.filter(Boolean).join(' '),
    questions: questions.map(questionOf),
  }
}
