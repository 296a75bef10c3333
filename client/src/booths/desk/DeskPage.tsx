import '../booths.css'
import { Text, VisuallyHidden } from '@mantine/core'
import { type ComponentType, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useMe } from '../../live/me.ts'
import { useNow } from '../../live/useConnection.ts'
import { workerTimer } from '../../live/workerTimer.ts'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { useHeader } from '../../ui/headerKind.ts'
import { PageSkeleton } from '../../ui/Loaded.tsx'
import { backToAgenda, Failed, Problem } from '../../ui/Problem.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { numberOf } from '../boothWords.ts'
import type { CallRoomProps } from '../calls/CallView.tsx'
import { DeskCall } from './Call.tsx'
import { Conversation } from './Conversation.tsx'
import { DeskBar } from './DeskBar.tsx'
import { type Desk, useDesk } from './deskClient.ts'
import { Inbox } from './Inbox.tsx'
import { callHereOf, ringingOf } from './inbox.ts'
import { Overview } from './Overview.tsx'
import { type RingerOptions, startRinging } from './ringer.ts'
import { createRingSettings } from './ringSettings.ts'
import { VisitorDetails, Withdrawn, withdrawnWords } from './VisitorDetails.tsx'

interface BoothDeskPageProps {
  /** The media of a call. */
  Room?: ComponentType<CallRoomProps>
  /** How the desk rings, instead of the browser's ways. */
  ringing?: Pick<RingerOptions, 'play' | 'notify' | 'isHidden' | 'timer'>
}

/** The desk of the staff's own booth. */
export default function BoothDeskPage(props: BoothDeskPageProps) {
  const me = useMe().data?.person
  if (me && !me.roles.includes('exhibitor'))
    return (
      <Problem title="This is the exhibitors’ desk" action={backToAgenda}>
        You do not work for an exhibitor here. You can visit booths in the{' '}
        <Link to="/hall">exhibit hall</Link>.
      </Problem>
    )
  return <OwnDesk {...props} />
}

function OwnDesk(props: BoothDeskPageProps) {
  const desk = useDesk()
  const { status, problem, booth } = useStore(desk.store)
  useHeader('tool')
  if (status === 'loading') return <PageSkeleton label="Loading the desk" />
  if (status === 'missing')
    return (
      <Problem title="Your booth is not there yet" action={backToAgenda}>
        The organiser creates the booths. Yours appears here once it is created; ask the organiser if it
        should be there.
      </Problem>
    )
  if (status === 'failed' || !booth) return <Failed error={problem} retry={() => void desk.reload()} />
  return <DeskReady desk={desk} {...props} />
}

/** The desk rings for as long as it is shown. */
function useRinging(desk: Desk, ringing: BoothDeskPageProps['ringing']) {
  const [ring] = useState(createRingSettings)
  useEffect(
    () =>
      startRinging({
        store: desk.store,
        settings: ring.store,
        timer: workerTimer,
        onOpen: desk.openChat,
        ...ringing,
      }),
    [desk, ring, ringing],
  )
  return ring
}

type ReadyProps = { desk: Desk } & BoothDeskPageProps

function DeskReady({ desk, Room, ringing }: ReadyProps) {
  const state = useStore(desk.store)
  const { openChat, withdrawn } = state
  const now = useNow(5000)
  const ring = useRinging(desk, ringing)
  const calling = ringingOf(state)
    .map(({ visitor }) => `${numberOf(visitor)} is calling.`)
    .join(' ')
  const [message, setMessage] = useState('')
  const [showsDetails, setShowsDetails] = useState(false)
  usePageTitle(calling ? `${calling} · Lectern` : null)
  const isTalking = openChat !== null || callHereOf(state) !== undefined
  return (
    <div className="booths booth-desk dense">
      <VisuallyHidden aria-live="assertive" data-testid="ringing">
        {calling}
      </VisuallyHidden>
      <VisuallyHidden role="status">{withdrawn[0] && `${withdrawnWords(withdrawn[0])}.`}</VisuallyHidden>
      <DeskBar desk={desk} ring={ring} message={message} />
      <div className="desk-columns" data-view={!isTalking ? 'list' : showsDetails ? 'details' : 'talk'}>
        <div className="desk-column">
          <Inbox desk={desk} now={now} onTold={setMessage} />
        </div>
        <div className="desk-column desk-middle">
          <Part name="The video call">
            <DeskCall desk={desk} onTold={setMessage} {...(Room && { Room })} />
          </Part>
          <Talk desk={desk} now={now} onDetails={() => setShowsDetails(true)} />
        </div>
        <div className="desk-column desk-details">
          <Details desk={desk} onBack={() => setShowsDetails(false)} />
        </div>
      </div>
    </div>
  )
}

interface TalkProps {
  desk: Desk
  now: number
  onDetails: () => void
}

/** The open chat; without one the day at the booth, unless a call takes the place. */
function Talk({ desk, now, onDetails }: TalkProps) {
  const state = useStore(desk.store)
  const { openChat } = state
  if (openChat)
    return (
      <Part name="The conversation" resetKey={openChat}>
        <Conversation key={openChat} desk={desk} visitorId={openChat} onDetails={onDetails} />
      </Part>
    )
  if (callHereOf(state)) return null
  return (
    <Part name="The overview">
      <Overview desk={desk} now={now} />
    </Part>
  )
}

function Details({ desk, onBack }: { desk: Desk; onBack: () => void }) {
  const { openChat, withdrawn } = useStore(desk.store)
  return (
    <Part name="The visitor’s details" resetKey={openChat ?? ''}>
      {openChat ? (
        <VisitorDetails desk={desk} visitorId={openChat} onBack={onBack} />
      ) : (
        <>
          <Text size="sm" c="gray.7">
            Open a visitor to see what they share with you.
          </Text>
          <Withdrawn withdrawn={withdrawn} />
        </>
      )}
    </Part>
  )
}
