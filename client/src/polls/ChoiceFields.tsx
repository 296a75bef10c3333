import { openTextMax } from '@lectern/shared/limits'
import type { Poll, PollChoice } from '@lectern/shared/polls'
import { Checkbox, Fieldset, Text, Textarea } from '@mantine/core'
import { useId } from 'react'
import { PollPrompt } from './PollPrompt.tsx'

interface ChoiceFieldsProps {
  poll: Poll
  choice: PollChoice
  onChange: (choice: PollChoice) => void
  /** Why the vote was not sent. */
  problem: string | undefined
}

const text = (value: string): PollChoice => ({ options: [], text: value })
const options = (ids: string[]): PollChoice => ({ options: ids, text: '' })

/** Ticks for several answers, or a field for an open text; the question is their legend. */
export function ChoiceFields(props: ChoiceFieldsProps) {
  const { poll, problem } = props
  const problemId = useId()
  if (poll.kind === 'text') return <OpenText {...props} />
  return (
    <Fieldset
      variant="unstyled"
      legend={<PollPrompt>{poll.prompt}</PollPrompt>}
      {...(problem && { 'aria-describedby': problemId })}
    >
      <Ticks {...props} />
      {problem && (
        <Text id={problemId} role="alert" size="sm" c="red" mt="sm">
          {problem}
        </Text>
      )}
    </Fieldset>
  )
}

function Ticks({ poll, choice, onChange }: ChoiceFieldsProps) {
  const isTicked = (id: string) => choice.options.includes(id)
  return (
    <div className="poll-bars">
      <Text size="sm">Select all that apply.</Text>
      {poll.options.map(({ id, text }) => (
        <Checkbox
          key={id}
          className="poll-tick"
          label={<bdi>{text}</bdi>}
          checked={isTicked(id)}
          onChange={() =>
            onChange(
              options(isTicked(id) ? choice.options.filter((each) => each !== id) : [...choice.options, id]),
            )
          }
        />
      ))}
    </div>
  )
}

function OpenText({ poll, choice, onChange, problem }: ChoiceFieldsProps) {
  const length = choice.text.trim().length
  return (
    <>
      <PollPrompt>{poll.prompt}</PollPrompt>
      <Textarea
        label="Your answer"
        description="No patient data: write nothing that could identify a patient."
        autosize
        minRows={3}
        value={choice.text}
        onChange={(event) => onChange(text(event.currentTarget.value))}
        error={problem && <span role="alert">{problem}</span>}
      />
      <Text size="sm" className="figures" mt={4}>
        {length} of {openTextMax} characters
      </Text>
    </>
  )
}
