import type { SessionView } from '@lectern/shared/program'
import { Button, Group, Stack, Title } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useAttendance } from '../attendance/attendanceClient.ts'
import { DisclosuresForm } from '../attendance/DisclosuresForm.tsx'
import { Faculty } from '../attendance/Faculty.tsx'
import { plannedRows } from '../attendance/facultyRows.ts'
import { ownOutcomesQuery } from '../credit/outcomes/outcomesApi.ts'
import { Handouts } from '../handouts/Handouts.tsx'
import { urlOf } from '../live/http.ts'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import { crewPages } from '../program/crewPages.ts'
import { DraftMark, KindLabel } from '../program/KindLabel.tsx'
import { SessionAbout } from '../program/SessionAbout.tsx'
import { SessionTime } from '../program/SessionTime.tsx'
import { StillMissing } from '../program/StillMissing.tsx'
import { TestSound } from '../stage/TestSound.tsx'
import { Faces } from '../ui/Face.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { listWords } from '../words/counts.ts'
import { clockTime } from '../words/durations.ts'
import { relative } from '../words/times.ts'

/** From this long (ms) before the start the seconds are counted. */
const countdownMs = 3_600_000

/** Before the start: when it begins, who speaks, a sound test, and what to read and confirm. */
export function Lobby({ view }: { view: SessionView }) {
  const { session } = view
  const { speakers } = session
  return (
    <Page width="reading">
      <PageHead
        title={session.title}
        over={
          <>
            <SessionTime session={session} /> <KindLabel session={session} /> <DraftMark view={view} />
          </>
        }
        lead={
          speakers.length > 0 && (
            <span className="lobby-speakers">
              <Faces people={speakers.map(({ picture, ...speaker }) => ({ ...speaker, src: picture }))} />
              <bdi>{listWords(speakers.map(({ name }) => name))}</bdi>
            </span>
          )
        }
      />
      <Stack gap="lg">
        <CrewPages view={view} />
        <StillMissing view={view} />
        <Countdown startsAt={session.startsAt} />
        <TestSound>
          <Button
            component="a"
            href={urlOf('program.calendar', { params: { sessionId: session.id } })}
            download
            variant="default"
            leftSection={<IconCalendarPlus size={18} stroke={1.75} aria-hidden="true" />}
          >
            Add to calendar
          </Button>
        </TestSound>
        <SessionAbout session={session} />
        {session.activityId ? (
          <>
            <LobbyDisclosures session={session} />
            <LobbyQuestions activityId={session.activityId} />
          </>
        ) : (
          <section>
            <Title order={2} size="h3" mb="sm">
              Faculty
            </Title>
            <Faculty rows={plannedRows(session)} />
            <Handouts sessionId={session.id} order={2} />
          </section>
        )}
      </Stack>
    </Page>
  )
}

/** A mail leads the crew here as it does everybody: from here to where they work. */
function CrewPages({ view }: { view: SessionView }) {
  const me = useMe().data?.person
  const pages = me ? crewPages(view, me) : []
  if (pages.length === 0) return null
  return (
    <Group gap="sm">
      {pages.map(({ to, words }, i) => (
        <Button key={to} component={Link} to={to} variant={i === 0 ? 'filled' : 'default'}>
          {words}
        </Button>
      ))}
    </Group>
  )
}

function Countdown({ startsAt }: { startsAt: number }) {
  const now = useNow()
  const left = startsAt - now
  return (
    <div className="lobby-countdown">
      {left <= 0 ? (
        <p className="lobby-clock" role="status">
          Starting soon
        </p>
      ) : left < countdownMs ? (
        // Announced once; the seconds are only for the eye.
        <p className="lobby-clock figures" role="timer" aria-live="off">
          Starts in {clockTime(left)}
        </p>
      ) : (
        <p className="lobby-clock">Starts {relative(startsAt, now)}</p>
      )}
      <p>Stay here – the video starts automatically.</p>
    </div>
  )
}

const BeforeQuestions = lazy(async () => ({
  default: (await import('../credit/outcomes/BeforeQuestions.tsx')).BeforeQuestions,
}))

/** The questions before the activity; the form is loaded only where there are some. */
function LobbyQuestions({ activityId }: { activityId: string }) {
  const { data } = useQuery(ownOutcomesQuery(activityId))
  if (!data || data.questions.length === 0) return null
  return (
    <Suspense fallback={null}>
      <BeforeQuestions activityId={activityId} outcomes={data} />
    </Suspense>
  )
}

/** People who read the disclosures before the start see the video as soon as the session goes live. */
function LobbyDisclosures({ session }: { session: SessionView['session'] }) {
  const attendance = useAttendance(session.id)
  const { acknowledgedAt } = useStore(attendance.store)
  return (
    <>
      <DisclosuresForm
        attendance={attendance}
        session={session}
        order={2}
        label="Confirm – I’ve read the disclosures"
      />
      <Handouts sessionId={session.id} order={2} readAt={acknowledgedAt} />
    </>
  )
}
