import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Stack, Text, VisuallyHidden } from '@mantine/core'
import { percent } from '../words/counts.ts'
import { PollBars } from './PollBars.tsx'
import { averageOf, peopleVoted, type ResultRow, resultRows } from './pollWords.ts'

const wordsOf = ({ text, isRight, isMine }: ResultRow): string =>
  [text, isRight && 'correct answer', isMine && 'your vote'].filter(Boolean).join(', ')

interface PollResultsProps {
  poll: Poll
  /** The ballot above shows the bars already. */
  areBarsShown?: boolean
}

/** Bars for the eye, a table for screen readers; counts people, not ticks. */
export function PollResults({ poll, areBarsShown = false }: PollResultsProps) {
  const { tally, kind, prompt, scale } = poll
  if (!tally) return null
  const hasRows = kind !== 'text'
  const average = kind === 'rating' ? averageOf(poll) : undefined
  return (
    <Stack gap="sm">
      {hasRows && !areBarsShown && <PollBars poll={poll} />}
      {hasRows && <ResultTable caption={`Results: ${prompt}`} rows={resultRows(poll)} />}
      <Text size="sm" className="figures">
        {peopleVoted(tally.people)}
        {average && ` · average ${average} of ${scale}`}
        {kind === 'multiple' &&
          tally.people > 0 &&
          ' · several answers each, so shares add up to more than 100%'}
      </Text>
    </Stack>
  )
}

function ResultTable({ caption, rows }: { caption: string; rows: ResultRow[] }) {
  return (
    <VisuallyHidden component="div">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Answer</th>
            <th scope="col">Share</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{wordsOf(row)}</th>
              <td>{percent(row.share / 100)}</td>
              <td>{row.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
