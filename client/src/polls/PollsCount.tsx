import './polls.css'
import type { SessionView } from '@lectern/shared/program'
import { Badge, VisuallyHidden } from '@mantine/core'
import { useStore } from 'zustand'
import { plural } from '../words/counts.ts'
import type { Polls } from './pollsStore.ts'
import { usePolls } from './usePolls.ts'

/** How many polls wait for this person's vote; on the tab, and on the button that brings the panel back. */
export function PollsCount({ view }: { view: SessionView }) {
  const polls = usePolls(view.session.id)
  return polls ? <PollsCountOf polls={polls} /> : null
}

export function PollsCountOf({ polls }: { polls: Polls }) {
  const count = useStore(
    polls.store,
    (state) => state.polls.filter(({ status, mine }) => status === 'open' && mine === null).length,
  )
  if (count === 0) return null
  return (
    <Badge
      component="span"
      color="#8a5a00"
      size="sm"
      circle={count < 10}
      ml={4}
      className="figures poll-count"
    >
      {count}
      <VisuallyHidden>{` ${plural(count, 'poll')} to answer`}</VisuallyHidden>
    </Badge>
  )
}
