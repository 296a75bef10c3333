import type { SessionView } from '@lectern/shared/program'
import { Button, Tabs, Text } from '@mantine/core'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { RoomCredit } from '../attendance/RoomCredit.tsx'
import { useBeat } from '../attendance/useBeat.ts'
import { useNow } from '../live/useConnection.ts'
import { PollCard } from '../polls/PollCard.tsx'
import { PollNews } from '../polls/PollNews.tsx'
import { PollOnStage } from '../polls/PollOnStage.tsx'
import { PollsCount } from '../polls/PollsCount.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { PinnedQuestion } from '../questions/PinnedQuestion.tsx'
import { BlockedSound } from '../stage/BlockedSound.tsx'
import { BreakStage } from '../stage/BreakStage.tsx'
import { QualityMeter } from '../stage/QualityMeter.tsx'
import { StageSound } from '../stage/StageSound.tsx'
import { StageView } from '../stage/StageView.tsx'
import type { StageMedia } from '../stage/stageMedia.ts'
import type { StageClientState } from '../stage/stageStore.ts'
import { usePlaying } from '../stage/usePlaying.ts'
import { useWakeLock } from '../stage/useWakeLock.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { useHeader } from '../ui/headerKind.ts'
import { usePageHeading } from '../ui/PageHeading.tsx'
import { stopwatch } from '../words/durations.ts'
import { panels } from './panels.tsx'
import { StageControls } from './StageControls.tsx'

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
export function StageRoom({ view, media }: StageRoomProps) {
  const { session, state } = view
  // Drawn again with every second and every state of the media: what lies over the stage finds its element
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
    <div className="room" data-folded={folded} data-accredited={isAccredited}>
      <section className="room-picture" aria-label="Stage">
        <RoomHead view={view} media={media} now={now} />
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
        <div className="room-bar">
          {isPictureThere && (
            <>
              <Part name="The bar for sound and picture">
                <StageControls sound={sound} onSound={setSound} stage={stage} />
              </Part>
              <FoldButton sessionId={session.id} folded={folded} onFold={setFolded} />
              <Button component={Link} to="/" variant="default" size="compact-md">
                Leave
              </Button>
            </>
          )}
        </div>
      </section>
      {!folded && (
        <aside className="room-panel" aria-label="Beside the stage">
          {isPictureThere && <Panels view={view} />}
        </aside>
      )}
      {isAccredited && (
        <div className="room-credit">
          {isPictureThere && (
            <Part name="Your credit count">
              <RoomCredit view={view} media={media} playing={playing} />
            </Part>
          )}
        </div>
      )}
    </div>
  )
}

interface StageRoomProps {
  view: SessionView
  media: StageMedia
}

/** Above the picture: which session, since when, over which connection. */
function RoomHead({ view: { session, state }, media, now }: StageRoomProps & { now: number }) {
  const heading = usePageHeading(session.title)
  return (
    <div className="room-bar">
      <h1 ref={heading} dir="auto">
        {session.title}
      </h1>
      <PhaseBadge phase={state.phase} />
      <Text size="sm" className="figures" aria-label="Running for">
        {state.liveAt && stopwatch(now - state.liveAt)}
      </Text>
      {state.phase !== 'paused' && (
        <Part name="The connection meter">
          <QualityMeter media={media} />
        </Part>
      )}
    </div>
  )
}

interface PictureProps extends StageRoomProps, Pick<StageClientState, 'phase' | 'problem'> {
  stage: RefObject<HTMLDivElement | null>
  onPicture: () => void
}

/** The stage, or why it is not there. */
function Picture({ view: { state }, media, phase, problem, stage, onPicture }: PictureProps) {
  if (phase === 'failed')
    return (
      <div className="stage" data-kind="empty">
        <div className="stage-notice" role="alert">
          <div>
            <p>{problem?.message}</p>
            <Button onClick={() => media.retry()}>Try again</Button>
          </div>
        </div>
      </div>
    )
  if (state.phase === 'paused') return <BreakStage state={state} stageRef={stage} />
  const empty =
    phase === 'joining'
      ? 'Connecting to the stage…'
      : phase === 'interrupted'
        ? `Reconnecting. ${problem?.message ?? 'Your minutes are safe.'}`
        : 'Waiting for the speaker. The picture appears by itself.'
  return (
    <Part name="The picture">
      <StageView media={media} stageRef={stage} onPicture={onPicture} empty={empty} />
    </Part>
  )
}

interface OnStageProps {
  sessionId: string
  stage: RefObject<HTMLDivElement | null>
  isBreak: boolean
}

/** What moderators put over the picture. */
function OnStage({ sessionId, stage, isBreak }: OnStageProps) {
  return (
    <>
      {!isBreak && (
        <Part name="The question on stage">
          <PinnedQuestion sessionId={sessionId} stage={stage} />
        </Part>
      )}
      <Part name="The poll on stage">
        <PollOnStage sessionId={sessionId} stage={stage} />
      </Part>
      <Part name="The notice of polls">
        <PollNews sessionId={sessionId} />
      </Part>
    </>
  )
}

interface FoldButtonProps {
  sessionId: string
  folded: boolean
  onFold: (folded: boolean) => void
}

function FoldButton({ sessionId, folded, onFold }: FoldButtonProps) {
  return (
    <Button variant="default" size="compact-md" onClick={() => onFold(!folded)} aria-expanded={!folded}>
      {folded ? 'Show the panel' : 'Hide the panel'}
      {folded && (
        <Part name="The count of polls">
          <PollsCount sessionId={sessionId} />
        </Part>
      )}
    </Button>
  )
}

/** The open poll, and the tabs beneath it. */
function Panels({ view }: { view: SessionView }) {
  const { id: sessionId } = view.session
  return (
    <>
      <Part name="The open poll">
        <PollCard sessionId={sessionId} />
      </Part>
      <Tabs defaultValue={panels[0]!.id} keepMounted={false}>
        <Tabs.List mb="md">
          {panels.map(({ id, label, Count }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
              {Count && (
                <Part name="The count">
                  <Count sessionId={sessionId} />
                </Part>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {panels.map(({ id, label, Content }) => (
          <Tabs.Panel key={id} value={id}>
            <Part name={`The panel “${label}”`}>
              <Content view={view} sessionId={sessionId} />
            </Part>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}
