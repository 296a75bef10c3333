import './questions.css'
import './desk.css'
import type { Faculty, SessionView } from '@lectern/shared/program'
import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { QuestionsFailed } from './QuestionsFailed.tsx'
import { QueueDesk } from './QueueDesk.tsx'
import { useQuestions, useQuestionsState } from './questionsClient.ts'

/** The questions on the moderator's desk. */
export function QuestionsDesk({ view }: { view: SessionView }) {
  const { session, state } = view
  const questions = useQuestions(session.id)
  const status = useQuestionsState(questions, (each) => each.status)
  const { speakers, moderators } = session
  const faculty = useMemo(() => uniquePeople([...speakers, ...moderators]), [speakers, moderators])
  return (
    <section aria-labelledby="questions-of-desk" className="questions-desk">
      <VisuallyHidden component="h2" id="questions-of-desk">
        Questions
      </VisuallyHidden>
      {status === 'ready' ? (
        <QueueDesk questions={questions} faculty={faculty} hasEnded={state.phase === 'ended'} />
      ) : status === 'failed' ? (
        <QuestionsFailed questions={questions} />
      ) : (
        <div className="desk-columns" role="status" aria-label="Loading the questions">
          <Skeleton height={160} />
          <Skeleton height={160} />
        </div>
      )}
    </section>
  )
}

const uniquePeople = (people: Faculty[]): Faculty[] => [
  ...new Map(people.map((person) => [person.personId, person])).values(),
]
