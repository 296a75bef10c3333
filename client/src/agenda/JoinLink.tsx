import type { SessionView } from '@lectern/shared/program'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { isRunning } from './agendaView.ts'
import { useEarlyStage } from './earlyStage.ts'

interface JoinLinkProps {
  view: SessionView
  /** The first button of its row. */
  isFirst: boolean
}

/** Into the session's room: a running one is joined while the page still changes. */
export function JoinLink({ view, isFirst }: JoinLinkProps) {
  const { session, state } = view
  const earlyStage = useEarlyStage(view)
  const words = isRunning(view) ? 'Join' : 'Details'
  return (
    <Button
      component={Link}
      to={`/sessions/${session.id}`}
      {...earlyStage}
      variant={state.phase === 'live' && isFirst ? 'filled' : 'default'}
      aria-label={`${words}: ${session.title}`}
    >
      {words}
    </Button>
  )
}
