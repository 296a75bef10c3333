import { openTextMax } from '@lectern/shared/limits'
import type { Poll, PollChoice } from '@lectern/shared/polls'
import { Checkbox, Fieldset, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { answersOf } from './pollWords.ts'

interface ChoiceFieldsProps {
  poll: Poll
  choice: PollChoice
  onChange: (choice: PollChoice) => void
  /** Why the vote was not sent. */
  problem: string | undefined
}

const text = (value: string): PollChoice => ({ options: [], text: value })
const options = (ids: string[]): PollChoice => ({ options: ids, text: '' })

/** The inputs for a vote, by kind of poll; the question is their legend. */
export function ChoiceFields(props: ChoiceFieldsProps) {
  const { poll, problem } = props
  const problemId = useId()
  if (poll.kind === 'text') return <OpenText {...props} />
  const Answers = poll.kind === 'multiple' ? Ticks : Choices
  return (
    <Fieldset
      variant="unstyled"
      legend={<Prompt>{poll.prompt}</Prompt>}
      {...(problem && { 'aria-describedby': problemId })}
    >
      <Answers {...props} />
      {problem && (
        <Text id={problemId} role="alert" size="sm" c="red" mt="sm">
          {problem}
        </Text>
      )}
    </Fieldset>
  )
}

function Prompt({ children }: { children: ReactNode }) {
  return (
    <Text component="h3" fw={600} mb="sm" dir="auto">
      {children}
    </Text>
  )
}

/** Words for the ends of a rating. */
function endWords(poll: Poll, value: number): string {
  if (poll.kind !== 'rating') return ''
  return value === 1 ? ' (lowest)' : value === poll.scale ? ' (highest)' : ''
}

function Choices({ poll, choice, onChange }: ChoiceFieldsProps) {
  const name = useId()
  const radios = answersOf(poll).map((answer, index) => (
    <Radio
      key={answer.id}
      name={name}
      value={answer.id}
      label={`${answer.text}${endWords(poll, index + 1)}`}
      checked={choice.options.includes(answer.id)}
      onChange={() => onChange(options([answer.id]))}
    />
  ))
  return poll.kind === 'rating' ? (
    <div className="poll-scale">{radios}</div>
  ) : (
    <Stack gap="sm">{radios}</Stack>
  )
}

function Ticks({ poll, choice, onChange }: ChoiceFieldsProps) {
  const isTicked = (id: string) => choice.options.includes(id)
  return (
    <Stack gap="sm">
      <Text size="sm">Choose all that apply.</Text>
      {poll.options.map(({ id, text }) => (
        <Checkbox
          key={id}
          label={<bdi>{text}</bdi>}
          checked={isTicked(id)}
          onChange={() =>
            onChange(
              options(isTicked(id) ? choice.options.filter((each) => each !== id) : [...choice.options, id]),
            )
          }
        />
      ))}
    </Stack>
  )
}

function OpenText({ poll, choice, onChange, problem }: ChoiceFieldsProps) {
  const length = choice.text.trim().length
  return (
    <>
      <Prompt>{poll.prompt}</Prompt>
      <Textarea
        label="Your answer"
        description="Write nothing that could identify a patient."
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
