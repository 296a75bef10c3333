import './room.css'
import type { SessionView } from '@lectern/shared/program'
import { lazy, Suspense, useEffect } from 'react'
import { useParams } from 'react-router'
import { useStore } from 'zustand'
import { NewWords } from '../attendance/NewWords.tsx'
import { SessionGate } from '../program/SessionGate.tsx'
import { useSession } from '../program/useProgram.ts'
import type { StageMedia } from '../stage/stageMedia.ts'
import { useStageMedia } from '../stage/useStageMedia.ts'
import { Loading } from '../ui/Loading.tsx'
import { DisclosuresGate } from './DisclosuresGate.tsx'
import { Lobby } from './Lobby.tsx'
import { StageRoom } from './StageRoom.tsx'
import { useBefore } from './useBefore.ts'

/** How long (ms) after the room the forms of the end are loaded: a talk needs none of them. */
const endLaterMs = 15_000
const loadEnd = () => import('./EndedRoom.tsx')
/** Most sessions have no questions before them. */
const BeforeGate = lazy(() => import('./BeforeGate.tsx'))
const EndedRoom = lazy(async () => ({ default: (await loadEnd()).EndedRoom }))

/** The session room: before, during and after. */
export default function RoomPage() {
  const { sessionId = '' } = useParams()
  const session = useSession(sessionId)
  const phase = session.data?.state.phase
  const media = useStageMedia(sessionId, 'viewer', phase === 'live' || phase === 'paused')
  useEffect(() => {
    const timer = setTimeout(() => void loadEnd().catch(() => undefined), endLaterMs)
    return () => clearTimeout(timer)
  }, [])
  return <SessionGate session={session}>{(view) => <Room view={view} media={media} />}</SessionGate>
}

function Room({ view, media }: { view: SessionView; media: StageMedia | undefined }) {
  if (view.state.phase === 'scheduled') return <Lobby view={view} />
  if (view.state.phase === 'ended')
    return (
      <Suspense fallback={<Loading />}>
        <EndedRoom view={view} />
      </Suspense>
    )
  if (!media) return <Loading />
  return <LiveRoom view={view} media={media} />
}

/**
 * Joins the stage at once; it refuses people who must read the disclosures first. Questions come before the
 * picture.
 */
function LiveRoom({ view, media }: { view: SessionView; media: StageMedia }) {
  const mustRead = useStore(media.store, ({ problem }) => problem?.code === 'acknowledge_first')
  const before = useBefore(view, !mustRead)
  if (mustRead) return <DisclosuresGate view={view} onAcknowledged={() => media.retry()} />
  if (before)
    return (
      <Suspense fallback={<Loading />}>
        <BeforeGate view={view} outcomes={before} />
      </Suspense>
    )
  return (
    <>
      <StageRoom view={view} media={media} />
      {view.session.activityId !== undefined && <NewWords sessionId={view.session.id} />}
    </>
  )
}
