import type { FormAnswers, FormQuestion } from '@lectern/shared/creditForms'
import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { QuestionFields } from '../credit/QuestionFields.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/** The test as it is written now, drawn as learners see it. What is answered here is kept nowhere. */
export function TestPreview({
  questions,
  onClose,
}: {
  questions: readonly FormQuestion[]
  onClose: () => void
}) {
  const [answers, setAnswers] = useState<FormAnswers>({})
  return (
    <Dialog opened onClose={onClose} title="As learners see it" size="xl">
      <Stack gap="lg">
        <Text size="sm" c="gray.7">
          What you answer here is not kept.
        </Text>
        <QuestionFields
          questions={questions}
          answers={answers}
          problems={{}}
          onAnswer={(id, value) => setAnswers({ ...answers, [id]: value })}
        />
      </Stack>
    </Dialog>
  )
}
