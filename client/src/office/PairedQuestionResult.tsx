import '../ui/dataTable.css'
import { leastShown } from '@lectern/shared/evaluationResults'
import type { OutcomeOfQuestion, PairedFigures, SideFigures } from '@lectern/shared/outcomes'
import { Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { scrollable } from '../ui/scrollable.ts'
import { counted, withShare } from '../words/counts.ts'

const withheld = (people: number): string =>
  people < leastShown
    ? `${counted(people, 'answer')}; shown from ${leastShown} on`
    : `${counted(people, 'answer')}; not shown, since what a few answered would follow from it`

function sideWords({ people, isShown, right, mean }: SideFigures): string {
  if (people === 0) return 'nobody has answered'
  if (!isShown) return withheld(people)
  return mean === null
    ? `${withShare(right ?? 0, people)} of ${people} right`
    : `${mean.toFixed(1)} of 5 (${people})`
}

const shareOf = ({ people, isShown, right, mean }: SideFigures): number => {
  if (!isShown || people === 0) return 0
  return mean === null ? (right ?? 0) / people : (mean - 1) / 4
}

const points = (share: number): string => {
  const whole = Math.round(share * 100)
  return whole > 0 ? `+${whole}` : `${whole || 0}`
}
const pWords = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

/** What changed in those who answered both times. */
function changeWords({ people, isShown, change, shift }: PairedFigures): string {
  if (people === 0) return 'Nobody has answered both times yet.'
  if (!isShown)
    return `${counted(people, 'person', 'people')} answered both times; the change is shown from ${leastShown} on.`
  if (shift)
    return `Of ${people} who answered both times, ${shift.up} ${shift.up === 1 ? 'is' : 'are'} more confident, ${shift.same} as before, ${shift.down} less: ${shift.before.toFixed(1)} before, ${shift.after.toFixed(1)} after.`
  if (!change) return ''
  const { gained, lost, difference, low, high, p } = change
  return `Of ${people} who answered both times, ${gained} were right only after and ${lost} only before: ${points(difference)} points (95% interval ${points(low)} to ${points(high)}; McNemar’s exact ${pWords(p)}).`
}

/** One question before and after: bars with their numbers, the paired change, and every answer in a table. */
export function PairedQuestionResult({ question }: { question: OutcomeOfQuestion }) {
  const { prompt, objective, before, after, paired } = question
  const titleId = useId()
  return (
    <Stack gap="sm" component="section" aria-labelledby={titleId}>
      <div>
        <Title order={2} size="h3" id={titleId} dir="auto">
          {prompt}
        </Title>
        <Text size="sm" c="gray.7" dir="auto">
          {objective}
        </Text>
      </div>
      <SideBar label="Before" side={before} />
      <SideBar label="After" side={after} />
      <Text className="figures">{changeWords(paired)}</Text>
      <AnswersTable question={question} />
    </Stack>
  )
}

const SideBar = ({ label, side }: { label: string; side: SideFigures }) => (
  <div>
    <Text size="sm" className="figures">
      {label}: {sideWords(side)}
    </Text>
    <div className="office-bar" aria-hidden="true">
      <div style={{ width: `${Math.round(shareOf(side) * 100)}%` }} />
    </div>
  </div>
)

function AnswersTable({ question: { prompt, before, after } }: { question: OutcomeOfQuestion }) {
  const rows = before.counts.length > 0 ? before.counts : after.counts
  if (rows.length === 0) return null
  const cell = (side: SideFigures, i: number) => {
    const count = side.counts[i]?.count
    return count === undefined ? '–' : withShare(count, side.people)
  }
  return (
    <details>
      <summary>Every answer</summary>
      <section className="data-table" aria-label={`Table: ${prompt}`} {...scrollable}>
        <table>
          <thead>
            <tr>
              {['Answer', 'Before', 'After'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ text }, i) => (
              <tr key={text}>
                <th scope="row" dir="auto">
                  {text}
                </th>
                <td data-number className="figures">
                  {cell(before, i)}
                </td>
                <td data-number className="figures">
                  {cell(after, i)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
