import type { StaffQuestion } from '@lectern/shared/questions'
import { Button, Text } from '@mantine/core'

interface RowDetailsProps {
  question: StaffQuestion
  merged: readonly StaffQuestion[]
  onUnmerge: (merged: StaffQuestion) => void
}

/**
 * What the row of the chosen question shows besides: its first wording, its answer, what was merged into it.
 */
export function RowDetails({ question, merged, onUnmerge }: RowDetailsProps) {
  const { original, answer } = question
  return (
    <>
      {original !== null && (
        <Text size="sm" c="gray.7" className="question-text">
          As asked: <bdi>{original}</bdi>
        </Text>
      )}
      {answer && (
        <p className="question-answer" dir="auto">
          {answer}
        </p>
      )}
      {merged.length > 0 && (
        <ul className="desk-merged" aria-label="Merged into it">
          {merged.map((part) => (
            <li key={part.id}>
              <bdi>{part.text}</bdi>{' '}
              <Button size="compact-xs" variant="default" onClick={() => onUnmerge(part)}>
                Unmerge
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
