import { VisuallyHidden } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { FilterChips } from '../../ui/FilterChips.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { counted } from '../../words/counts.ts'
import type { Desk } from './deskClient.ts'
import { ChatList, LeadList, MeetingList, PresentList } from './InboxLists.tsx'
import { type InboxTab, meetingsOf, nextWaiting, unreadIn } from './inbox.ts'
import { Waiting } from './Waiting.tsx'

interface InboxProps {
  desk: Desk
  now: number
  onTold: (message: string) => void
}

/** The desk's left column: who waits, then the chosen list. */
export function Inbox({ desk, now, onTold }: InboxProps) {
  const state = useStore(desk.store)
  const [tab, setTab] = useState<InboxTab>('chats')
  const unread = unreadIn(state.chats)
  const next = nextWaiting(state)
  const openNext = () => next && desk.openChat(next)
  useShortcuts([{ key: 'n', does: 'Next visitor who waits', run: openNext }])
  const lists = { chats: ChatList, here: PresentList, meetings: MeetingList, leads: LeadList }
  const List = lists[tab]
  return (
    <nav className="inbox" aria-label="Inbox">
      <VisuallyHidden role="status">{unread > 0 && `${counted(unread, 'unread message')}.`}</VisuallyHidden>
      <Part name="The list of who waits">
        <Waiting desk={desk} now={now} onTold={onTold} />
      </Part>
      <div className="inbox-tabs">
        <FilterChips<InboxTab>
          label="List"
          options={[
            { value: 'chats', label: 'Chats', count: state.chats.length },
            { value: 'here', label: 'Here', count: state.present.count },
            { value: 'meetings', label: 'Meetings', count: meetingsOf(state, now).today.length },
            { value: 'leads', label: 'Leads', count: state.leads.length },
          ]}
          value={tab}
          onChange={setTab}
        />
        <IconButton
          label="Next visitor who waits"
          icon={IconArrowDown}
          iconSize={16}
          size="md"
          shortcut="n"
          disabled={!next}
          onClick={openNext}
        />
      </div>
      <Part name="The list of visitors">
        <List desk={desk} now={now} />
      </Part>
    </nav>
  )
}
