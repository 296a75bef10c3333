import './polls.css'
import { Badge, VisuallyHidden } from '@mantine/core'
import { useStore } from 'zustand'
import { plural } from '../words/counts.ts'
import { usePolls } from './pollsClient.ts'

/** Number of polls that wait for this person's vote; on the tab, and on the button that reopens the panel. */
export function PollsCount({ sessionId }: { sessionId: string }) {
  const polls = usePolls(sessionId)
  const count = useStore(
    polls.store,
    (state) => state.polls.filter(({ status, mine }) => status === 'open' && mine === null).length,
  )
  if (count === 0) return null
  return (
    <Badge component="span" color="amber" size="sm" circle={count < 10} ml={4} className="figures poll-count">
      {count}
      <VisuallyHidden>{` ${plural(count, 'poll')} to answer`}</VisuallyHidden>
    </Badge>
  )
}
