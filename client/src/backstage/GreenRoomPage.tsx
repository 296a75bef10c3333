import '../stage/stage.css'
import { AppError } from '@lectern/shared/errors'
import type { SessionView } from '@lectern/shared/program'
import { useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMe } from '../app/api.ts'
import { Failed, Problem } from '../app/Problem.tsx'
import { Loading } from '../app/Shell.tsx'
import { useSession } from '../program/useProgram.ts'
import { Backstage } from './Backstage.tsx'
import { Capture } from './capture.ts'
import { DeviceCheck } from './DeviceCheck.tsx'

/** A speaker's way to the stage: first the devices, then backstage. */
export default function GreenRoomPage() {
  const { sessionId = '' } = useParams()
  const session = useSession(sessionId)
  const me = useMe().data?.person
  const back = <Link to="/">Back to the agenda</Link>
  if (session.error instanceof AppError && session.error.code === 'not_found')
    return (
      <Problem title="There is no such session" action={back}>
        The link may be incomplete, or the session was taken off the programme.
      </Problem>
    )
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />
  if (!session.data || !me) return <Loading />
  const { speakers, moderators } = session.data.session
  if (![...speakers, ...moderators].some(({ personId }) => personId === me.id))
    return (
      <Problem title="This is the speakers’ green room" action={back}>
        You are not on the faculty of this session. If you should be, ask the organiser to add you.
      </Problem>
    )
  if (session.data.state.phase === 'ended')
    return (
      <Problem title="This session has ended" action={back}>
        Thank you for speaking. The green room is closed.
      </Problem>
    )
  return <GreenRoom view={session.data} />
}

function GreenRoom({ view }: { view: SessionView }) {
  const [capture, setCapture] = useState<Capture>()
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    const created = new Capture(navigator.mediaDevices)
    setCapture(created)
    void created.open('camera')
    void created.open('microphone')
    return () => created.close()
  }, [])
  if (!capture) return <Loading />
  if (!isReady)
    return <DeviceCheck title={view.session.title} capture={capture} onReady={() => setReady(true)} />
  return <Backstage view={view} capture={capture} />
}
