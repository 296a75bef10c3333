import type { SessionView } from '@lectern/shared/program'
import { Button, Tabs, Text } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
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
import { usePlaying } from '../stage/usePlaying.ts'
import { useWakeLock } from '../stage/useWakeLock.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
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
export function StageRoom({ view, media }: { view: SessionView; media: StageMedia }) {
  const { session, state } = view
  const { phase, problem } = useStore(media.store)
  const heading = usePageHeading(session.title)
  const stage = useRef<HTMLDivElement>(null)
  const [folded, setFolded] = useState(false)
  const [sound, setSound] = useState({ muted: false, volume: 1 })
  const [blocked, setBlocked] = useState(false)
  const [isPictureThere, onPicture] = usePictureFirst()
  const isAccredited = session.activityId !== undefined
  const playing = useBeat(media, isAccredited, sound)
  const shown = usePlaying(media)
  useWakeLock(shown.picture || shown.sound)
  const now = useNow()
  const failed = phase === 'failed'
  const isBreak = state.phase === 'paused'

  return (
    <div className="room" data-folded={folded} data-accredited={isAccredited}>
      <section className="room-picture" aria-label="Stage">
        <div className="room-bar">
          <h1 ref={heading} dir="auto">
            {session.title}
          </h1>
          <PhaseBadge phase={state.phase} />
          <Text size="sm" className="figures" aria-label="Running for">
            {state.liveAt && stopwatch(now - state.liveAt)}
          </Text>
          {!isBreak && (
            <Part name="The connection meter">
              <QualityMeter media={media} />
            </Part>
          )}
        </div>
        {blocked && <BlockedSound onAllowed={() => setBlocked(false)} />}
        {failed ? (
          <div className="stage" data-kind="empty">
            <div className="stage-notice" role="alert">
              <div>
                <p>{problem?.message}</p>
                <Button onClick={() => media.retry()}>Try again</Button>
              </div>
            </div>
          </div>
        ) : isBreak ? (
          <BreakStage state={state} stageRef={stage} />
        ) : (
          <Part name="The picture">
            <StageView
              media={media}
              stageRef={stage}
              onPicture={onPicture}
              empty={
                phase === 'joining'
                  ? 'Connecting to the stage…'
                  : phase === 'interrupted'
                    ? `Reconnecting. ${problem?.message ?? 'Your minutes are safe.'}`
                    : 'Waiting for the speaker. The picture appears by itself.'
              }
            />
          </Part>
        )}
        {isPictureThere && (
          <>
            {!isBreak && (
              <Part name="The question on stage">
                <PinnedQuestion sessionId={session.id} stage={stage} />
              </Part>
            )}
            <Part name="The poll on stage">
              <PollOnStage sessionId={session.id} stage={stage} />
            </Part>
            <Part name="The notice of polls">
              <PollNews sessionId={session.id} />
            </Part>
          </>
        )}
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
              <Button
                variant="default"
                size="compact-md"
                onClick={() => setFolded(!folded)}
                aria-expanded={!folded}
              >
                {folded ? 'Show the panel' : 'Hide the panel'}
                {folded && (
                  <Part name="The count of polls">
                    <PollsCount sessionId={session.id} />
                  </Part>
                )}
              </Button>
              <Button component={Link} to="/" variant="default" size="compact-md">
                Leave
              </Button>
            </>
          )}
        </div>
      </section>
      {!folded && (
        <aside className="room-panel" aria-label="Beside the stage">
          {isPictureThere && (
            <Part name="The open poll">
              <PollCard sessionId={session.id} />
            </Part>
          )}
          {isPictureThere && (
            <Tabs defaultValue={panels[0]!.id} keepMounted={false}>
              <Tabs.List mb="md">
                {panels.map(({ id, label, Count }) => (
                  <Tabs.Tab key={id} value={id}>
                    {label}
                    {Count && (
                      <Part name="The count">
                        <Count sessionId={session.id} />
                      </Part>
                    )}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {panels.map(({ id, label, Content }) => (
                <Tabs.Panel key={id} value={id}>
                  <Part name={`The panel “${label}”`}>
                    <Content view={view} sessionId={session.id} />
                  </Part>
                </Tabs.Panel>
              ))}
            </Tabs>
          )}
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
