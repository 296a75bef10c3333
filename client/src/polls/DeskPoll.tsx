import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Anchor, Badge, Button, Card, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { urlOf } from '../live/http.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { durationWords } from '../words/durations.ts'
import { PollAnswers } from './PollAnswers.tsx'
import { PollCountdown } from './PollCountdown.tsx'
import { PollResults } from './PollResults.tsx'
import { directing, refusalWords, usePollCommand } from './pollDirecting.ts'
import type { Polls } from './pollsClient.ts'
import { kindWords, peopleVoted } from './pollWords.ts'

interface DeskPollProps {
  polls: Polls
  poll: Poll
  /** Once the session has ended, nothing is opened or shown. */
  hasEnded: boolean
  onEdit: () => void
}

/** One poll on the moderators' desk. */
export function DeskPoll({ polls, poll, hasEnded, onEdit }: DeskPollProps) {
  const { busy, refusal, run } = usePollCommand(polls)
  const [isAsking, setAsking] = useState(false)
  const promptId = useId()
  const { open, close, setOnStage, delete: remove } = directing(polls)
  const { status, onStage, closesAt } = poll
  const button = (label: string, run: () => void, isMain = false): ReactNode => (
    <Button
      size="compact-md"
      variant={isMain ? 'filled' : 'default'}
      {...busyButton(busy)}
      aria-describedby={promptId}
      onClick={run}
    >
      {label}
    </Button>
  )
  return (
    <Card
      withBorder
      padding="sm"
      className="poll"
      component="article"
      tabIndex={-1}
      data-poll={poll.id}
      aria-labelledby={promptId}
    >
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="gray.7">
            {facts(poll)}
          </Text>
          {onStage && <Badge color="teal">On stage</Badge>}
        </Group>
        <Text component="h4" fw={600} id={promptId} dir="auto">
          {poll.prompt}
        </Text>
        {status === 'open' && closesAt !== null && <PollCountdown closesAt={closesAt} />}
        {status !== 'draft' && <PollResults poll={poll} />}
        {status !== 'draft' && poll.kind === 'text' && <PollAnswers polls={polls} poll={poll} />}
        <Refusal refusal={refusal && refusalWords(refusal)} size="sm" />
        <Group gap="sm">
          {status === 'draft' && !hasEnded && button('Open', () => void run(() => open(poll)), true)}
          {status === 'draft' && !hasEnded && button('Edit', onEdit)}
          {status === 'draft' && button('Delete', () => setAsking(true))}
          {status === 'open' &&
            button(
              `Close · ${peopleVoted(poll.tally?.people ?? 0).toLowerCase()}`,
              () => void run(() => close(poll)),
              true,
            )}
          {status !== 'draft' &&
            !hasEnded &&
            button(
              onStage ? 'Take off the stage' : 'Show on stage',
              () => void run(() => setOnStage(poll, !onStage)),
            )}
          {status !== 'draft' && (
            <Anchor
              href={urlOf('polls.results', { params: { sessionId: polls.sessionId, pollId: poll.id } })}
              download
              size="sm"
            >
              Download as CSV
            </Anchor>
          )}
        </Group>
      </Stack>
      {status === 'draft' && (
        <Dialog opened={isAsking} onClose={() => setAsking(false)} title="Delete this draft?">
          <Text mb="md">
            “<bdi>{poll.prompt}</bdi>” is gone for all moderators. Nobody has voted on it.
          </Text>
          <DialogButtons
            cancel="Keep it"
            onCancel={() => setAsking(false)}
            confirm="Delete the draft"
            color="red"
            onConfirm={() => {
              setAsking(false)
              void run(() => remove(poll))
            }}
          />
        </Dialog>
      )}
    </Card>
  )
}

const facts = ({ kind, anonymous, status, seconds }: Poll): string =>
  [
    kindWords[kind],
    anonymous ? 'anonymous' : 'with names',
    status === 'draft' && seconds !== null && `closes after ${durationWords(seconds * 1000)}`,
  ]
    .filter(Boolean)
    .join(' · ')
