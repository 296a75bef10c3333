import type { Person } from '@lectern/shared/accounts'
import type { SessionView } from '@lectern/shared/program'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { deskOpensMs, isRunning, partOf } from './agendaView.ts'
import { JoinLink } from './JoinLink.tsx'

export interface SessionButtonsProps {
  view: SessionView
  me: Person
  now: number
  /** Where its credit can be claimed now. */
  claimAt: string | undefined
}

/** The ways in that this person has, the one they need now first. */
export function SessionButtons({ view, me, now, claimAt }: SessionButtonsProps) {
  const { session, state } = view
  if (me.roles.every((role) => role === 'exhibitor')) return null
  const { speaks, directs } = partOf(view, me)
  const isOver = state.phase === 'ended'
  const needsThem = isRunning(view) || Math.abs(session.startsAt - now) <= deskOpensMs
  const work = [
    ...(directs ? [{ to: 'desk', words: 'Open desk' }] : []),
    ...(speaks ? [{ to: 'green-room', words: 'Green room' }] : []),
  ].filter(() => !isOver)
  return (
    <>
      {work.map(({ to, words }, i) => (
        <Button
          key={to}
          component={Link}
          to={`/sessions/${session.id}/${to}`}
          variant={needsThem && i === 0 ? 'filled' : 'default'}
          aria-label={`${words}: ${session.title}`}
        >
          {words}
        </Button>
      ))}
      {claimAt && (
        <Button component={Link} to={claimAt} aria-label={`Claim: ${session.title}`}>
          Claim
        </Button>
      )}
      <JoinLink view={view} isFirst={work.length === 0} />
    </>
  )
}
