import { Anchor, Text } from '@mantine/core'
import { type ComponentType, useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useStore } from 'zustand'
import { useNow } from '../../live/useConnection.ts'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { PageSkeleton } from '../../ui/Loaded.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Failed, Problem } from '../../ui/Problem.tsx'
import { BoothHead, BoothText } from '../BoothFront.tsx'
import type { CallRoomProps } from '../calls/CallView.tsx'
import { unreadByVisitor } from '../chatState.ts'
import { HallGate } from '../hall/HallPages.tsx'
import { useHall } from '../hall/hallClient.ts'
import { CallHere } from './CallHere.tsx'
import { Contact } from './Contact.tsx'
import { useVisit, type Visit } from './visitClient.ts'

/** One booth, as its visitor sees it. */
export default function BoothPage() {
  const { boothId = '' } = useParams()
  const hall = useHall()
  return (
    <HallGate hall={hall}>
      <Visiting key={boothId} boothId={boothId} onRead={() => hall.read(boothId)} />
    </HallGate>
  )
}

interface VisitingProps {
  boothId: string
  /** The chat is shown: nothing in it is new any more. */
  onRead?: () => void
  /** The media of a call. */
  Room?: ComponentType<CallRoomProps>
}

export function Visiting({ boothId, onRead, Room }: VisitingProps) {
  const visit = useVisit(boothId)
  const { status, problem, booth, me } = useStore(visit.store)
  const back = (
    <Anchor component={Link} to="/hall">
      All booths
    </Anchor>
  )
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
        The organiser has closed it. Your messages and what you shared are kept; you can stop sharing in{' '}
        <Link to="/hall/my-consents">My consents</Link>.
      </Problem>
    )
  if (status === 'failed' || !booth || !me)
    return <Failed error={problem} retry={() => void visit.reload()} />
  return (
    <Page>
      <Text size="sm" mb="sm">
        {back}
      </Text>
      {status === 'closed' && (
        <Notice color="gray" mb="md" title="The organiser has just closed this booth">
          You can’t write here any more. Your messages and what you shared are kept.
        </Notice>
      )}
      <BoothLayout visit={visit} {...(onRead && { onRead })} {...(Room && { Room })} />
    </Page>
  )
}

/** Messages that waited for the visitor open the chat. */
function useChatDock(visit: Visit, onRead: (() => void) | undefined) {
  const [isOpen, setOpen] = useState(() => unreadByVisitor(visit.chat.store.getState()) > 0)
  useEffect(() => {
    if (isOpen) onRead?.()
  }, [isOpen, onRead])
  return { isOpen, setOpen }
}

function BoothLayout({ visit, onRead, Room }: { visit: Visit } & Omit<VisitingProps, 'boothId'>) {
  const { booth, call, callHere } = useStore(visit.store)
  const dock = useChatDock(visit, onRead)
  const now = useNow(5000)
  if (!booth) return null
  const isInCall = call?.state === 'active' && callHere
  return (
    <div className="booth-page" data-chat={dock.isOpen || undefined} data-call={isInCall || undefined}>
      <div className="booth-top">
        <Part name="The video call">
          <CallHere visit={visit} {...(Room && { Room })} />
        </Part>
        <Part name="The top of the booth">
          <BoothHead booth={booth} now={now} level={1} />
        </Part>
      </div>
      <Part name="The contact card">
        <Contact visit={visit} now={now} isChatOpen={dock.isOpen} onChat={dock.setOpen} />
      </Part>
      <div className="booth-body">
        <Part name="The booth’s text">
          <BoothText booth={booth} now={now} level={1} />
        </Part>
      </div>
    </div>
  )
}
