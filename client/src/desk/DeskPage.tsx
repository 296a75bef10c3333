import { useParams } from 'react-router'
import { useMe } from '../live/me.ts'
import { SessionGate } from '../program/SessionGate.tsx'
import { useSession } from '../program/useProgram.ts'
import { backToAgenda, Problem } from '../ui/Problem.tsx'
import { useLost } from '../ui/useLost.ts'
import { Desk } from './Desk.tsx'

/** The moderator's desk. */
export default function DeskPage() {
  const { sessionId = '' } = useParams()
  const session = useSession(sessionId)
  const me = useMe().data?.person
  const isDesk =
    me !== undefined &&
    (me.roles.includes('organiser') ||
      (me.roles.includes('moderator') &&
        session.data?.session.moderators.some(({ personId }) => personId === me.id) === true))
  const isLost = useLost(isDesk)
  return (
    <SessionGate session={session}>
      {(view) =>
        isDesk ? (
          <Desk view={view} />
        ) : isLost ? (
          <Problem title="You no longer moderate this session" action={backToAgenda}>
            The organiser has changed who moderates. What you have done here stands; the session goes on
            without this desk.
          </Problem>
        ) : (
          <Problem title="This is the moderators’ desk" action={backToAgenda}>
            You are not a moderator of this session. If you should be, ask the organiser to add you.
          </Problem>
        )
      }
    </SessionGate>
  )
}
