import type { Poll } from '@lectern/shared/polls'
import { Fieldset, Stack, Text } from '@mantine/core'
import { useStore } from 'zustand'
import { Refusal } from '../ui/Refusal.tsx'
import { PollBars, PollScale } from './PollBars.tsx'
import { PollFacts, PollPrompt } from './PollPrompt.tsx'
import type { Polls } from './pollsClient.ts'

interface PollChoicesProps {
  polls: Polls
  poll: Poll
  onVote: () => void
}

/** One answer of several: one press votes, and where the poll allows it, another press changes the vote. */
export function PollChoices({ polls, poll, onVote }: PollChoicesProps) {
  const choice = useStore(polls.store, ({ choices }) => choices[poll.id])
  const refusal = useStore(polls.store, ({ problems }) => problems[poll.id])
  const isVoting = useStore(polls.store, ({ voting }) => voting.includes(poll.id))
  const pressed = choice?.options[0]
  const vote = (optionId: string) => {
    if (isVoting || poll.mine?.options.includes(optionId)) return
    polls.choose(poll.id, { options: [optionId], text: '' })
    onVote()
    void polls.vote(poll.id)
  }
  const Answers = poll.kind === 'rating' ? PollScale : PollBars
  return (
    <Stack gap="sm">
      <Fieldset variant="unstyled" legend={<PollPrompt>{poll.prompt}</PollPrompt>}>
        <Answers poll={poll} onPress={vote} pressed={pressed} isBusy={isVoting} />
      </Fieldset>
      <Refusal refusal={refusal} kept="Your answer was not counted: select it again." size="sm" />
      {pressed !== undefined && !isVoting && !refusal && (
        <Text size="sm">Your answer was not sent yet: select it again.</Text>
      )}
      <PollFacts poll={poll} />
    </Stack>
  )
}
