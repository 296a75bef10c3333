import './questions.css'
import { Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { counted } from '../words/counts.ts'
import { PanelSection } from './PanelSection.tsx'
import { QuestionsFailed } from './QuestionsFailed.tsx'
import { useQuestions, useQuestionsState } from './questionsClient.ts'
import { type AnyQuestion, isStaffQuestion, pinnedOf, queueOf, shownOf } from './questionsState.ts'

interface BackstageQuestionsProps {
  sessionId: string
  personId: string | undefined
}

/** Backstage: the pinned question large, and the moderators' queue. Speakers read it; moderators move it. */
export function BackstageQuestions({ sessionId, personId }: BackstageQuestionsProps) {
  const questions = useQuestions(sessionId)
  const status = useQuestionsState(questions, (state) => state.status)
  const byId = useQuestionsState(questions, (state) => state.questions)
  const { pinned, live, queue } = useMemo(
    () => ({
      pinned: pinnedOf(byId),
      live: shownOf({ questions: byId, mine: {} }, 'votes').live.filter((question) => !question.pinned),
      queue: queueOf(byId).filter((question) => !question.pinned),
    }),
    [byId],
  )
  return (
    <Stack gap="md" component="section" aria-label="Questions" mt="lg">
      <Title order={2} size="h3">
        Questions
      </Title>
      {status === 'failed' && <QuestionsFailed questions={questions} />}
      <div role="status">
        {pinned ? (
          <blockquote className="pinned-large" dir="auto">
            {pinned.text}
          </blockquote>
        ) : (
          <Text c="gray.7">No pinned question yet. You’ll see it here when the moderator pins one.</Text>
        )}
      </div>
      {live.length > 0 && (
        <PanelSection title="★ Being answered now">
          {live.map((question) => (
            <QueueItem key={question.id} question={question} personId={personId} />
          ))}
        </PanelSection>
      )}
      {queue.length > 0 && (
        <PanelSection title="Next" count={queue.length}>
          {queue.map((question) => (
            <QueueItem key={question.id} question={question} personId={personId} />
          ))}
        </PanelSection>
      )}
    </Stack>
  )
}

function QueueItem({ question, personId }: { question: AnyQuestion; personId: string | undefined }) {
  const isForMe =
    isStaffQuestion(question) && question.assignedTo !== null && question.assignedTo === personId
  const isAskedLive = isStaffQuestion(question) && question.askLive
  return (
    <li>
      <p className="question-text" dir="auto">
        {question.text}
      </p>
      <Text size="sm" c="gray.7" className="figures">
        {[counted(question.votes, 'vote'), isForMe && 'for you', isAskedLive && 'ask aloud']
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </li>
  )
}
