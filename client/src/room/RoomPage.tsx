import './room.css'
import type { SessionView } from '@lectern/shared/program'
import { useParams } from 'react-router'
import { useStore } from 'zustand'
import { NewWords } from '../attendance/NewWords.tsx'
import { SessionGate } from '../program/SessionGate.tsx'
import { useSession } from '../program/useProgram.ts'
import type { StageMedia } from '../stage/stageMedia.ts'
import { useStageMedia } from '../stage/useStageMedia.ts'
import { Loading } from '../ui/Loading.tsx'
import { DisclosuresGate } from './DisclosuresGate.tsx'
import { EndedRoom } from './EndedRoom.tsx'
import { Lobby } from './Lobby.tsx'
import { StageRoom } from './StageRoom.tsx'

/** The session room: before, during and after. */
export default function RoomPage() {
  const { sessionId = '' } = useParams()
  const session = useSession(sessionId)
  const phase = session.data?.state.phase
  const media = useStageMedia(sessionId, 'viewer', phase === 'live' || phase === 'paused')
  return <SessionGate session={session}>{(view) => <Room view={view} media={media} />}</SessionGate>
}

function Room({ view, media }: { view: SessionView; media: StageMedia | undefined }) {
  if (view.state.phase === 'scheduled') return <Lobby view={view} />
  if (view.state.phase === 'ended') return <EndedRoom view={view} />
  if (!media) return <Loading />
  return <LiveRoom view={view} media={media} />
}

/** Joins the stage at once; it refuses people who must read the disclosures first. */
function LiveRoom({ view, media }: { view: SessionView; media: StageMedia }) {
  const mustRead = useStore(media.store, ({ problem }) => problem?.code === 'acknowledge_first')
  return mustRead ? (
    <DisclosuresGate view={view} onAcknowledged={() => media.retry()} />
  ) : (
    <>
      <StageRoom view={view} media={media} />
      {view.session.activityId !== undefined && <NewWords sessionId={view.session.id} />}
    </>
  )
}
