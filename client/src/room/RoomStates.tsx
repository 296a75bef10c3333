import type { SessionView } from '@lectern/shared/program'
import { Button, Card, Container, Group, List, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { useAttendance } from '../attendance/attendanceClient.ts'
import { DisclosuresForm } from '../attendance/DisclosuresForm.tsx'
import { useNow } from '../live/useConnection.ts'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { SessionTime } from '../program/SessionTime.tsx'
import { TestSound } from '../stage/TestSound.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { durationOf, stopwatch } from '../words/durations.ts'
import { relative } from '../words/times.ts'
import { Earned } from './Earned.tsx'

/** Before the start: when it begins, who speaks, and a sound check. */
export function Lobby({ view: { session, state } }: { view: SessionView }) {
  const now = useNow()
  const left = session.startsAt - now
  return (
    <Container size="sm" py="lg">
      <Stack gap="md">
        <Group gap="sm">
          <PhaseBadge phase={state.phase} />
          <SessionTime session={session} />
        </Group>
        <PageHeading>{session.title}</PageHeading>
        <Text dir="auto">{session.summary}</Text>
        <Card withBorder role="status">
          <Text fw={600} className="figures">
            {left > 0
              ? left < 3_600_000
                ? `Starts in ${stopwatch(left)}`
                : `Starts ${relative(session.startsAt, now)}`
              : 'The session is about to start.'}
          </Text>
          <Text size="sm">Stay on this page: the picture appears by itself when the session goes live.</Text>
        </Card>
        <TestSound />
        <FacultyList view={{ session, state }} />
        {session.activityId && <LobbyDisclosures sessionId={session.id} />}
      </Stack>
    </Container>
  )
}

/** People who read the disclosures before the start see the picture as soon as the session goes live. */
function LobbyDisclosures({ sessionId }: { sessionId: string }) {
  const attendance = useAttendance(sessionId)
  return <DisclosuresForm attendance={attendance} order={2} label="I have read this" />
}

export function EndedRoom({ view: { session, state } }: { view: SessionView }) {
  const lasted = state.liveAt && state.endedAt ? state.endedAt - state.liveAt : 0
  return (
    <Container size="sm" py="lg">
      <Stack gap="md" align="flex-start">
        <PhaseBadge phase={state.phase} />
        <PageHeading>{session.title}</PageHeading>
        <Text role="status">
          This session has ended.
          {lasted > 0 && ` It ran for ${durationOf(lasted)}.`} Thank you for being there.
        </Text>
        {session.activityId && <Earned sessionId={session.id} />}
        <Button component={Link} to="/" variant={session.activityId ? 'default' : 'filled'}>
          Back to the agenda
        </Button>
      </Stack>
    </Container>
  )
}

export function FacultyList({ view: { session } }: { view: SessionView }) {
  const rows = [
    ...session.speakers.map((member) => ({ ...member, part: 'Speaker' })),
    ...session.moderators.map((member) => ({ ...member, part: 'Moderator' })),
  ]
  return (
    <Stack gap={4}>
      <Title order={2} size="h3">
        Faculty
      </Title>
      <List listStyleType="none" spacing={4}>
        {rows.map(({ personId, name, credentials, affiliation, part }) => (
          <List.Item key={`${part}-${personId}`}>
            <Text span fw={600}>
              <bdi>{[name, credentials].filter(Boolean).join(', ')}</bdi>
            </Text>
            <Text span size="sm">
              {' '}
              · {[part, affiliation].filter(Boolean).join(' · ')}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}
