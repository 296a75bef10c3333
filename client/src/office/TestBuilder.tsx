import type { OfficeTest } from '@lectern/shared/activityTest'
import { testMax } from '@lectern/shared/limits'
import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { IconEye, IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { CreditText } from '../ui/CreditText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { CopyTest } from './CopyTest.tsx'
import type { EvaluationValues } from './evaluationForm.ts'
import { officeKey, testQuery } from './officeApi.ts'
import { AddQuestion, QuestionList } from './QuestionList.tsx'
import { TestPreview } from './TestPreview.tsx'
import {
  askWords,
  isGraded,
  neededWords,
  newTestQuestion,
  testOf,
  testProblems,
  valuesOfTest,
} from './testForm.ts'

/** The test of an activity: what bodies ask of it, its questions, and how learners see it. */
export function TestBuilder({ activityId }: { activityId: string }) {
  const test = useQuery(testQuery(activityId))
  return (
    <Loaded query={test} label="Loading the test" missing="There is no such activity">
      {(data) => <TestForm activityId={activityId} data={data} />}
    </Loaded>
  )
}

function TestForm({ activityId, data }: { activityId: string; data: OfficeTest }) {
  const [seen, setSeen] = useState(data.edition)
  const [isSaved, setSaved] = useState(false)
  const [isPreviewed, setPreviewed] = useState(false)
  const { form, onSubmit } = useContractForm<EvaluationValues>({
    initialValues: valuesOfTest(data.questions),
    problemsOf: testProblems,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const save = async (values: EvaluationValues) => {
    const body = { questions: testOf(values), seen }
    const isDone = await run(async () => {
      const { questions, edition } = await request('office.planTest', { params: { activityId }, body })
      setSeen(edition)
      // Questions whose words changed have new ids.
      form.setValues(valuesOfTest(questions))
    })
    setSaved(isDone)
  }
  const list = form.values.questions
  const copy = (
    <CopyTest
      others={data.others}
      isDisabled={data.isTaken}
      onCopied={(more) => form.setFieldValue('questions', [...list, ...more].slice(0, testMax))}
    />
  )
  return (
    <form {...onSubmit(save)} className="office-reading">
      <Stack gap="md">
        <Asked asks={data.asks} graded={list.filter(({ kind }) => isGraded(kind)).length} />
        {data.isTaken && (
          <Notice color="gray" role="status">
            Somebody has submitted this test, so it stays as it is: everybody is graded by the same questions.
          </Notice>
        )}
        <Fieldset variant="unstyled" disabled={data.isTaken} aria-label="The test">
          <Stack gap="md">
            {list.length === 0 && (
              <Empty icon={IconListCheck} title="No test" action={data.others.length > 0 && copy}>
                Learners of this activity take none. Add the first question
                {data.others.length > 0 ? ', or copy those of another activity' : ''}.
              </Empty>
            )}
            <QuestionList of="test" objectives={data.objectives} form={form} />
            <Group gap="sm">
              <AddQuestion form={form} most={testMax} make={newTestQuestion} />
              {list.length > 0 && data.others.length > 0 && copy}
            </Group>
          </Stack>
        </Fieldset>
        <Refusal refusal={form.errors.questions as string | undefined} />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          {!data.isTaken && (
            <Button type="submit" {...busyButton(busy)}>
              {busy ? 'Saving…' : 'Save the test'}
            </Button>
          )}
          {list.length > 0 && (
            <Button
              variant="default"
              leftSection={<IconEye size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => setPreviewed(true)}
            >
              See it as learners do
            </Button>
          )}
          <Text role="status">{isSaved && 'Saved.'}</Text>
        </Group>
      </Stack>
      {isPreviewed && <TestPreview questions={testOf(form.values)} onClose={() => setPreviewed(false)} />}
    </form>
  )
}

/** What the designated bodies ask of a test. */
function Asked({ asks, graded }: { asks: OfficeTest['asks']; graded: number }) {
  const strictest = Math.max(0, ...asks.map(({ minimumScore }) => minimumScore))
  return (
    <Stack gap={4}>
      {asks.length === 0 ? (
        <Text c="gray.7">
          No body that this activity is designated for asks for a test. Learners can take it for themselves.
        </Text>
      ) : (
        <ul className="office-list" aria-label="What the bodies ask">
          {asks.map((each) => (
            <li key={each.policyId}>
              <CreditText>{askWords(each)}</CreditText>
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" c="gray.7" className="figures">
        Right answers are shown to nobody before they submit.
        {graded > 0 && strictest > 0 && ` To pass, ${neededWords(graded, strictest)} must be correct.`}
      </Text>
    </Stack>
  )
}
