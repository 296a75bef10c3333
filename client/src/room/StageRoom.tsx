import type { SessionView } from '@lectern/shared/program'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { RoomCredit } from '../attendance/RoomCredit.tsx'
import { useBeat } from '../attendance/useBeat.ts'
import { useNow } from '../live/useConnection.ts'
import { BlockedSound } from '../stage/BlockedSound.tsx'
import { StageSound } from '../stage/StageSound.tsx'
import type { StageMedia } from '../stage/stageMedia.ts'
import { usePlaying } from '../stage/usePlaying.ts'
import { useWakeLock } from '../stage/useWakeLock.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { useHeader } from '../ui/headerKind.ts'
import { Night } from '../ui/Night.tsx'
import { RoomHead } from './RoomHead.tsx'
import { PanelSkeleton, RoomPanel } from './RoomPanel.tsx'
import { ControlsSkeleton, LeaveButton, StageControls } from './StageControls.tsx'
import { OnStage, Picture } from './StagePicture.tsx'

/** How long (ms) the rest of the room waits for the first picture. */
const pictureFirstMs = 700

/** True once the picture is there, or none is expected soon: the rest is drawn then. */
function usePictureFirst(): [boolean, () => void] {
  const [isThere, setThere] = useState(false)
  const onPicture = useCallback(() => setThere(true), [])
  useEffect(() => {
    const timer = setTimeout(onPicture, pictureFirstMs)
    return () => clearTimeout(timer)
  }, [onPicture])
  return [isThere, onPicture]
}

/** While the session runs: the picture, its controls, and the panel beside it. */
export function StageRoom({ view, media }: { view: SessionView; media: StageMedia }) {
  const { session, state } = view
  // Drawn again with every second and every state of the media: what stands in the stage's element finds it
  // then.
  const { phase, problem } = useStore(media.store)
  const now = useNow()
  const stage = useRef<HTMLDivElement>(null)
  const [folded, setFolded] = useState(false)
  const [sound, setSound] = useState({ muted: false, volume: 1 })
  const [blocked, setBlocked] = useState(false)
  const [isPictureThere, onPicture] = usePictureFirst()
  const isAccredited = session.activityId !== undefined
  const playing = useBeat(media, isAccredited, sound)
  const shown = usePlaying(media)
  useHeader('room')
  useWakeLock(shown.picture || shown.sound)
  const isBreak = state.phase === 'paused'

  return (
    <div className="room" data-folded={folded}>
      <Night className="room-head">
        <RoomHead view={view} media={media} now={now} />
      </Night>
      <Night className="room-picture" role="region" aria-label="Stage">
        {blocked && <BlockedSound onAllowed={() => setBlocked(false)} />}
        <Picture {...{ view, media, phase, problem, stage, onPicture }} />
        {isPictureThere && <OnStage sessionId={session.id} stage={stage} isBreak={isBreak} />}
        <Part name="The sound">
          <StageSound
            media={media}
            muted={sound.muted || isBreak}
            volume={sound.volume}
            onBlocked={setBlocked}
          />
        </Part>
        <div className="room-controls">
          {isPictureThere ? (
            <Part name="The control bar">
              <StageControls
                sessionId={session.id}
                sound={sound}
                onSound={setSound}
                stage={stage}
                folded={folded}
                onFold={setFolded}
              />
            </Part>
          ) : (
            <ControlsSkeleton />
          )}
          <LeaveButton />
        </div>
      </Night>
      {!folded && (
        <aside className="room-panel" aria-label="Beside the stage">
          {isPictureThere ? <RoomPanel view={view} /> : <PanelSkeleton />}
        </aside>
      )}
      {isAccredited && (
        <Night className="room-credit">
          {isPictureThere && (
            <Part name="Your credit count">
              <RoomCredit view={view} media={media} playing={playing} />
            </Part>
          )}
        </Night>
      )}
    </div>
  )
}
