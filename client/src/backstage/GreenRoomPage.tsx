import '../stage/stage.css'
import type { Person } from '@lectern/shared/accounts'
import type { SessionView } from '@lectern/shared/program'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useMe } from '../live/me.ts'
import { SessionGate } from '../program/SessionGate.tsx'
import { useSession } from '../program/useProgram.ts'
import { useCapture } from '../stage/devices/useCapture.ts'
import { Loading } from '../ui/Loading.tsx'
import { backToAgenda, Problem } from '../ui/Problem.tsx'
import { useLost } from '../ui/useLost.ts'
import { Backstage } from './Backstage.tsx'
import { DeviceCheck } from './DeviceCheck.tsx'

const isFacultyOf = ({ session }: SessionView, { id, roles }: Person): boolean =>
  (roles.includes('speaker') && session.speakers.some(({ personId }) => personId === id)) ||
  (roles.includes('moderator') && session.moderators.some(({ personId }) => personId === id))

/** A speaker's way to the stage: first the devices, then backstage. */
export default function GreenRoomPage() {
  const { sessionId = '' } = useParams()
  const session = useSession(sessionId)
  const me = useMe().data?.person
  const isFaculty = me !== undefined && session.data !== undefined && isFacultyOf(session.data, me)
  const isLost = useLost(isFaculty)
  return (
    <SessionGate session={session}>
      {(view) => {
        if (isLost)
          return (
            <Problem title="You are no longer on the faculty of this session" action={backToAgenda}>
              The organiser has changed who speaks. Your camera and microphone are off: no one sees or hears
              you.
            </Problem>
          )
        if (!isFaculty)
          return (
            <Problem title="This is the speakers’ green room" action={backToAgenda}>
              You are not on the faculty of this session. If you should be, ask the organiser to add you.
            </Problem>
          )
        if (view.state.phase === 'ended')
          return (
            <Problem title="This session has ended" action={backToAgenda}>
              Thank you for speaking. The green room is closed.
            </Problem>
          )
        return <GreenRoom view={view} personId={me.id} />
      }}
    </SessionGate>
  )
}

function GreenRoom({ view, personId }: { view: SessionView; personId: string }) {
  const capture = useCapture()
  const [isReady, setReady] = useState(false)
  if (!capture) return <Loading />
  if (!isReady)
    return <DeviceCheck view={view} personId={personId} capture={capture} onReady={() => setReady(true)} />
  return <Backstage view={view} capture={capture} />
}
