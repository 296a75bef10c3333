import type { Person } from '@lectern/shared/accounts'
import type { SessionView } from '@lectern/shared/program'
import { Button, Card, Container, Group, Stack, Text, Title } from '@mantine/core'
import { type MouseEvent, useEffect } from 'react'
import { Link } from 'react-router'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { SessionTime } from '../program/SessionTime.tsx'
import { useProgram } from '../program/useProgram.ts'
import { PageSkeleton } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { Failed } from '../ui/Problem.tsx'
import { ZoneChoice } from '../ui/ZoneChoice.tsx'
import { relative } from '../words/times.ts'
import { groupAgenda } from './agendaGroups.ts'

/** Fetched while the agenda is read; until then a press only leads to the room. */
let joinEarly: (sessionId: string) => void = () => undefined
async function prepareStage(): Promise<void> {
  const [early, { loadDevice }] = await Promise.all([
    import('../stage/earlyJoin.ts'),
    import('../stage/device.ts'),
  ])
  joinEarly = early.joinEarly
  await loadDevice()
}

/** The agenda: sessions on now, next and before. `preload` loads the room in advance. */
export default function AgendaPage({ preload }: { preload: () => Promise<unknown> }) {
  const program = useProgram()
  const me = useMe().data?.person
  const watches = me?.roles.some((role) => role !== 'exhibitor') ?? false
  useEffect(() => {
    if (!watches) return
    void preload()
    // Where no media node can be reached yet, the room says so when it matters.
    prepareStage().catch(() => undefined)
  }, [preload, watches])

  if (program.isError) return <Failed error={program.error} retry={() => void program.refetch()} />
  if (!program.data || !me) return <PageSkeleton label="Loading the agenda" />
  const { now, next, past } = groupAgenda(program.data.sessions)
  const { title } = program.data.conference
  return (
    <Container size="md" py="lg">
      <Stack gap="lg">
        <div>
          <PageHeading title="Agenda">{title}</PageHeading>
          <ZoneChoice />
        </div>
        {me.roles.includes('exhibitor') && (
          <Button component={Link} to="/booth" style={{ alignSelf: 'start' }}>
            Open my booth
          </Button>
        )}
        {program.data.sessions.length === 0 && (
          <Text>No sessions yet. They appear here as soon as the organiser adds them.</Text>
        )}
        <AgendaGroup title="On now" sessions={now} me={me} />
        <AgendaGroup title="Coming up" sessions={next} me={me} />
        <AgendaGroup title="Past" sessions={past} me={me} />
      </Stack>
    </Container>
  )
}

function AgendaGroup({ title, sessions, me }: { title: string; sessions: SessionView[]; me: Person }) {
  if (sessions.length === 0) return null
  return (
    <Stack gap="sm" component="section">
      <Title order={2}>{title}</Title>
      {sessions.map((view) => (
        <SessionCard key={view.session.id} view={view} me={me} />
      ))}
    </Stack>
  )
}

function SessionCard({ view, me }: { view: SessionView; me: Person }) {
  const { session, state } = view
  const now = useNow(30_000)
  const speakers = session.speakers.map(({ name, credentials }) =>
    [name, credentials].filter(Boolean).join(', '),
  )
  return (
    <Card withBorder padding="md" component="article" aria-labelledby={`title-${session.id}`}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} style={{ flex: '1 1 260px' }}>
          <Group gap="sm">
            <PhaseBadge phase={state.phase} />
            <SessionTime session={session} />
            {state.phase === 'scheduled' && (
              <Text size="sm" c="gray.7">
                {relative(session.startsAt, now)}
              </Text>
            )}
          </Group>
          <Title order={3} id={`title-${session.id}`} dir="auto">
            {session.title}
          </Title>
          <Text size="sm" c="gray.7">
            {speakers.join(' · ')}
            {session.track && ` · ${session.track}`}
            {session.activityId && (
              <>
                {' · '}
                <Text span inherit fw={600} style={{ whiteSpace: 'nowrap' }}>
                  For credit
                </Text>
              </>
            )}
          </Text>
          <Text size="sm" dir="auto">
            {session.summary}
          </Text>
        </Stack>
        <Doors view={view} me={me} />
      </Group>
    </Card>
  )
}

/** The ways in that this person has. */
function Doors({ view: { session, state }, me }: { view: SessionView; me: Person }) {
  const isOne = (people: { personId: string }[]) => people.some(({ personId }) => personId === me.id)
  const to = `/sessions/${session.id}`
  const isOver = state.phase === 'ended'
  const directs = isOne(session.moderators) || me.roles.includes('organiser')
  if (me.roles.every((role) => role === 'exhibitor')) return null
  return (
    <Stack gap={8} miw={150}>
      {!isOver && directs && (
        <Button component={Link} to={`${to}/desk`} aria-label={`Open the desk: ${session.title}`}>
          Open the desk
        </Button>
      )}
      {!isOver && isOne(session.speakers) && (
        <Button component={Link} to={`${to}/green-room`} aria-label={`Green room: ${session.title}`}>
          Green room
        </Button>
      )}
      <Button
        component={Link}
        to={to}
        onClick={(event: MouseEvent) => {
          const staysHere = !event.ctrlKey && !event.metaKey && !event.shiftKey
          if (staysHere && (state.phase === 'live' || state.phase === 'paused')) joinEarly(session.id)
        }}
        variant={state.phase === 'live' && !directs ? 'filled' : 'default'}
        aria-label={`${isOver ? 'View' : 'Watch'}: ${session.title}`}
      >
        {isOver ? 'View' : 'Watch'}
      </Button>
    </Stack>
  )
}
