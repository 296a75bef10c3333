import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Group, Text } from '@mantine/core'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { scrollable } from '../ui/scrollable.ts'
import { PollCountdown } from './PollCountdown.tsx'
import { PollResults } from './PollResults.tsx'
import { usePolls } from './pollsClient.ts'
import { sorted } from './pollWords.ts'

/** As viewers may see it: a moderator's page knows more, and others may see its screen. */
function asOnStage(poll: Poll): Poll {
  const { status, results, mine, tally, correct } = poll
  const isClosed = status === 'closed'
  const isShown = isClosed || results === 'live' || (results === 'voted' && mine !== null)
  return { ...poll, tally: isShown ? tally : null, correct: isClosed ? correct : null }
}

interface PollOnStageProps {
  sessionId: string
  /** The stage's element, below whose pictures the poll stands; without one it stands in the page. */
  stage?: RefObject<HTMLElement | null>
}

/** The poll shown to everyone. */
export function PollOnStage({ sessionId, stage }: PollOnStageProps) {
  // Inside the stage's element it also shows in full screen; after a failure that may be a new element.
  const [host, setHost] = useState<HTMLElement | null>(null)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- a ref changes silently; the same element ends it
  useLayoutEffect(() => setHost(stage?.current ?? null))
  if (!stage) return <ShownPoll sessionId={sessionId} />
  return host && createPortal(<ShownPoll sessionId={sessionId} />, host)
}

function ShownPoll({ sessionId }: { sessionId: string }) {
  const polls = usePolls(sessionId)
  const { open, closed } = sorted(useStore(polls.store, (state) => state.polls))
  const known = [...open, ...closed].find(({ onStage }) => onStage)
  if (!known) return null
  const poll = asOnStage(known)
  const isOpen = poll.status === 'open'
  return (
    <section className="poll poll-on-stage" aria-label="Poll on stage" {...scrollable}>
      <Group justify="space-between" gap="sm">
        <Text fw={600} dir="auto">
          {poll.prompt}
        </Text>
        {isOpen && poll.closesAt !== null && <PollCountdown closesAt={poll.closesAt} />}
      </Group>
      {poll.tally ? (
        <PollResults poll={poll} />
      ) : (
        <Text size="sm">{isOpen ? 'Voting is open.' : 'Voting is closed.'}</Text>
      )}
    </section>
  )
}
