import type { Call, ChatSummary } from '@lectern/shared/booths'
import { Button, Group, Text, VisuallyHidden } from '@mantine/core'
import { useStore } from 'zustand'
import { Section } from '../../ui/Section.tsx'
import { counted } from '../../words/counts.ts'
import { minutesWords } from '../../words/durations.ts'
import { timeOf } from '../../words/times.ts'
import { numberOf, visitorWords } from '../boothWords.ts'
import { DeskChat } from './Chat.tsx'
import type { Desk } from './deskClient.ts'

/** Active calls, and the chats: their list, or the open one. */
export function DeskTalking({ desk, now }: { desk: Desk; now: number }) {
  const { calls, chats, openChat, callHere } = useStore(desk.store)
  const active = calls.filter(({ state }) => state === 'active')
  const unread = chats.reduce((sum, chat) => sum + chat.unread, 0)
  return (
    <Section id="desk-talking" title="Talking" count={active.length + chats.length}>
      <VisuallyHidden role="status">{unread > 0 && `${counted(unread, 'unread message')}.`}</VisuallyHidden>
      <ul className="desk-list">
        {active.map((call) => (
          <ActiveCall
            key={call.callId}
            call={call}
            now={now}
            isHere={call.callId === callHere}
            onJoin={() => desk.joinHere(call.callId)}
          />
        ))}
      </ul>
      {openChat ? (
        <DeskChat key={openChat} desk={desk} visitorId={openChat} />
      ) : (
        <>
          {chats.length === 0 && (
            <Text size="sm">
              No chats yet. They begin when a visitor writes, or you write to one who is here.
            </Text>
          )}
          <ul className="desk-list">
            {chats.map((chat) => (
              <ChatRow
                key={chat.visitor.visitorId}
                chat={chat}
                onOpen={() => desk.openChat(chat.visitor.visitorId)}
              />
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

interface ActiveCallProps {
  call: Call
  now: number
  isHere: boolean
  onJoin: () => void
}

function ActiveCall({ call, now, isHere, onJoin }: ActiveCallProps) {
  return (
    <li>
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {isHere ? 'You are' : `${call.staff?.name ?? 'A colleague'} is`} in a call with{' '}
          {visitorWords(call.visitor)}
          {call.activeAt !== null && `, for ${minutesWords((now - call.activeAt) / 60_000)}`}
        </Text>
        {!isHere && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={onJoin}
            aria-label={`Join the call with ${numberOf(call.visitor)}`}
          >
            Join
          </Button>
        )}
      </Group>
    </li>
  )
}

function ChatRow({ chat, onOpen }: { chat: ChatSummary; onOpen: () => void }) {
  const { visitor, last, unread, assignee } = chat
  return (
    <li>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text fw={unread > 0 ? 650 : 400}>
            {visitorWords(visitor)}
            {unread > 0 && <span className="figures"> · {unread} unread</span>}
          </Text>
          <Text size="sm" c="gray.7" truncate>
            {last.staff ? `${last.staff.name}: ` : ''}
            <bdi>{last.text}</bdi>
          </Text>
          <Text size="sm" c="gray.7">
            <span className="figures">{timeOf(last.at)}</span> ·{' '}
            {assignee ? `${assignee.name} looks after it` : 'nobody looks after it'}
          </Text>
        </div>
        <Button
          variant={unread > 0 ? 'filled' : 'default'}
          size="compact-md"
          style={{ flexShrink: 0 }}
          onClick={onOpen}
          aria-label={`Open the chat with ${numberOf(visitor)}`}
        >
          Open
        </Button>
      </Group>
    </li>
  )
}
