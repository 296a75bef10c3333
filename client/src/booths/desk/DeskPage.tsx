import '../booths.css'
import { Anchor, Container, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { type ComponentType, useState } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useMe } from '../../live/me.ts'
import { useNow } from '../../live/useConnection.ts'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { PageSkeleton } from '../../ui/Loaded.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { backToAgenda, Failed, Problem } from '../../ui/Problem.tsx'
import { Section } from '../../ui/Section.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { counted } from '../../words/counts.ts'
import { numberOf } from '../boothWords.ts'
import type { CallRoomProps } from '../calls/CallView.tsx'
import { HoursPlot } from '../HoursPlot.tsx'
import { DeskCall } from './Call.tsx'
import { type Desk, useDesk } from './deskClient.ts'
import type { DeskState } from './deskState.ts'
import { DeskLater } from './Later.tsx'
import { Leads } from './Leads.tsx'
import { OwnState } from './OwnState.tsx'
import { DeskPeople } from './People.tsx'
import { DeskTalking } from './Talking.tsx'
import { DeskWaiting } from './Waiting.tsx'

interface BoothDeskPageProps {
  /** The media of a call. */
  Room?: ComponentType<CallRoomProps>
}

/** The desk of the staff's own booth. */
export default function BoothDeskPage({ Room }: BoothDeskPageProps) {
  const me = useMe().data?.person
  if (me && !me.roles.includes('exhibitor'))
    return (
      <Problem title="This is the exhibitors’ desk" action={backToAgenda}>
        You do not work for an exhibitor here. Booths can be visited in the{' '}
        <Link to="/hall">exhibit hall</Link>.
      </Problem>
    )
  return <OwnDesk {...(Room && { Room })} />
}

function OwnDesk({ Room }: BoothDeskPageProps) {
  const desk = useDesk()
  const { status, problem, booth } = useStore(desk.store)
  if (status === 'loading') return <PageSkeleton label="Loading the desk" />
  if (status === 'missing')
    return (
      <Problem title="Your booth is not there yet" action={backToAgenda}>
        The organiser makes the booths. Once yours is made, its desk appears here; ask the organiser if it
        should be.
      </Problem>
    )
  if (status === 'failed' || !booth) return <Failed error={problem} retry={() => void desk.reload()} />
  return <DeskReady desk={desk} {...(Room && { Room })} />
}

/** Who is ringing, in one sentence; the newest last. */
const ringingWords = ({ calls }: Pick<DeskState, 'calls'>): string =>
  calls
    .filter(({ state }) => state === 'ringing')
    .map(({ visitor }) => `${numberOf(visitor)} is calling.`)
    .join(' ')

function DeskReady({ desk, Room }: { desk: Desk; Room?: ComponentType<CallRoomProps> }) {
  const state = useStore(desk.store)
  const { booth, hours, present } = state
  const now = useNow(5000)
  const ringing = ringingWords(state)
  const [message, setMessage] = useState('')
  usePageTitle(ringing ? `${ringing} · Lectern` : null)
  if (!booth) return null
  return (
    <Container size="xl" py="md" className="booths">
      <VisuallyHidden aria-live="assertive" data-testid="ringing">
        {ringing}
      </VisuallyHidden>
      <Stack gap="lg">
        <Group justify="space-between" gap="md" align="flex-end">
          <div>
            <PageHeading title={`Desk – ${booth.name}`}>{booth.name}</PageHeading>
            <Text size="sm" className="figures">
              {counted(present.count, 'visitor')} here now
              {!booth.open && ' · The organiser has closed the booth: nobody can come in.'}
            </Text>
          </div>
          <Group gap="md" align="flex-end">
            <Part name="Your state">
              <OwnState desk={desk} />
            </Part>
            <Anchor component={Link} to="/booth/edit">
              Edit the booth
            </Anchor>
          </Group>
        </Group>
        <Part name="The video call">
          <DeskCall desk={desk} onTold={setMessage} {...(Room && { Room })} />
        </Part>
        <Text role="status" fw={600}>
          {message}
        </Text>
        <div className="desk-columns">
          <Part name="The list of who waits">
            <DeskWaiting desk={desk} now={now} onTold={setMessage} />
          </Part>
          <Part name="The list of conversations">
            <DeskTalking desk={desk} now={now} />
          </Part>
          <Part name="The list for later">
            <DeskLater desk={desk} now={now} />
          </Part>
        </div>
        <Part name="The list of people">
          <DeskPeople desk={desk} />
        </Part>
        <Part name="The list of leads">
          <Leads desk={desk} />
        </Part>
        <Section id="desk-hours" title="Visits over the day">
          <Part name="The plot">
            <HoursPlot hours={hours} now={now} label="Visits by hour" />
          </Part>
        </Section>
      </Stack>
    </Container>
  )
}
