import type { Person } from '@lectern/shared/accounts'
import type { SessionView } from '@lectern/shared/program'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { crewPages } from '../program/crewPages.ts'
import { deskOpensMs, isRunning } from './agendaView.ts'
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
  const { session } = view
  if (me.roles.every((role) => role === 'exhibitor')) return null
  const needsThem = isRunning(view) || Math.abs(session.startsAt - now) <= deskOpensMs
  const work = crewPages(view, me)
  return (
    <>
      {work.map(({ to, words }, i) => (
        <Button
          key={to}
          component={Link}
          to={to}
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
