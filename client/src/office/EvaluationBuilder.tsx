import { biasQuestion, type FormQuestion } from '@lectern/shared/creditForms'
import { evaluationMax } from '@lectern/shared/limits'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconListCheck, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Empty } from '../ui/Empty.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import {
  type EvaluationValues,
  evaluationProblems,
  moved,
  newQuestion,
  questionsOf,
  template,
  valuesOf,
} from './evaluationForm.ts'
import { officeKey } from './officeApi.ts'
import { QuestionEditor } from './QuestionEditor.tsx'

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
  const list = form.values.questions
  const add = (more: EvaluationValues['questions']) => form.setFieldValue('questions', [...list, ...more])
  return (
    <form {...onSubmit(save)} className="office-reading">
      <Stack gap="md">
        <Text c="gray.7">
          Learners answer once a session that they joined has ended, and can complete and change their answers
          until the deadline for claims. Answers keep the words in which they were asked.
        </Text>
        {list.length === 0 && (
          <Empty
            icon={IconListCheck}
            title="Only the question about commercial bias"
            action={
              <Button variant="default" onClick={() => add(template().questions)}>
                Begin with the usual questions
              </Button>
            }
          >
            It is asked in every evaluation. Add the questions of your own.
          </Empty>
        )}
        <PlainList gap={12} aria-label="Questions">
          {list.map(({ id }, index) => (
            <QuestionEditor
              key={id}
              form={form}
              index={index}
              count={list.length}
              onMove={(by) => form.setFieldValue('questions', moved(list, index, by))}
              onRemove={() => form.removeListItem('questions', index)}
            />
          ))}
        </PlainList>
        <Text size="sm">Always asked, last: “{biasQuestion.prompt}”</Text>
        <Refusal refusal={form.errors.questions as string | undefined} />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button type="submit" {...busyButton(busy)}>
            {busy ? 'Saving…' : 'Save the questions'}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
            disabled={list.length >= evaluationMax}
            onClick={() => add([newQuestion()])}
          >
            Add a question
          </Button>
          <Text role="status">{isSaved && 'Saved.'}</Text>
        </Group>
      </Stack>
    </form>
  )
}
