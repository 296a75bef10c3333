import './polls.css'
import { Button, Card, Group, Title } from '@mantine/core'
import { useStore } from 'zustand'
import { PollItem } from './PollItem.tsx'
import { usePolls } from './pollsClient.ts'

/** A newly opened poll, over the panel and not over the picture; it can be answered or put aside. */
export function PollCard({ sessionId }: { sessionId: string }) {
  const polls = usePolls(sessionId)
  const poll = useStore(polls.store, (state) => state.polls.find(({ id }) => id === state.cards[0]))
  const panelShown = useStore(polls.store, (state) => state.panelShown)
  if (!poll || panelShown) return null
  const needsYou = poll.status === 'open' && poll.mine === null
  return (
    <Card
      withBorder
      component="section"
      aria-label="New poll"
      padding="md"
      mb="md"
      {...(needsYou && { className: 'poll-card' })}
    >
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={2} size="h3">
          {needsYou ? 'New poll' : 'Poll'}
        </Title>
        <Button variant="subtle" size="compact-sm" onClick={() => polls.putAside(poll.id)}>
          {needsYou ? 'Not now' : 'Close'}
        </Button>
      </Group>
      <PollItem key={poll.id} polls={polls} poll={poll} />
    </Card>
  )
}
