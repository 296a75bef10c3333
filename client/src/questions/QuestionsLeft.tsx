import { plural } from '../words/counts.ts'
import { useQuestions, useQuestionsState } from './questionsClient.ts'

const isLeft = new Set(['pending', 'approved'])

/** For moderators, after the session: how many questions still wait for an answer. */
export function QuestionsLeft({ sessionId }: { sessionId: string }) {
  const questions = useQuestions(sessionId)
  const left = useQuestionsState(
    questions,
    (state) =>
      Object.values(state.questions).filter(
        ({ status, mergedInto }) => isLeft.has(status) && mergedInto === null,
      ).length,
  )
  return left === 0
    ? 'No question is left without an answer.'
    : `${left} ${plural(left, 'question is', 'questions are')} left: answer in writing, or dismiss.`
}
