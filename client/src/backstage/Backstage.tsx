import './backstage.css'
import type { SessionView } from '@lectern/shared/program'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import { BackstageCrew } from '../crew/BackstageCrew.tsx'
import { SpeakerCue } from '../crew/SpeakerCue.tsx'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import { PollOnStage } from '../polls/PollOnStage.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { BackstageQuestions } from '../questions/BackstageQuestions.tsx'
import { BlockedSound } from '../stage/BlockedSound.tsx'
import { BreakStage } from '../stage/BreakStage.tsx'
import type { Capture } from '../stage/devices/capture.ts'
import { DevicePickers } from '../stage/devices/DevicePickers.tsx'
import { DeviceTrouble } from '../stage/devices/DeviceTrouble.tsx'
import { SelfView } from '../stage/devices/SelfView.tsx'
import { SendControls } from '../stage/devices/SendControls.tsx'
import { useSending } from '../stage/devices/useSending.ts'
import { StageSound } from '../stage/StageSound.tsx'
import { StageView } from '../stage/StageView.tsx'
import { isElsewhere, type StageMedia } from '../stage/stageMedia.ts'
import { useStageMedia } from '../stage/useStageMedia.ts'
import { useWakeLock } from '../stage/useWakeLock.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { useHeader } from '../ui/headerKind.ts'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { clockTime } from '../words/durations.ts'
import { OnStageBanner } from './OnStageBanner.tsx'
import { SilentNotice } from './SilentNotice.tsx'
import { SpeakerDirects } from './SpeakerDirects.tsx'

/** Backstage and on stage: the same page, so that nothing changes places when it counts. */
export function Backstage({ view, capture }: { view: SessionView; capture: Capture }) {
  const media = useStageMedia(view.session.id, 'presenter', true)
  return media ? <BackstageOf view={view} capture={capture} media={media} /> : null
}

interface BackstageProps {
  view: SessionView
  capture: Capture
  media: StageMedia
}

function BackstageOf({ view, capture, media }: BackstageProps) {
  const { session, state } = view
  const { phase, stage, sent, peerId } = useStore(media.store)
  const personId = useMe().data?.person.id
  const now = useNow(250)
  const [blocked, setBlocked] = useState(false)
  const own = stage?.presenters.find((presenter) => presenter.peerId === peerId)

  useHeader('tool')
  useSending(media, capture, session.id)
  useWakeLock(phase === 'joined')

  return (
    <Page width="tool">
      <OnStageBanner onStageAt={own?.onStageAt} now={now} isBreak={state.phase === 'paused'} />
      <Part name="The moderator’s cue">
        <SpeakerCue sessionId={session.id} />
      </Part>
      {own && <SilentNotice presenter={own} />}
      <Part name="The notice about your devices">
        <DeviceTrouble capture={capture} media={media} />
      </Part>
      {blocked && <BlockedSound onAllowed={() => setBlocked(false)} />}
      <StageTrouble media={media} />
      <Head view={view} now={now} />
      <div className="backstage">
        <section className="backstage-stage" aria-label="The stage, as viewers see it">
          <Part name="The video">
            {state.phase === 'paused' ? (
              <BreakStage state={state} />
            ) : (
              <StageView media={media} empty="No one is on stage yet." />
            )}
          </Part>
        </section>
        <div className="backstage-self">
          <Part name="Your own video">
            <SelfView
              track={sent.camera?.paused || sent.camera?.lost ? undefined : sent.camera?.track}
              label="Your own picture"
            />
          </Part>
        </div>
        <div className="backstage-bar">
          <Part name="The bar for microphone and camera">
            <SendControls media={media} />
          </Part>
        </div>
        <div className="backstage-below">
          <Part name="The poll on stage">
            <PollOnStage sessionId={session.id} />
          </Part>
          <Text size="sm" c="gray.7">
            Other speakers appear here with a short delay.
          </Text>
          <Part name="The list of questions">
            <BackstageQuestions sessionId={session.id} personId={personId} />
          </Part>
        </div>
        <div className="backstage-side">
          {session.moderators.length === 0 && personId && (
            <Part name="The bar that runs the session">
              <SpeakerDirects
                view={view}
                personId={personId}
                onStage={own !== undefined && own.onStageAt !== null}
              />
            </Part>
          )}
          <details>
            <summary>Change camera, microphone or loudspeaker</summary>
            <Part name="The choice of devices">
              <DevicePickers capture={capture} />
            </Part>
          </details>
          <Part name="The crew chat">
            <BackstageCrew sessionId={session.id} />
          </Part>
        </div>
      </div>
      <Part name="The sound">
        <StageSound media={media} muted={false} volume={1} onBlocked={setBlocked} />
      </Part>
    </Page>
  )
}

/** Which session, and how much time is left. */
function Head({ view: { session, state }, now }: { view: SessionView; now: number }) {
  const left = session.endsAt - now
  return (
    <div className="backstage-head">
      <PhaseBadge phase={state.phase} />
      <PageHeading size="h2" title={`Backstage – ${session.title}`}>
        {session.title}
      </PageHeading>
      <p className="backstage-clock figures" data-over={left <= 0}>
        {left > 0 ? `${clockTime(left)} left` : `${clockTime(-left)} over time`}
      </p>
    </div>
  )
}

/** The connection to the stage is lost, or was taken by another page. */
function StageTrouble({ media }: { media: StageMedia }) {
  const { phase, problem } = useStore(media.store)
  if (phase !== 'interrupted' && phase !== 'failed') return null
  return (
    <Notice
      mb="sm"
      action={
        phase === 'failed' && (
          <Button onClick={() => media.retry()}>{isElsewhere(problem) ? 'Use this one' : 'Try again'}</Button>
        )
      }
    >
      {problem?.message ?? 'The connection to the stage was lost. Reconnecting automatically – stay here.'}
    </Notice>
  )
}
