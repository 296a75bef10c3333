import { biasQuestion, type FormQuestion } from '@lectern/shared/creditForms'
import { evaluationMax } from '@lectern/shared/limits'
import { Button, Stack, Text } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Empty } from '../ui/Empty.tsx'
import { FormEnd } from '../ui/FormEnd.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import {
  type EvaluationValues,
  evaluationProblems,
  newQuestion,
  questionsOf,
  template,
  valuesOf,
} from './evaluationForm.ts'
import { officeKey } from './officeApi.ts'
import { AddQuestion, QuestionList } from './QuestionList.tsx'

interface EvaluationBuilderProps {
  activityId: string
  questions: readonly FormQuestion[]
}

/** What learners are asked about the activity. */
export function EvaluationBuilder({ activityId, questions }: EvaluationBuilderProps) {
  const [seen, setSeen] = useState(questions)
  const [isSaved, setSaved] = useState(false)
  const { form, onSubmit } = useContractForm<EvaluationValues>({
    initialValues: valuesOf(questions),
    problemsOf: evaluationProblems,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const save = async (values: EvaluationValues) => {
    const body = { questions: questionsOf(values), seen: [...seen] }
    const isDone = await run(async () => {
      setSeen((await request('office.planEvaluation', { params: { activityId }, body })).questions)
    })
    setSaved(isDone)
  }
  return (
    <form {...onSubmit(save)} className="office-reading">
      <Stack gap="md">
        <Text c="gray.7">
          Learners answer once a session that they joined has ended, and can complete and change their answers
          until the deadline for claims. Answers keep the words in which they were asked.
        </Text>
        {form.values.questions.length === 0 && (
          <Empty
            icon={IconListCheck}
            title="Only the question about commercial bias"
            action={
              <Button variant="default" onClick={() => form.setValues(template())}>
                Begin with the usual questions
              </Button>
            }
          >
            It is asked in every evaluation. Add the questions of your own.
          </Empty>
        )}
        <QuestionList form={form} />
        <Text size="sm">Always asked, last: “{biasQuestion.prompt}”</Text>
        <Refusal refusal={form.errors.questions as string | undefined} />
        <FormEnd
          submit={busy ? 'Saving…' : 'Save the questions'}
          kept="What you wrote is kept here."
          {...{ busy, refusal }}
        >
          <AddQuestion form={form} most={evaluationMax} make={newQuestion} />
          <Text role="status">{isSaved && 'Saved.'}</Text>
        </FormEnd>
      </Stack>
    </form>
  )
}
