import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Button, CloseButton, Text } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useEffectEvent, useLayoutEffect } from 'react'
import { useStore } from 'zustand'
import { PollCountdown } from './PollCountdown.tsx'
import { usePolls } from './pollsClient.ts'
import type { PollsState } from './pollsState.ts'

interface PollBarProps {
  sessionId: string
  /** The person is doing something in the panel, such as writing a question. */
  isPanelBusy: () => boolean
  /** Shows the polls. */
  onOpen: () => void
}

/** The newest poll that waits for this person's vote and was not put aside. */
const waiting = ({ polls, cards }: PollsState): Poll | undefined =>
  cards
    .map((pollId) => polls.find(({ id }) => id === pollId))
    .find((poll) => poll?.status === 'open' && poll.mine === null)

/**
 * A new poll opens the polls by itself, so that one press votes. While the person is busy in the panel, it is
 * one line above the tabs instead, and can be put aside.
 */
export function PollBar({ sessionId, isPanelBusy, onOpen }: PollBarProps) {
  const polls = usePolls(sessionId)
  const panelShown = useStore(polls.store, (state) => state.panelShown)
  const poll = useStore(polls.store, waiting)
  const pollId = poll?.id
  const openUnlessBusy = useEffectEvent(() => {
    if (!panelShown && !isPanelBusy()) onOpen()
  })
  // Before it is painted, so that the line does not flash.
  useLayoutEffect(() => {
    if (pollId) openUnlessBusy()
  }, [pollId])
  if (!poll || panelShown) return null
  return (
    <section className="poll-new" aria-label="New poll">
      <IconChartBar size={20} stroke={1.75} aria-hidden="true" style={{ flex: 'none' }} />
      <Text size="sm" truncate dir="auto">
        <strong>New poll</strong> · {poll.prompt}
      </Text>
      {poll.closesAt !== null && <PollCountdown closesAt={poll.closesAt} />}
      <Button size="compact-sm" style={{ flex: 'none' }} onClick={onOpen}>
        Answer
      </Button>
      <CloseButton size="sm" aria-label="Not now" onClick={() => polls.putAside(poll.id)} />
    </section>
  )
}
