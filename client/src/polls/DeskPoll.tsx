import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Group, Text } from '@mantine/core'
import { useId, useState } from 'react'
import { Chip } from '../ui/Chip.tsx'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { durationWords } from '../words/durations.ts'
import { DeskPollButtons } from './DeskPollButtons.tsx'
import { PollAnswers } from './PollAnswers.tsx'
import { PollCountdown } from './PollCountdown.tsx'
import { PollResults } from './PollResults.tsx'
import { directing, refusalWords, usePollCommand } from './pollDirecting.ts'
import type { Polls } from './pollsClient.ts'
import { kindWords } from './pollWords.ts'

interface DeskPollProps {
  polls: Polls
  poll: Poll
  /** Once the session has ended, nothing is opened or shown. */
  hasEnded: boolean
  /** The keys act on it. */
  isChosen: boolean
  onChoose: () => void
  onEdit: () => void
}

/** One poll on the moderators' desk. */
export function DeskPoll({ polls, poll, hasEnded, isChosen, onChoose, onEdit }: DeskPollProps) {
  const { busy, refusal, run } = usePollCommand(polls)
  const [isAsking, setAsking] = useState(false)
  const promptId = useId()
  const { open, close, setOnStage, delete: remove } = directing(polls)
  const { status, onStage, closesAt } = poll
  const perform = (command: () => Promise<unknown>) => () => {
    onChoose()
    void run(command)
  }
  const onOpen = status === 'draft' && !hasEnded ? perform(() => open(poll)) : undefined
  const onClose = status === 'open' ? perform(() => close(poll)) : undefined
  const onStageChange =
    status !== 'draft' && !hasEnded ? perform(() => setOnStage(poll, !onStage)) : undefined
  useShortcuts(
    isChosen
      ? [
          { key: 'o', does: 'open or close the poll', run: () => (onOpen ?? onClose)?.() },
          { key: 't', does: 'show the poll on stage, or take it off', run: () => onStageChange?.() },
        ]
      : [],
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- focus chooses it
    <article
      className="poll desk-poll"
      tabIndex={-1}
      data-poll={poll.id}
      data-chosen={isChosen}
      aria-labelledby={promptId}
      onFocus={onChoose}
    >
      <Group justify="space-between" gap={4}>
        <Text size="xs" c="gray.7">
          {facts(poll)}
        </Text>
        {onStage && <Chip tone="accent">On stage</Chip>}
      </Group>
      <Text component="h4" fw={600} id={promptId} dir="auto">
        {poll.prompt}
      </Text>
      {status === 'open' && closesAt !== null && <PollCountdown closesAt={closesAt} />}
      {status !== 'draft' && <PollResults poll={poll} />}
      {status !== 'draft' && poll.kind === 'text' && <PollAnswers polls={polls} poll={poll} />}
      <Refusal refusal={refusal && refusalWords(refusal)} size="sm" />
      <DeskPollButtons
        polls={polls}
        poll={poll}
        busy={busy}
        isChosen={isChosen}
        promptId={promptId}
        onOpen={onOpen}
        onClose={onClose}
        onStageChange={onStageChange}
        onEdit={status === 'draft' && !hasEnded ? onEdit : undefined}
        onDelete={status === 'draft' ? () => setAsking(true) : undefined}
      />
      {status === 'draft' && (
        <Dialog opened={isAsking} onClose={() => setAsking(false)} title="Delete this draft?">
          <Text mb="md">
            “<bdi>{poll.prompt}</bdi>” is deleted for all moderators. Nobody has voted on it.
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
    </article>
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
