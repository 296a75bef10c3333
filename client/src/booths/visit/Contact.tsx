import type { Booth, Visitor } from '@lectern/shared/booths'
import { Anchor, VisuallyHidden } from '@mantine/core'
import { IconMessageCircle } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useMe } from '../../live/me.ts'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { counted } from '../../words/counts.ts'
import { unreadByVisitor } from '../chatState.ts'
import { ActionButton } from './ActionButton.tsx'
import { AppearsAs } from './AppearsAs.tsx'
import { CallChoices } from './CallChoices.tsx'
import { ChatDock } from './ChatDock.tsx'
import { Meetings } from './Meetings.tsx'
import { ShareDetails } from './ShareDetails.tsx'
import { StaffPresence } from './StaffPresence.tsx'
import type { Visit } from './visitClient.ts'

interface ContactProps {
  visit: Visit
  now: number
  isChatOpen: boolean
  onChat: (isOpen: boolean) => void
}

/** Everything between the visitor and the staff, in one card: the chat docks in it. */
export function Contact({ visit, now, isChatOpen, onChat }: ContactProps) {
  const { booth, me, status, staff } = useStore(visit.store)
  const opener = useRef<HTMLButtonElement>(null)
  const [isPressed, setPressed] = useState(false)
  if (!booth || !me) return null
  const open = () => {
    setPressed(true)
    onChat(true)
  }
  const close = () => {
    onChat(false)
    // The button is drawn once the chat is gone.
    setTimeout(() => opener.current?.focus())
  }
  return (
    <aside className="booth-contact" aria-label={`Contact ${booth.name}`}>
      <Part name="The list of staff">
        <StaffPresence staff={staff} />
      </Part>
      {status === 'closed' ? (
        !isChatOpen && <OpenChat visit={visit} opener={opener} label="Read the chat" onOpen={open} />
      ) : (
        <Actions visit={visit} booth={booth} me={me} now={now}>
          {!isChatOpen && (
            <OpenChat
              visit={visit}
              opener={opener}
              label={staff.some(({ state }) => state !== 'away') ? 'Chat now' : 'Leave a message'}
              onOpen={open}
            />
          )}
        </Actions>
      )}
      {isChatOpen && (
        <Part name="The chat">
          <ChatDock
            visit={visit}
            booth={booth}
            isClosed={status === 'closed'}
            takesFocus={isPressed}
            onClose={close}
          />
        </Part>
      )}
    </aside>
  )
}

interface OpenChatProps {
  visit: Visit
  opener: RefObject<HTMLButtonElement | null>
  label: string
  onOpen: () => void
}

function OpenChat({ visit, opener, label, onOpen }: OpenChatProps) {
  const unread = useStore(visit.chat.store, unreadByVisitor)
  return (
    <>
      <ActionButton
        ref={opener}
        icon={IconMessageCircle}
        variant="filled"
        label={unread > 0 ? `${label} · ${unread} new` : label}
        onClick={onOpen}
      />
      <VisuallyHidden role="status">
        {unread > 0 && `${counted(unread, 'new message')} in the chat`}
      </VisuallyHidden>
    </>
  )
}

interface ActionsProps {
  visit: Visit
  booth: Booth
  me: Visitor
  now: number
  /** The chat's button, first of all. */
  children: ReactNode
}

function Actions({ visit, booth, me, now, children }: ActionsProps) {
  const person = useMe().data?.person
  return (
    <div className="booth-actions">
      {children}
      <Part name="The video call">
        <CallChoices visit={visit} booth={booth} now={now} />
      </Part>
      <Part name="The booking of meetings">
        <Meetings visit={visit} />
      </Part>
      {person && (
        <Part name="The form for your details">
          <ShareDetails visit={visit} person={person} />
        </Part>
      )}
      <div className="booth-appears">
        <AppearsAs me={me} boothName={booth.name} />
        <Anchor component={Link} to="/hall/my-consents" size="sm">
          What you’ve shared
        </Anchor>
      </div>
    </div>
  )
}
