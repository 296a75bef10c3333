import type { SessionView } from '@lectern/shared/program'
import { Chip } from '../ui/Chip.tsx'
import { relative } from '../words/times.ts'
import { standingOf } from './agendaView.ts'

interface SessionStandingProps {
  view: SessionView
  now: number
  /** "44 / 46 min", where it is known what counted for this person. */
  minutes?: string | undefined
}

/** Where a session stands, if that is not what its time already says. */
export function SessionStanding({ view, now, minutes }: SessionStandingProps) {
  switch (standingOf(view, now)) {
    case 'live':
      return <Chip tone="live">Live</Chip>
    case 'break':
      return <Chip tone="amber">Break</Chip>
    case 'late':
      return <Chip tone="amber">Starting late</Chip>
    case 'missed':
      return <Chip>Not started</Chip>
    case 'soon':
      return <Chip tone="accent">Starts {relative(view.session.startsAt, now)}</Chip>
    case 'ended':
      return <Chip tone="done">{minutes ? `Ended · ${minutes}` : 'Ended'}</Chip>
    default:
      return null
  }
}
