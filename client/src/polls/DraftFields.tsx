import { type PollDraft, type PollKind, pollKinds, pollResults } from '@lectern/shared/polls'
import { Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import type { DraftProblems } from './draftForm.ts'
import { OptionFields } from './OptionFields.tsx'
import { hasOptions, kindWords } from './pollWords.ts'

type PollResult = PollDraft['results']

const resultChoices: Record<PollResult, string> = {
  closed: 'When the poll is closed',
  voted: 'Once they have voted',
  live: 'From the start',
}

interface DraftFieldsProps {
  form: PollDraft
  onChange: (form: PollDraft) => void
  problems: DraftProblems
}

/** All that a poll is made of; what a kind does not have is not asked for. */
export function DraftFields({ form, onChange, problems }: DraftFieldsProps) {
  const set = (fields: Partial<PollDraft>) => onChange({ ...form, ...fields })
  return (
    <>
      <NativeSelect
        label="Kind"
        value={form.kind}
        data={pollKinds.map((value) => ({ value, label: kindWords[value] }))}
        onChange={(event) => set({ kind: event.currentTarget.value as PollKind })}
      />
      <Textarea
        label="Question"
        autosize
        minRows={2}
        data-autofocus
        value={form.prompt}
        error={problems.prompt}
        onChange={(event) => set({ prompt: event.currentTarget.value })}
      />
      {hasOptions(form.kind) && <OptionFields form={form} onChange={onChange} problems={problems} />}
      {form.kind === 'quiz' && (
        <Textarea
          label="Feedback"
          description="Shown with the right answer. Each person chooses one option."
          autosize
          minRows={2}
          value={form.feedback}
          error={problems.feedback}
          onChange={(event) => set({ feedback: event.currentTarget.value })}
        />
      )}
      {form.kind === 'rating' && (
        <NumberInput
          label="Highest rating"
          description="Voters choose from 1, the lowest, to this."
          value={form.scale}
          error={problems.scale}
          onChange={(value) => set({ scale: Number(value) })}
        />
      )}
      {form.kind !== 'text' && (
        <NativeSelect
          label="Voters see the results"
          value={form.results}
          data={pollResults.map((value) => ({ value, label: resultChoices[value] }))}
          onChange={(event) => set({ results: event.currentTarget.value as PollResult })}
        />
      )}
      <NumberInput
        label="Closes by itself after (seconds)"
        description="Leave this empty to close it by hand."
        value={form.seconds ?? ''}
        error={problems.seconds}
        onChange={(value) => set({ seconds: value === '' ? null : Number(value) })}
      />
      <Checkbox
        label="Anonymous"
        description="If not, the CE staff sees who voted what; voters are told before they vote."
        checked={form.anonymous}
        onChange={(event) => set({ anonymous: event.currentTarget.checked })}
      />
      <Checkbox
        label="A vote may be changed while the poll is open"
        checked={form.mayChange}
        onChange={(event) => set({ mayChange: event.currentTarget.checked })}
      />
    </>
  )
}
