import type { Question } from '@lectern/shared/questions'
import { Text } from '@mantine/core'
import { stateInWords } from './announcements.ts'
import { PanelSection } from './PanelSection.tsx'

/** The person's own questions, with their state and its reason. */
export function OwnQuestions({ mine }: { mine: Question[] }) {
  if (mine.length === 0) return null
  return (
    <PanelSection title="Your questions" count={mine.length}>
      {mine.map((question) => (
        <li key={question.id}>
          <p className="question-text" dir="auto">
            {question.text}
          </p>
          <Text size="sm" c="gray.7">
            {stateInWords(question)}
            {question.status === 'dismissed' && question.reason && (
              <>
                : <bdi>{question.reason}</bdi>
              </>
            )}
          </Text>
          {question.answer && (
            <p className="question-answer">
              <strong>Answer: </strong>
              <span dir="auto">{question.answer}</span>
            </p>
          )}
        </li>
      ))}
    </PanelSection>
  )
}
