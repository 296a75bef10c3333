import { type PollDraft, pollKinds, pollResults } from '@lectern/shared/polls'
import { Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import type { ContractForm } from '../ui/useContractForm.ts'
import { OptionFields } from './OptionFields.tsx'
import { hasOptions, kindWords } from './pollWords.ts'

type PollResult = PollDraft['results']

const resultChoices: Record<PollResult, string> = {
  closed: 'When the poll is closed',
  voted: 'Once they have voted',
  live: 'From the start',
}

/** The fields of a poll, except those its kind lacks. */
export function DraftFields({ form }: { form: ContractForm<PollDraft> }) {
  const { kind, seconds } = form.values
  return (
    <>
      <NativeSelect
        label="Kind"
        data={pollKinds.map((value) => ({ value, label: kindWords[value] }))}
        {...form.getInputProps('kind')}
      />
      <Textarea label="Question" autosize minRows={2} data-autofocus {...form.getInputProps('prompt')} />
      {hasOptions(kind) && <OptionFields form={form} />}
      {kind === 'quiz' && (
        <Textarea
          label="Feedback"
          description="Shown with the right answer. Each person chooses one option."
          autosize
          minRows={2}
          {...form.getInputProps('feedback')}
        />
      )}
      {kind === 'rating' && (
        <NumberInput
          label="Highest rating"
          description="Voters choose from 1, the lowest, to this."
          {...form.getInputProps('scale')}
        />
      )}
      {kind !== 'text' && (
        <NativeSelect
          label="Voters see the results"
          data={pollResults.map((value) => ({ value, label: resultChoices[value] }))}
          {...form.getInputProps('results')}
        />
      )}
      <NumberInput
        label="Closes by itself after (seconds)"
        description="Leave this empty to close it by hand."
        {...form.getInputProps('seconds')}
        value={seconds ?? ''}
        onChange={(value) => form.setFieldValue('seconds', value === '' ? null : Number(value))}
      />
      <Checkbox
        label="Anonymous"
        description="If not, the CE staff sees who voted what; voters are told before they vote."
        {...form.getInputProps('anonymous', { type: 'checkbox' })}
      />
      <Checkbox
        label="A vote may be changed while the poll is open"
        {...form.getInputProps('mayChange', { type: 'checkbox' })}
      />
    </>
  )
}
