import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { withShare } from '../words/counts.ts'
import { answersOf, type ResultRow, resultRows } from './pollWords.ts'

interface PollBarsProps {
  poll: Poll
  /** Votes for this answer; without it the bars only show the result. */
  onPress?: ((optionId: string) => void) | undefined
  /** The answer that is being sent, or was refused. */
  pressed?: string | undefined
  isBusy?: boolean
}

/** One bar for each answer: pressed to vote, and filled with its share once the result is shown. */
export function PollBars({ poll, onPress, pressed, isBusy = false }: PollBarsProps) {
  const hasResult = poll.tally !== null
  return (
    <div className="poll-bars">
      {resultRows(poll).map((row) => {
        const words = <BarWords row={row} people={poll.tally?.people} />
        return onPress ? (
          <button
            key={row.id}
            type="button"
            className="poll-option"
            aria-pressed={row.isMine}
            aria-busy={isBusy && pressed === row.id}
            {...(pressed === row.id && { 'data-pressed': '' })}
            onClick={() => onPress(row.id)}
          >
            {words}
          </button>
        ) : (
          // A table beside it says the same to screen readers.
          <div
            key={row.id}
            className="poll-option"
            aria-hidden={hasResult}
            {...(row.isMine && { 'data-mine': '' })}
          >
            {words}
          </div>
        )
      })}
    </div>
  )
}

interface BarWordsProps {
  row: ResultRow
  /** How many have voted; undefined while the result is not shown. */
  people: number | undefined
}

function BarWords({ row: { text, count, share, isRight, isMine }, people }: BarWordsProps) {
  const hasResult = people !== undefined
  return (
    <>
      {hasResult && <span className="poll-fill" style={{ width: `${share}%` }} aria-hidden="true" />}
      <span className="poll-answer">
        {isMine && <IconCheck size={16} stroke={2.5} aria-hidden="true" />}
        <bdi>{text}</bdi>
        {isRight && <span className="poll-right">Correct answer</span>}
      </span>
      {hasResult && (
        <span className="figures" aria-hidden="true">
          {withShare(count, people)}
        </span>
      )}
    </>
  )
}

/** One row of equal segments, from the lowest value to the highest. */
export function PollScale({ poll, onPress, pressed, isBusy = false }: PollBarsProps) {
  const values = answersOf(poll)
  // A long scale takes two rows on a phone.
  const columns = values.length > 7 ? Math.ceil(values.length / 2) : values.length
  return (
    <div>
      <div className="poll-scale" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {values.map(({ id, text }, index) => (
          <button
            key={id}
            type="button"
            className="poll-option"
            aria-pressed={poll.mine?.options.includes(id) ?? false}
            aria-busy={isBusy && pressed === id}
            {...(pressed === id && { 'data-pressed': '' })}
            onClick={() => onPress?.(id)}
          >
            <span className="figures">
              {text}
              {index === 0 && <VisuallyHidden> (lowest)</VisuallyHidden>}
              {index === values.length - 1 && <VisuallyHidden> (highest)</VisuallyHidden>}
            </span>
          </button>
        ))}
      </div>
      <div className="poll-ends" aria-hidden="true">
        <span>Low</span>
        <span>High</span>
      </div>
    </div>
  )
}
