import { LoadFailed } from '../ui/Notice.tsx'
import { type Questions, useQuestionsState } from './questionsClient.ts'

/** Why there is no list, and a button to try again. */
export function QuestionsFailed({ questions }: { questions: Questions }) {
  const problem = useQuestionsState(questions, (state) => state.problem)
  return (
    <LoadFailed
      title="The questions could not be loaded"
      message={problem?.message}
      retry={() => void questions.reload()}
    />
  )
}
