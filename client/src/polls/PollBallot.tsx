import { openTextMax } from '@lectern/shared/limits'
import type { Poll, PollChoice } from '@lectern/shared/polls'
import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { ChoiceFields } from './ChoiceFields.tsx'
import { PollFacts } from './PollPrompt.tsx'
import type { Polls } from './pollsClient.ts'

const nothing: PollChoice = { options: [], text: '' }

function missing({ kind }: Poll, { options, text }: PollChoice): string | undefined {
  if (kind !== 'text') return options.length === 0 ? 'Choose an answer first.' : undefined
  const length = text.trim().length
  if (length === 0) return 'Write an answer first.'
  return length > openTextMax
    ? `The answer is ${length - openTextMax} characters too long. Shorten it and vote again.`
    : undefined
}

/**
 * The form for several answers or an open text, to vote or change one's vote. A choice stays until the server
 * has accepted it.
 */
export function PollBallot({ polls, poll, onVote }: { polls: Polls; poll: Poll; onVote: () => void }) {
  const choice = useStore(polls.store, ({ choices }) => choices[poll.id]) ?? nothing
  const refusal = useStore(polls.store, ({ problems }) => problems[poll.id])
  const isVoting = useStore(polls.store, ({ voting }) => voting.includes(poll.id))
  const [problem, setProblem] = useState<string>()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = missing(poll, choice)
        setProblem(found)
        if (found) return
        onVote()
        void polls.vote(poll.id)
      }}
    >
      <Stack gap="sm">
        <ChoiceFields
          poll={poll}
          choice={choice}
          problem={problem}
          onChange={(changed) => {
            setProblem(undefined)
            polls.choose(poll.id, changed)
          }}
        />
        <PollFacts poll={poll} />
        <Refusal refusal={refusal} kept="Your answer is kept here." size="sm" />
        <Group gap="sm">
          <Button type="submit" {...busyButton(isVoting)}>
            {isVoting ? 'Sending…' : poll.mine ? 'Save the change' : 'Vote'}
          </Button>
          {poll.mine && (
            <Button variant="default" onClick={() => polls.keepVote(poll.id)}>
              Keep my vote
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
