import { Alert, Button, Text } from '@mantine/core'
import type { Questions } from './questionsClient.ts'
import { useQuestionsState } from './useQuestions.ts'

/** Why there is no list, and the button that asks for it again. */
export function QuestionsFailed({ questions }: { questions: Questions }) {
  const problem = useQuestionsState(questions, (state) => state.problem)
  return (
    <Alert role="alert" color="gray" title="The questions could not be loaded">
      <Text size="sm" mb="sm">
        {problem?.message}
      </Text>
      <Button size="compact-md" onClick={() => void questions.reload()}>
        Try again
      </Button>
    </Alert>
  )
}
