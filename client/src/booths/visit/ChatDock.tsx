import type { Booth } from '@lectern/shared/booths'
import { Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { IconButton } from '../../ui/IconButton.tsx'
import { useEscape } from '../../ui/useEscape.ts'
import { ChatView } from '../ChatView.tsx'
import type { Visit } from './visitClient.ts'

interface ChatDockProps {
  visit: Visit
  booth: Booth
  isClosed: boolean
  /** It was opened by a press; one that opens by itself leaves the focus alone. */
  takesFocus: boolean
  onClose: () => void
}

/** The chat as a panel: in the contact card, on a phone over the lower part of the page. */
export function ChatDock({ visit, booth, isClosed, takesFocus, onClose }: ChatDockProps) {
  const panel = useRef<HTMLElement>(null)
  useEscape(panel, true, onClose)
  useEffect(() => {
    if (takesFocus) panel.current?.querySelector('textarea')?.focus()
  }, [takesFocus])
  return (
    <section ref={panel} className="chat-dock" aria-labelledby="booth-chat">
      <div className="chat-dock-head">
        <Title order={2} size="h3" id="booth-chat">
          Chat
        </Title>
        <IconButton label="Close the chat" icon={IconX} onClick={onClose} />
      </div>
      <ChatView
        chat={visit.chat}
        by="visitor"
        label={`Chat with ${booth.name}`}
        authorOf={(message) => message.staff?.name ?? 'You'}
        empty="Only the staff of this booth read what you write."
        description="Never write anything that could identify a patient."
        closed={isClosed ? 'This booth is closed.' : undefined}
      />
    </section>
  )
}
