import './backstage.css'
import type { SessionView } from '@lectern/shared/program'
import { Button, Container, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
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
import { isOnStage } from '../stage/stageStore.ts'
import { useStageMedia } from '../stage/useStageMedia.ts'
import { useWakeLock } from '../stage/useWakeLock.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { stopwatch } from '../words/durations.ts'
import { SilentNotice } from './SilentNotice.tsx'
import { SpeakerDirects } from './SpeakerDirects.tsx'

/** Backstage and on stage: the same page, so that nothing changes places when it counts. */
export function Backstage({ view, capture }: { view: SessionView; capture: Capture }) {
  const media = useStageMedia(view.session.id, 'presenter', true)
  return media ? <BackstageOf view={view} capture={capture} media={media} /> : null
}

function BackstageOf({ view, capture, media }: { view: SessionView; capture: Capture; media: StageMedia }) {
  const { session, state } = view
  const { phase, problem, stage, sent, peerId } = useStore(media.store)
  const personId = useMe().data?.person.id
  const now = useNow(250)
  const [blocked, setBlocked] = useState(false)
  const own = stage?.presenters.find((presenter) => presenter.peerId === peerId)

  useSending(media, capture, session.id)
  useWakeLock(phase === 'joined')

  const left = session.endsAt - now
  return (
    <Container size="xl" py="md">
      <OnStageBanner onStageAt={own?.onStageAt} now={now} isBreak={state.phase === 'paused'} />
      {own && <SilentNotice presenter={own} />}
      <Part name="The notice about your devices">
        <DeviceTrouble capture={capture} media={media} />
      </Part>
      {blocked && <BlockedSound onAllowed={() => setBlocked(false)} />}
      <Group justify="space-between" mb="sm">
        <PageHeading size="h2" title={`Backstage – ${session.title}`}>
          {session.title}
        </PageHeading>
        <Group gap="sm">
          <PhaseBadge phase={state.phase} />
          <Text className="figures" size="sm">
            {left > 0 ? `${stopwatch(left)} left` : 'Planned time is over'}
          </Text>
        </Group>
      </Group>
      {(phase === 'interrupted' || phase === 'failed') && (
        <Notice
          mb="sm"
          action={
            phase === 'failed' && (
              <Button onClick={() => media.retry()}>
                {isElsewhere(problem) ? 'Use this one' : 'Try again'}
              </Button>
            )
          }
        >
          {problem?.message ??
            'The connection to the stage was lost. It is brought back by itself; stay where you are.'}
        </Notice>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Title order={2} size="h3" mb={4}>
            The stage, as viewers see it
          </Title>
          <Part name="The picture">
            {state.phase === 'paused' ? (
              <BreakStage state={state} />
            ) : (
              <StageView media={media} empty="Nobody is on stage yet." />
            )}
          </Part>
          <Part name="The poll on stage">
            <PollOnStage sessionId={session.id} />
          </Part>
          <Text size="sm" c="gray.7" mt={4}>
            Others are shown here some 0.15 seconds late, and what the network adds; your own picture is not
            delayed.
          </Text>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <Part name="Your own picture">
              <SelfView
                track={sent.camera?.paused || sent.camera?.lost ? undefined : sent.camera?.track}
                label="Your own picture"
              />
            </Part>
            <Part name="The bar for microphone and camera">
              <SendControls media={media} />
            </Part>
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
          </Stack>
        </Grid.Col>
      </Grid>
      <Part name="The list of questions">
        <BackstageQuestions sessionId={session.id} personId={personId} />
      </Part>
      <Part name="The sound">
        <StageSound media={media} muted={false} volume={1} onBlocked={setBlocked} />
      </Part>
    </Container>
  )
}

/** Shown and announced so that nobody misses it. `onStageAt`: undefined while the stage lacks this page. */
function OnStageBanner(props: { onStageAt: number | null | undefined; now: number; isBreak: boolean }) {
  const { onStageAt, now, isBreak } = props
  if (onStageAt === undefined)
    return (
      <div className="on-stage" data-state="off" aria-live="assertive">
        This page is not backstage: it sends nothing.
      </div>
    )
  if (isBreak)
    return (
      <div className="on-stage" data-state="off" aria-live="assertive">
        Break. Viewers do not see or hear you
        {onStageAt !== null && '; you are ON STAGE again as soon as the session goes on'}.
      </div>
    )
  const isOn = onStageAt !== null && isOnStage({ onStageAt } as never, now)
  const seconds = onStageAt === null ? 0 : Math.ceil((onStageAt - now) / 1000)
  return (
    <div
      className="on-stage"
      data-state={isOn ? 'on' : onStageAt === null ? 'off' : 'soon'}
      aria-live="assertive"
    >
      {isOn
        ? 'You are ON STAGE'
        : onStageAt === null
          ? 'You are backstage. Viewers do not see or hear you.'
          : 'You are about to be on stage'}
      {!isOn && onStageAt !== null && <span aria-hidden="true"> in {seconds}</span>}
    </div>
  )
}
