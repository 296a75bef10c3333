import { commitmentWordsMax } from '@lectern/shared/limits'
import type { Commitment, CommitmentPlan, OwnOutcomes } from '@lectern/shared/outcomes'
import { Button, Card, Checkbox, Fieldset, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { type ContractForm, useContractForm } from '../../ui/useContractForm.ts'
import type { Problems } from '../../words/problems.ts'
import { dateOf } from '../../words/times.ts'
import { ownOutcomesQuery, useOutcomes } from './outcomesApi.ts'

export const ownWordsHint =
  'Only you can read this: the CE office sees figures alone. Don’t include anything that could identify a patient.'

/** Beside the claim: what the person will change. Nothing is shown where nobody is asked. */
export function CommitmentPart({ activityId, order }: { activityId: string; order: 2 | 3 }) {
  const { data } = useQuery(ownOutcomesQuery(activityId))
  const headingId = useId()
  if (!data?.offered) return null
  return (
    <Card component="section" aria-labelledby={headingId}>
      <Stack gap="md">
        <Title order={order} size="h3" id={headingId}>
          What will you change?
        </Title>
        {data.committed ? (
          <Committed outcomes={data} />
        ) : (
          <CommitmentForm activityId={activityId} offered={data.offered} />
        )}
      </Stack>
    </Card>
  )
}

/** What the person said, in the words that they saw when they said it. */
export function CommittedWords({ outcomes: { committed, offered } }: { outcomes: OwnOutcomes }) {
  const made = committed?.commitment
  if (!made) return null
  const chosen = (offered?.changes ?? []).filter(({ id }) => made.changes.includes(id))
  return (
    <ul className="credit-list">
      {chosen.map(({ id, text }) => (
        <li key={id} dir="auto">
          {text}
        </li>
      ))}
      {made.words && (
        <li dir="auto" className="credit-words">
          {made.words}
        </li>
      )}
    </ul>
  )
}

function Committed({ outcomes }: { outcomes: OwnOutcomes }) {
  const { commitment: made, askedFrom } = outcomes.committed!
  if (!made)
    return <Text role="status">You said that you will not commit to a change. That is all right.</Text>
  return (
    <div role="status">
      <Text>You committed to:</Text>
      <CommittedWords outcomes={outcomes} />
      {made.mayAsk && askedFrom !== null && outcomes.followUp.standing === 'early' && (
        <Text size="sm" c="gray.7">
          You are asked by mail on {dateOf(askedFrom)} what became of it.
        </Text>
      )}
    </div>
  )
}

interface Values extends Omit<Commitment, 'confidence'> {
  confidence: string
}

const commitmentOf = ({ confidence, ...rest }: Values): Commitment => ({
  ...rest,
  confidence: confidence === '' ? null : Number(confidence),
})

function problemsOf(values: Values): Problems {
  if (values.changes.length === 0 && values.words.trim() === '')
    return { words: 'Choose something above, or write what you will change.' }
  return {}
}

const scale = ['1', '2', '3', '4', '5'].map((value) => ({
  value,
  label: value,
  ...(value === '1' && { name: '1 (not sure)' }),
  ...(value === '5' && { name: '5 (very sure)' }),
}))

function CommitmentForm({ activityId, offered }: { activityId: string; offered: CommitmentPlan }) {
  const { form, onSubmit } = useContractForm<Values>({
    initialValues: { changes: [], words: '', confidence: '', barriers: [], mayAsk: true },
    problemsOf,
  })
  const { busy, refusal, commit } = useOutcomes(activityId)
  return (
    <form {...onSubmit((values) => commit(commitmentOf(values)))}>
      <Stack gap="md">
        <Text>You do not have to. Your credit does not depend on it.</Text>
        <OptionBoxes form={form} field="changes" label="I will" options={offered.changes} />
        <Textarea
          label={offered.changes.length > 0 ? 'Something else, in your own words' : 'In your own words'}
          description={ownWordsHint}
          autosize
          minRows={2}
          maxLength={commitmentWordsMax}
          {...form.getInputProps('words')}
        />
        <Fieldset
          variant="unstyled"
          legend={
            <Text size="sm" fw={600}>
              How sure are you that you will? (optional)
            </Text>
          }
        >
          <Segments
            segments={scale}
            ends={['Not sure', 'Very sure']}
            value={form.values.confidence}
            onChange={(value) => form.setFieldValue('confidence', value)}
          />
        </Fieldset>
        <OptionBoxes
          form={form}
          field="barriers"
          label="What may keep you from it?"
          options={offered.barriers}
        />
        <Checkbox
          label={`Ask me by mail after ${offered.afterDays} days what became of it`}
          {...form.getInputProps('mayAsk', { type: 'checkbox' })}
        />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button type="submit" variant="default" {...busyButton(busy)}>
            {busy ? 'Sending…' : 'Commit to it'}
          </Button>
          <Button variant="subtle" disabled={busy} onClick={() => void commit(null)}>
            No, thank you
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface OptionBoxesProps<Values> {
  form: ContractForm<Values>
  field: string
  label: string
  options: CommitmentPlan['changes']
}

/** Boxes to tick, named by what they are about; nothing where there are none. */
export function OptionBoxes<Values>({ form, field, label, options }: OptionBoxesProps<Values>) {
  if (options.length === 0) return null
  return (
    <Checkbox.Group label={label} {...form.getInputProps(field)}>
      <Stack gap="xs" mt={6}>
        {options.map(({ id, text }) => (
          <Checkbox key={id} value={id} label={<span dir="auto">{text}</span>} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
