import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { averageOf, peopleVoted, type ResultRow, resultRows } from './pollWords.ts'

const wordsOf = ({ text, isRight, isMine }: ResultRow): string =>
  [text, isRight && 'right answer', isMine && 'your vote'].filter(Boolean).join(', ')

/** Bars for the eye, a table for screen readers; counts people, not ticks. */
export function PollResults({ poll }: { poll: Poll }) {
  const { tally, kind, prompt, scale } = poll
  if (!tally) return null
  const rows = kind === 'text' ? [] : resultRows(poll)
  const average = kind === 'rating' ? averageOf(poll) : undefined
  return (
    <Stack gap="sm">
      {rows.length > 0 && (
        <div aria-hidden="true" className="poll-rows">
          {rows.map((row) => (
            <Bar key={row.id} row={row} />
          ))}
        </div>
      )}
      {rows.length > 0 && <ResultTable caption={`Results: ${prompt}`} rows={rows} />}
      <Text size="sm" className="figures">
        {peopleVoted(tally.people)}
        {average && ` · on average ${average} of ${scale}`}
        {kind === 'multiple' &&
          tally.people > 0 &&
          ' · several answers each, so shares add up to more than 100 %'}
      </Text>
    </Stack>
  )
}

function Bar({ row: { text, count, share, isRight, isMine } }: { row: ResultRow }) {
  return (
    <div>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-end">
        <Text size="sm" {...(isRight && { fw: 650 })}>
          {isRight && <IconCheck size={16} style={{ verticalAlign: 'text-bottom' }} />}
          {isRight ? ' Right answer: ' : ''}
          <bdi>{text}</bdi>
          {isMine ? ' (your vote)' : ''}
        </Text>
        <Text size="sm" className="figures" style={{ whiteSpace: 'nowrap' }}>
          {share} % · {count}
        </Text>
      </Group>
      <div className="poll-bar">
        <div style={{ width: `${share}%` }} />
      </div>
    </div>
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
              <td>{row.share} %</td>
              <td>{row.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
