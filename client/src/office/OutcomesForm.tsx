import { commitmentOptionsMax, pairedMax } from '@lectern/shared/limits'
import type { OfficeOutcomes } from '@lectern/shared/outcomes'
import { measurements, measurementWords, outcomes, outcomeWords } from '@lectern/shared/outcomeWords'
import { Checkbox, Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { FormEnd } from '../ui/FormEnd.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { type ContractForm, useContractForm } from '../ui/useContractForm.ts'
import type { EvaluationValues } from './evaluationForm.ts'
import { OptionRows } from './OptionRows.tsx'
import { officeKey, outcomesQuery, planOutcomes } from './officeApi.ts'
import {
  measuredKey,
  newPair,
  type OutcomesValues,
  outcomesPlanOf,
  outcomesProblems,
  valuesOfOutcomes,
} from './outcomesForm.ts'
import { AddQuestion, QuestionList } from './QuestionList.tsx'

/** What is asked about the outcomes of an activity. */
export function OutcomesForm({ activityId }: { activityId: string }) {
  const outcomesOf = useQuery(outcomesQuery(activityId))
  return (
    <Loaded query={outcomesOf} label="Loading the outcomes form" missing="There is no such activity">
      {(data) => <OutcomesFormOf activityId={activityId} data={data} />}
    </Loaded>
  )
}

function OutcomesFormOf({ activityId, data }: { activityId: string; data: OfficeOutcomes }) {
  const [version, setVersion] = useState(data.version)
  const [isSaved, setSaved] = useState(false)
  const { form, onSubmit } = useContractForm<OutcomesValues>({
    initialValues: valuesOfOutcomes(data.plan),
    problemsOf: outcomesProblems,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const save = async (values: OutcomesValues) => {
    const isDone = await run(async () => {
      setVersion((await planOutcomes(activityId, outcomesPlanOf(values), version)).version)
    })
    setSaved(isDone)
  }
  if (data.closed) return <Text>The results of this activity are closed: what was asked stays as it is.</Text>
  return (
    <form {...onSubmit(save)} className="office-reading">
      <Stack gap="xl">
        <Questions form={form} isAnswered={data.isAnswered} />
        <CommitmentFields form={form} isCommitted={data.isCommitted} />
        <MeasuredFields form={form} />
        <Stack gap="sm">
          <FormEnd
            submit={busy ? 'Saving…' : 'Save the outcomes form'}
            kept="What you wrote is kept here."
            {...{ busy, refusal }}
          >
            <Text role="status">{isSaved && 'Saved.'}</Text>
          </FormEnd>
        </Stack>
      </Stack>
    </form>
  )
}

type FormProps = { form: ContractForm<OutcomesValues> }

function Questions({ form, isAnswered }: FormProps & { isAnswered: boolean }) {
  const asQuestions = form as unknown as ContractForm<EvaluationValues>
  return (
    <Section id="paired-questions" title="Before and after">
      <Stack gap="md">
        <Text c="gray.7">
          Learners answer these before they first enter, and again after a session that they took part in.
          They never count for credit. What is right is shown after the second answer, never before.
        </Text>
        {isAnswered && (
          <Notice color="gray" role="status">
            Somebody has answered already, so the questions stay as they are: answers before and after can
            only be compared if both were asked the same.
          </Notice>
        )}
        <Fieldset variant="unstyled" disabled={isAnswered} aria-label="The questions">
          <Stack gap="md">
            <QuestionList of="paired" form={asQuestions} />
            <AddQuestion form={asQuestions} most={pairedMax} make={newPair} />
          </Stack>
        </Fieldset>
        <Checkbox
          label="Nobody can skip the questions before"
          description="Whoever is late answers them before the picture."
          {...form.getInputProps('mustAnswer', { type: 'checkbox' })}
        />
      </Stack>
    </Section>
  )
}

function CommitmentFields({ form, isCommitted }: FormProps & { isCommitted: boolean }) {
  const { asksCommitment, changes, barriers } = form.values
  return (
    <Section id="commitment" title="Commitment to change">
      <Stack gap="md">
        <Checkbox
          label="Ask those who claim what they will change"
          description="They need not answer. Those who do and allow it are asked by mail what became of it."
          {...form.getInputProps('asksCommitment', { type: 'checkbox' })}
        />
        {asksCommitment && (
          <>
            {isCommitted && (
              <Notice color="gray" role="status">
                Somebody has committed already, so the changes and barriers stay as they are.
              </Notice>
            )}
            <Fieldset
              variant="unstyled"
              disabled={isCommitted}
              legend={<Text fw={500}>Changes to choose from</Text>}
            >
              <OptionRows
                form={form}
                at="changes"
                options={changes}
                what="change"
                most={commitmentOptionsMax}
              />
            </Fieldset>
            <Fieldset
              variant="unstyled"
              disabled={isCommitted}
              legend={<Text fw={500}>Barriers to choose from</Text>}
            >
              <OptionRows
                form={form}
                at="barriers"
                options={barriers}
                what="barrier"
                most={commitmentOptionsMax}
              />
            </Fieldset>
            <NumberInput
              label="Days until they are asked"
              w={200}
              min={7}
              max={365}
              clampBehavior="none"
              allowDecimal={false}
              className="figures"
              {...form.getInputProps('afterDays')}
            />
          </>
        )}
      </Stack>
    </Section>
  )
}

function MeasuredFields({ form }: FormProps) {
  return (
    <Section id="measured" title="Outcomes measured">
      <Stack gap="md">
        <Text c="gray.7">
          What the activity’s record says was measured, by the levels of Moore. Subjective: learners said so
          themselves. Objective: it was tested or observed. ACCME’s draft does not state the codes: confirm
          them before the first report.
        </Text>
        {outcomes.map((outcome) => (
          <Checkbox.Group
            key={outcome}
            label={`${outcomeWords[outcome].label} (level ${outcomeWords[outcome].moore})`}
            value={form.values.measured}
            onChange={(next) => form.setFieldValue('measured', next)}
          >
            <Group gap="lg" mt={6}>
              {measurements.map((each) => (
                <Checkbox
                  key={each}
                  value={measuredKey(outcome, each)}
                  label={measurementWords[each].label}
                />
              ))}
            </Group>
          </Checkbox.Group>
        ))}
      </Stack>
    </Section>
  )
}
