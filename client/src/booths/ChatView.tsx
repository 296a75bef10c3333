import type { ChatMessage } from '@lectern/shared/booths'
import { chatMessageMax } from '@lectern/shared/limits'
import { Button, Text, Textarea } from '@mantine/core'
import { useDocumentVisibility } from '@mantine/hooks'
import { IconSend2 } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { busyButton } from '../ui/busyButton.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { tooLongWords } from '../words/counts.ts'
import { timeOf } from '../words/times.ts'
import type { Chat } from './chatClient.ts'
import type { ChatState } from './chatState.ts'
import { OutgoingMessages } from './OutgoingMessages.tsx'

interface ChatViewProps {
  chat: Chat
  by: 'visitor' | 'staff'
  /** The chat's name for screen readers. */
  label: string
  /** How this page names a message's author. */
  authorOf: (message: ChatMessage) => string
  /** Shown while there are no messages. */
  empty: string
  description: string
  /** Why nothing can be written now. */
  closed?: string | undefined
}

/** A chat: its messages, unsent ones, and the form. Messages shown here count as seen. */
export function ChatView(props: ChatViewProps) {
  const { chat, by, label, authorOf, empty, description, closed } = props
  const state = useStore(chat.store)
  const { messages, more, loadingOlder, problem, outgoing, draft } = state
  const list = useRef<HTMLDivElement>(null)
  const newest = messages.at(-1)?.seq

  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [newest, outgoing.length])
  const visibility = useDocumentVisibility()
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is newest was seen, too, once the page is
  useEffect(() => {
    if (!document.hidden) chat.markSeen()
  }, [chat, newest, visibility])

  return (
    <div className="chat">
      <div ref={list} className="chat-list" role="log" aria-label={label} {...scrollable}>
        {more && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => void chat.older()}
            {...busyButton(loadingOlder)}
          >
            Show earlier messages
          </Button>
        )}
        {messages.length === 0 && outgoing.length === 0 && (
          <Text size="sm" c="gray.7">
            {empty}
          </Text>
        )}
        {messages.map((message) => (
          <Message
            key={message.seq}
            message={message}
            isOwn={isOwn(message, by)}
            author={authorOf(message)}
          />
        ))}
        <div className="chat-author chat-delivery">{deliveryWords(state, by)}</div>
        <OutgoingMessages chat={chat} />
      </div>
      {problem && (
        <LoadFailed
          message={`The chat couldn’t be loaded. ${problem.message}`}
          retry={() => void chat.reload()}
        />
      )}
      {closed ? (
        <Text size="sm" mt="sm">
          {closed}
          {draft && ' What you have written is kept while this page is open.'}
        </Text>
      ) : (
        <Writing chat={chat} draft={draft} description={description} />
      )}
    </div>
  )
}

interface MessageProps {
  message: ChatMessage
  isOwn: boolean
  author: string
}

const Message = ({ message: { at, text }, isOwn: own, author }: MessageProps) => (
  <div className="chat-message" data-own={own}>
    <div className="chat-author">
      <bdi>{author}</bdi> · <span className="figures">{timeOf(at)}</span>
    </div>
    <div className="chat-text" dir="auto">
      {text}
    </div>
  </div>
)

const isOwn = ({ staff }: ChatMessage, by: 'visitor' | 'staff'): boolean =>
  (staff === null) === (by === 'visitor')

/** The state of the last message, if this side wrote it. */
function deliveryWords({ messages, seenByVisitor, seenByStaff }: ChatState, by: 'visitor' | 'staff'): string {
  const last = messages.at(-1)
  if (!last || !isOwn(last, by)) return ''
  return (by === 'visitor' ? seenByStaff : seenByVisitor) >= last.seq ? 'Read' : 'Delivered'
}

function Writing({ chat, draft, description }: { chat: Chat; draft: string; description: string }) {
  const over = draft.trim().length - chatMessageMax
  const canSend = draft.trim().length > 0 && over <= 0
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    if (over <= 0) void chat.send()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event)
  }
  return (
    <form onSubmit={send} className="chat-form">
      <Textarea
        aria-label="Message"
        placeholder="Write a message"
        description={description}
        inputWrapperOrder={['input', 'error', 'description']}
        autosize
        minRows={1}
        maxRows={6}
        value={draft}
        onChange={(event) => chat.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={over > 0 && tooLongWords(over)}
      />
      <IconButton
        type="submit"
        label="Send"
        icon={IconSend2}
        variant="filled"
        color="teal"
        disabled={!canSend}
      />
    </form>
  )
}
