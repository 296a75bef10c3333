import { Container, Grid, Stack, Text } from '@mantine/core'
import { type ComponentType, useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { useStore } from 'zustand'
import { useMe } from '../../live/me.ts'
import { useNow } from '../../live/useConnection.ts'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { PageSkeleton } from '../../ui/Loaded.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Failed, Problem } from '../../ui/Problem.tsx'
import { Section } from '../../ui/Section.tsx'
import { BoothFront } from '../BoothFront.tsx'
import { numberOf } from '../boothWords.ts'
import { ChatView } from '../ChatView.tsx'
import type { CallRoomProps } from '../calls/CallView.tsx'
import { HallGate } from '../hall/HallPages.tsx'
import { useHall } from '../hall/hallClient.ts'
import { CallPanel } from './CallPanel.tsx'
import { LeaveDetails } from './LeaveDetails.tsx'
import { SlotPicker } from './SlotPicker.tsx'
import { StaffPresence } from './StaffPresence.tsx'
import { useVisit } from './visitClient.ts'

/** One booth, as its visitor sees it. */
export default function BoothPage() {
  const { boothId = '' } = useParams()
  const hall = useHall()
  const isInside = useStore(hall.store, ({ status }) => status === 'inside')
  // Messages that waited for the person are shown here.
  useEffect(() => {
    if (isInside) hall.read(boothId)
  }, [hall, boothId, isInside])
  return (
    <HallGate hall={hall}>
      <Visiting key={boothId} boothId={boothId} />
    </HallGate>
  )
}

interface VisitingProps {
  boothId: string
  /** The media of a call. */
  Room?: ComponentType<CallRoomProps>
}

export function Visiting({ boothId, Room }: VisitingProps) {
  const visit = useVisit(boothId)
  const { status, problem, booth, staff, me } = useStore(visit.store)
  const person = useMe().data?.person
  const now = useNow(5000)
  const back = <Link to="/hall">Back to the booths</Link>
  if (status === 'loading') return <PageSkeleton label="Loading the booth" />
  if (problem?.code === 'not_found')
    return (
      <Problem title="There is no such booth" action={back}>
        The address may be incomplete, or the organiser has taken the booth down.
      </Problem>
    )
  if (status === 'closed' && !booth)
    return (
      <Problem title="This booth is closed" action={back}>
        The organiser has closed it. What you have written and given there is kept; you can withdraw what you
        have given in <Link to="/hall/my-consents">My consents</Link>.
      </Problem>
    )
  if (status === 'failed' || !booth || !me)
    return <Failed error={problem} retry={() => void visit.reload()} />
  const isClosed = status === 'closed'
  return (
    <Container size="lg" py="lg">
      <Text mb="sm">{back}</Text>
      {isClosed && (
        <Notice color="gray" mb="md" title="The organiser has just closed this booth">
          Nothing more can be written here. What was written and given is kept.
        </Notice>
      )}
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Part name="The booth’s front">
            <BoothFront booth={booth} now={now} level={1} />
          </Part>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <Text>
              To the staff you are{' '}
              <strong>{[numberOf(me), me.name, me.profession].filter(Boolean).join(', ')}</strong>.
            </Text>
            {!isClosed && (
              <Part name="The video call">
                <CallPanel visit={visit} now={now} {...(Room && { Room })} />
              </Part>
            )}
            <Part name="The list of staff">
              <StaffPresence staff={staff} />
            </Part>
            <Section id="booth-chat" title="Chat">
              <Part name="The chat">
                <ChatView
                  chat={visit.chat}
                  by="visitor"
                  label={`Chat with ${booth.name}`}
                  authorOf={(message) => message.staff?.name ?? 'You'}
                  empty="Nothing yet. Only the staff of this booth read what you write."
                  description="Never write anything that could identify a patient. Your name is not shown unless you give it."
                  closed={isClosed ? 'This booth is closed.' : undefined}
                />
              </Part>
            </Section>
            {!isClosed && (
              <Part name="The booking of times">
                <SlotPicker visit={visit} />
              </Part>
            )}
            {!isClosed && person && (
              <Part name="The form for your details">
                <LeaveDetails visit={visit} person={person} />
              </Part>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Container>
  )
}
