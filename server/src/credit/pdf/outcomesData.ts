// The report of outcomes in words: each question before and after, commitments, and what was measured.
import { shownDates } from '@lectern/shared/certificateWords'
import { leastShown } from '@lectern/shared/evaluationResults'
import type { OutcomeOfQuestion, OutcomesReport, SideFigures } from '@lectern/shared/outcomes'
import { keptWords, measurementWords, outcomeWords } from '@lectern/shared/outcomeWords'
import type { PrintedOutcomes } from '../../outcomes/outcomesSheets.ts'

/** A bar, 0 to 1, with its words beside it. */
interface Bar {
  text: string
  share: number
  words: string
}

const percent = (share: number): string => `${Math.round(share * 100)}%`
const points = (share: number): string => {
  const whole = Math.round(share * 100)
  return whole > 0 ? `+${whole}` : `${whole || 0}`
}
const pText = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

function barOf(text: string, { people, right, mean, isShown }: SideFigures): Bar {
  if (!isShown || people === 0)
    return { text, share: 0, words: people === 0 ? 'nobody' : `fewer than ${leastShown}` }
  if (mean !== null) return { text, share: (mean - 1) / 4, words: `${mean.toFixed(1)} of 5 (${people})` }
  const share = (right ?? 0) / people
  return { text, share, words: `${right} of ${people} (${percent(share)})` }
}

function changeOf({ paired: { people, isShown, change, shift } }: OutcomeOfQuestion): string {
  if (people === 0) return 'Nobody answered both times.'
  if (!isShown) return `${people} answered both times; that is shown from ${leastShown} people on.`
  if (shift)
    return `${people} answered both times: ${shift.before.toFixed(1)} before, ${shift.after.toFixed(1)} after; ${shift.up} more confident, ${shift.same} as before, ${shift.down} less.`
  if (!change) return ''
  const { gained, lost, difference, low, high, p } = change
  return `${people} answered both times: ${gained} right only after, ${lost} only before. Change ${points(difference)} points (95% interval ${points(low)} to ${points(high)}), ${pText(p)}.`
}

const barsOf = (counts: readonly { text: string; count: number }[], of: number): Bar[] =>
  counts.map(({ text, count }) => ({
    text,
    share: of === 0 ? 0 : count / of,
    words: `${count} (${percent(of === 0 ? 0 : count / of)})`,
  }))

/** Bars with a heading; empty ones are left out. */
function commitmentParts({ commitments }: OutcomesReport): { title: string; bars: Bar[] }[] {
  if (!commitments) return []
  const { made, declined, mayAsk, answered, kept, changes, barriers, barriersMet } = commitments
  const people = [
    { text: 'Asked', count: made + declined },
    { text: 'Committed to a change', count: made },
    { text: 'May be asked what became of it', count: mayAsk },
    { text: 'Said what became of it', count: answered },
  ]
  const answers = Object.entries(kept ?? {}).map(([answer, count]) => ({
    text: keptWords[answer as keyof typeof keptWords],
    count,
  }))
  return [
    { title: 'Commitments to change', bars: barsOf(people, made + declined) },
    { title: 'What became of them', bars: barsOf(answers, answered) },
    { title: 'Changes', bars: barsOf(changes, made) },
    { title: 'Barriers expected', bars: barsOf(barriers, made) },
    { title: 'Barriers met', bars: barsOf(barriersMet, answered) },
  ].filter(({ bars }) => bars.length > 0)
}

const measuredWords = ({ measured }: OutcomesReport): string[] =>
  measured.map(({ outcome, measurements }) => {
    const { label, moore } = outcomeWords[outcome]
    return `${label} (Moore’s level ${moore}): ${measurements.map((each) => measurementWords[each].label.toLowerCase()).join(', ')}`
  })

export function outcomesData({ title, report, closedAt, at, timeZone }: PrintedOutcomes) {
  const { before, after, both } = report.people
  const dated =
    closedAt === null
      ? `As of ${shownDates(at, at, timeZone)}.`
      : `Final results of ${shownDates(closedAt, closedAt, timeZone)}.`
  return {
    documentTitle: `Outcomes: ${title}`,
    title,
    facts: `${before} answered before the activity, ${after} after it, ${both} both times. ${dated} Figures are shown from ${leastShown} people on.`,
    questions: report.questions.map((question) => ({
      prompt: question.prompt,
      objective: question.objective,
      bars: [barOf('Before', question.before), barOf('After', question.after)],
      change: changeOf(question),
    })),
    parts: commitmentParts(report),
    measured: measuredWords(report),
    method:
      'Change: share right after minus share right before, of those who answered both times, in percentage points. Interval: Newcombe 1998, method 10. Test: McNemar’s, exact, two-sided.',
  }
}
