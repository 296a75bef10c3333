import type { FormQuestion, TestOutcome } from '@lectern/shared/creditForms'
import { Group, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { percent } from '../words/counts.ts'
import { dateOf } from '../words/times.ts'

interface TestFeedbackProps {
  outcome: TestOutcome
  questions: readonly FormQuestion[]
  /** What it means, in words. */
  verdict: string
}

/** The result of an attempt, question by question, with feedback. */
export function TestFeedback({ outcome, questions, verdict }: TestFeedbackProps) {
  const right = outcome.questions.filter((each) => each.right).length
  const questionOf = (questionId: string) => questions.find(({ id }) => id === questionId)
  return (
    <section aria-labelledby="outcome">
      <Stack gap="md">
        <div>
          <Title order={2} id="outcome">
            {verdict}
          </Title>
          <Text className="figures">
            Attempt {outcome.attempt}, {dateOf(outcome.submittedAt)}: {right} of {outcome.questions.length}{' '}
            correct ({percent(outcome.score)}).
          </Text>
        </div>
        <Stack gap="md" component="ol" m={0} pl="lg">
          {outcome.questions.map((each) => (
            <li key={each.id}>
              <Text fw={500} dir="auto">
                {questionOf(each.id)?.prompt}
              </Text>
              {questionOf(each.id)?.objective && (
                <Text size="sm" c="gray.7" dir="auto">
                  Objective: {questionOf(each.id)!.objective}
                </Text>
              )}
              <Group gap={8} wrap="nowrap">
                {each.right ? (
                  <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" className="credit-sign" />
                ) : (
                  <IconCircleX size={20} stroke={1.75} aria-hidden="true" className="credit-sign-harm" />
                )}
                <Text>{each.right ? 'Correct' : 'Incorrect'}</Text>
              </Group>
              {each.feedback && <Text>{each.feedback}</Text>}
            </li>
          ))}
        </Stack>
      </Stack>
    </section>
  )
}
