import type { Person } from '@lectern/shared/accounts'
import type { Program, Session, SessionView } from '@lectern/shared/program'
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCalendarPlus, IconStar, IconStarFilled } from '@tabler/icons-react'
import { urlOf } from '../live/http.ts'
import { DraftMark, KindLabel } from '../program/KindLabel.tsx'
import { SessionHours } from '../program/SessionTime.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Face } from '../ui/Face.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { creditWordsOf, standingOf, trackColour } from './agendaView.ts'
import type { CreditInAgenda } from './creditInAgenda.ts'
import { SessionButtons } from './SessionButtons.tsx'
import { SessionStanding } from './SessionStanding.tsx'

export interface SessionRowProps {
  view: SessionView
  program: Program
  tracks: readonly string[]
  me: Person
  now: number
  isKept: boolean
  onKeep: (sessionId: string) => void
  credit: CreditInAgenda
}

/** One session of a day: when, what and by whom, and what can be done. */
export function SessionRow(props: SessionRowProps) {
  const { view, program, tracks, me, now, isKept, onKeep, credit } = props
  const { session } = view
  const creditWords = creditWordsOf(view, program)
  const watches = me.roles.some((role) => role !== 'exhibitor')
  return (
    <article className="agenda-row" aria-labelledby={`title-${session.id}`}>
      <SessionHours session={session} />
      <div className="agenda-what">
        <h3 className="agenda-title" id={`title-${session.id}`} dir="auto">
          {session.title}
        </h3>
        <Speakers speakers={session.speakers} />
        <div className="agenda-facts">
          <DraftMark view={view} />
          <SessionStanding view={view} now={now} minutes={credit.minutesOf(session.id)} />
          {session.track && <Track name={session.track} colour={trackColour(tracks, session.track)} />}
          <KindLabel session={session} />
          {creditWords && <Chip>{creditWords}</Chip>}
        </div>
      </div>
      {watches && (
        <div className="agenda-icons">
          {!['ended', 'missed'].includes(standingOf(view, now)) && <AddToCalendar session={session} />}
          <IconButton
            label={isKept ? 'In my agenda' : 'Add to my agenda'}
            aria-label={`Keep in my agenda: ${session.title}`}
            aria-pressed={isKept}
            icon={isKept ? IconStarFilled : IconStar}
            color={isKept ? 'teal' : 'gray'}
            onClick={() => onKeep(session.id)}
          />
        </div>
      )}
      <div className="agenda-doors">
        <SessionButtons view={view} me={me} now={now} claimAt={credit.claimAt(session)} />
      </div>
    </article>
  )
}

const AddToCalendar = ({ session }: { session: Session }) => (
  <Tooltip label="Add to calendar">
    <ActionIcon
      component="a"
      href={urlOf('program.calendar', { params: { sessionId: session.id } })}
      download
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={`Add to calendar: ${session.title}`}
    >
      <IconCalendarPlus size={20} stroke={1.75} aria-hidden="true" />
    </ActionIcon>
  </Tooltip>
)

/** So many are named; of a panel of ten, the rest is a number. */
const namedMax = 4

function Speakers({ speakers }: { speakers: Session['speakers'] }) {
  if (speakers.length === 0) return null
  const named = speakers.length > namedMax ? speakers.slice(0, namedMax - 1) : speakers
  return (
    <ul className="agenda-speakers" aria-label="Speakers">
      {named.map(({ personId, name, credentials, picture }) => (
        <li key={personId} className="agenda-speaker">
          <Face name={name} src={picture} size={24} />
          <span dir="auto">{[name, credentials].filter(Boolean).join(', ')}</span>
        </li>
      ))}
      {named.length < speakers.length && <li>and {speakers.length - named.length} more</li>}
    </ul>
  )
}

const Track = ({ name, colour }: { name: string; colour: string }) => (
  <span className="agenda-track">
    <span className="agenda-dot" style={{ background: colour }} aria-hidden="true" />
    <span dir="auto">{name}</span>
  </span>
)
