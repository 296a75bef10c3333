import type { SessionView } from '@lectern/shared/program'
import { DraftMark, KindLabel } from '../program/KindLabel.tsx'
import { SessionTime } from '../program/SessionTime.tsx'
import { Faces } from '../ui/Face.tsx'
import type { UpNext as UpNextSessions } from './agendaView.ts'
import { SessionButtons, type SessionButtonsProps } from './SessionButtons.tsx'
import { SessionStanding } from './SessionStanding.tsx'

type Shared = Pick<SessionButtonsProps, 'me' | 'now'>

/** The first thing on the agenda: what is on now and next for this person. */
export function UpNext({ now: running, next, ...shared }: UpNextSessions & { shared: Shared }) {
  if (!running && !next) return null
  const words = [running && 'On now', next && (running ? 'next for you' : 'Next for you')].filter(Boolean)
  return (
    <section className="up-next" aria-labelledby="up-next">
      <h2 id="up-next">{words.join(' and ')}</h2>
      {running && <Entry view={running} {...shared.shared} />}
      {next && <Entry view={next} {...shared.shared} />}
    </section>
  )
}

function Entry({ view, ...shared }: Shared & { view: SessionView }) {
  const { session } = view
  const people = session.speakers.map(({ personId, name, picture }) => ({ personId, name, src: picture }))
  return (
    <div className="up-next-entry">
      <div className="agenda-what">
        <div className="agenda-facts">
          <DraftMark view={view} />
          <SessionStanding view={view} now={shared.now} />
          <SessionTime session={session} />
          <KindLabel session={session} />
        </div>
        <div className="agenda-title" dir="auto">
          {session.title}
        </div>
        {people.length > 0 && (
          <div className="up-next-people">
            <Faces people={people} size={24} />
            <span dir="auto">{people.map(({ name }) => name).join(', ')}</span>
          </div>
        )}
      </div>
      <div className="agenda-doors">
        <SessionButtons view={view} claimAt={undefined} {...shared} />
      </div>
    </div>
  )
}
