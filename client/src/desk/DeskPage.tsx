import type { SessionState, SessionView } from '@lectern/shared/program'
import { Button, Container, Grid, Group, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useStore } from 'zustand'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import { PollsDesk } from '../polls/PollsDesk.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { PhaseButtons } from '../program/PhaseButtons.tsx'
import { SessionGate } from '../program/SessionGate.tsx'
import { useSession } from '../program/useProgram.ts'
import { QuestionsDesk } from '../questions/QuestionsDesk.tsx'
import { BreakStage, breakWords } from '../stage/BreakStage.tsx'
import { StageView } from '../stage/StageView.tsx'
import type { StageMedia } from '../stage/stageMedia.ts'
import { useStageMedia } from '../stage/useStageMedia.ts'
import { useStageState } from '../stage/useStageState.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { useHeader } from '../ui/headerKind.ts'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { backToAgenda, Problem } from '../ui/Problem.tsx'
import { useLost } from '../ui/useLost.ts'
import { stopwatch } from '../words/durations.ts'
import { DeskSound } from './DeskSound.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { LayoutChoice } from './LayoutChoice.tsx'
import { PresenterLists } from './PresenterLists.tsx'

/** The moderator's desk. */
export default function DeskPage() {
  const { sessionId = '' } = useParams()
  const session = useSession(sessionId)
  const me = useMe().data?.person
  const isDesk =
    me !== undefined &&
    (me.roles.includes('organiser') ||
      (me.roles.includes('moderator') &&
        session.data?.session.moderators.some(({ personId }) => personId === me.id) === true))
  const isLost = useLost(isDesk)
  return (
    <SessionGate session={session}>
      {(view) =>
        isDesk ? (
          <Desk view={view} />
        ) : isLost ? (
          <Problem title="You no longer moderate this session" action={backToAgenda}>
            The organiser has changed who moderates. What you have done here stands; the session goes on
            without this desk.
          </Problem>
        ) : (
          <Problem title="This is the moderators’ desk" action={backToAgenda}>
            You are not a moderator of this session. If you should be, ask the organiser to add you.
          </Problem>
        )
      }
    </SessionGate>
  )
}

function Desk({ view }: { view: SessionView }) {
  useHeader('tool')
  const { session, state } = view
  const now = useNow()
  const runs = state.phase === 'live' || state.phase === 'paused'
  const hasEnded = state.phase === 'ended'
  const keyName = useKeyName()
  const preview = useStageMedia(session.id, 'preview', runs)
  const { stage, watching, activeSpeaker } = useStageState(session.id)
  const [helping, setHelping] = useState(false)
  return (
    <Container size="xl" py="md">
      <Group justify="space-between" mb="md" gap="md">
        <Group gap="sm" style={{ flex: '1 1 300px' }}>
          <PhaseBadge phase={state.phase} />
          <PageHeading size="h2" title={`Desk – ${session.title}`}>
            {session.title}
          </PageHeading>
        </Group>
        <Group gap="md">
          {state.liveAt !== null && (
            <Text className="figures" aria-label="Running for">
              {stopwatch((state.endedAt ?? now) - state.liveAt)}
            </Text>
          )}
          {runs && watching !== null && (
            <Text className="figures" data-testid="watching">
              {watching} watching
            </Text>
          )}
          <Part name="The bar that starts and ends the session">
            <PhaseButtons state={state} />
          </Part>
          <Button variant="subtle" onClick={() => setHelping(true)} aria-keyshortcuts={keyName('?')}>
            Keys&nbsp;
            <Keycap of="?" />
          </Button>
        </Group>
      </Group>
      {state.phase === 'paused' && (
        <Notice mb="md" role="status">
          {breakWords(state)}. Viewers neither see nor hear the stage; whoever is on it is back when you press
          “Go on”.
        </Notice>
      )}
      {hasEnded && (
        <Notice color="gray" mb="md" role="status">
          The session has ended. Its questions and polls are closed. What is left: answer questions in writing
          or dismiss them, and the results of the polls. Nothing can be approved, merged or muted any more.
        </Notice>
      )}
      {!hasEnded && (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 7 }}>
            {stage ? (
              <Part name="The list of speakers">
                <PresenterLists
                  stage={stage}
                  now={now}
                  activeSpeaker={activeSpeaker}
                  onHelp={() => setHelping(true)}
                />
              </Part>
            ) : (
              <Loading />
            )}
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Title order={2} size="h3" mb="sm">
              The stage, as viewers see it
            </Title>
            <Part name="The preview">
              <Preview media={preview} state={state} />
            </Part>
            {preview && (
              <Part name="The sound of the talk">
                <DeskSound media={preview} />
              </Part>
            )}
            {stage && (
              <Part name="The choice of layout">
                <LayoutChoice stage={stage} />
              </Part>
            )}
          </Grid.Col>
        </Grid>
      )}
      <Part name="The desk of questions">
        <QuestionsDesk view={view} />
      </Part>
      <Part name="The desk of polls">
        <PollsDesk sessionId={session.id} hasEnded={hasEnded} />
      </Part>
      <KeyHelp opened={helping} onClose={() => setHelping(false)} />
    </Container>
  )
}

function Preview({ media, state }: { media: StageMedia | undefined; state: SessionState }) {
  if (state.phase === 'paused') return <BreakStage state={state} />
  if (media) return <PreviewOf media={media} />
  return (
    <div className="stage" data-kind="empty">
      <div className="stage-notice">Viewers see the lobby until you start the session.</div>
    </div>
  )
}

function PreviewOf({ media }: { media: StageMedia }) {
  const problem = useStore(media.store, (state) => state.problem)
  return (
    <StageView
      media={media}
      empty={problem?.message ?? 'Nobody is on stage. Viewers see “Waiting for the speaker”.'}
    />
  )
}
