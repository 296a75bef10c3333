import './room.css'
import { AppError } from '@lectern/shared/errors'
import type { SessionView } from '@lectern/shared/program'
import { Link, useParams } from 'react-router'
import { Failed, Problem } from '../app/Problem.tsx'
import { Loading } from '../app/Shell.tsx'
import { useSession } from '../program/useProgram.ts'
import { useStageMedia } from '../stage/useStageMedia.ts'
import { EndedRoom, Lobby } from './RoomStates.tsx'
import { StageRoom } from './StageRoom.tsx'

/** The session room: before, during and after. */
export default function RoomPage() {
  const { sessionId = '' } = useParams()
  const session = useSession(sessionId)
  // While the session is being looked up the stage is joined already: the picture is first.
  const phase = session.data?.state.phase
  const media = useStageMedia(sessionId, 'viewer', phase === 'live' || phase === 'paused')
  if (session.error instanceof AppError && session.error.code === 'not_found')
    return (
      <Problem title="There is no such session" action={<Link to="/">Back to the agenda</Link>}>
        The link may be incomplete, or the session was taken off the programme.
      </Problem>
    )
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />
  if (!session.data) return <Loading />
  return <Room view={session.data} media={media} />
}

function Room({ view, media }: { view: SessionView; media: ReturnType<typeof useStageMedia> }) {
  if (view.state.phase === 'scheduled') return <Lobby view={view} />
  if (view.state.phase === 'ended') return <EndedRoom view={view} />
  if (!media) return <Loading />
  return <StageRoom view={view} media={media} />
}
