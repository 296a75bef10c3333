import type { Poll } from '@lectern/shared/polls'
import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { LoadFailed } from '../ui/Notice.tsx'
import { PollItem } from './PollItem.tsx'
import { type Polls, usePolls } from './pollsClient.ts'
import { sorted } from './pollWords.ts'

export function PollsLoading() {
  return (
    <Stack gap="sm" role="status" aria-label="Loading the polls">
      <Skeleton h={20} w="80%" />
      <Skeleton h={36} />
      <Skeleton h={36} />
    </Stack>
  )
}

export function PollsFailed({ polls }: { polls: Polls }) {
  const problem = useStore(polls.store, (state) => state.problem)
  return (
    <LoadFailed
      title="The polls could not be loaded"
      message={problem?.message}
      retry={() => void polls.reload()}
    />
  )
}

/** The tab "Polls" beside the picture. */
export function PollsPanel({ sessionId }: { sessionId: string }) {
  const polls = usePolls(sessionId)
  const status = useStore(polls.store, (state) => state.status)
  const { open, closed } = sorted(useStore(polls.store, (state) => state.polls))
  useEffect(() => {
    polls.setPanelShown(true)
    return () => polls.setPanelShown(false)
  }, [polls])
  if (status === 'failed') return <PollsFailed polls={polls} />
  if (status === 'loading') return <PollsLoading />
  if (open.length + closed.length === 0)
    return <Text>No polls yet. When the moderator opens one, it appears here and you can vote.</Text>
  return (
    <Stack gap="lg">
      <PollGroup title="Open now" polls={polls} items={open} />
      <PollGroup title="Closed" polls={polls} items={closed} />
    </Stack>
  )
}

function PollGroup({ title, polls, items }: { title: string; polls: Polls; items: Poll[] }) {
  if (items.length === 0) return null
  return (
    <section aria-label={`${title}: polls`}>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      <Stack gap="lg">
        {items.map((poll) => (
          <PollItem key={poll.id} polls={polls} poll={poll} />
        ))}
      </Stack>
    </section>
  )
}
