import './crew.css'
import type { CrewMessage } from '@lectern/shared/crew'
import { crewMessageMax } from '@lectern/shared/limits'
import { Text, Textarea } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import type { Key } from '../ui/keys.ts'
import { LoadFailed } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { tooLongWords } from '../words/counts.ts'
import { timeOf } from '../words/times.ts'
import { type Crew, useCrewState } from './crewClient.ts'

interface CrewChatProps {
  crew: Crew
  personId: string | undefined
  /** Once the session has ended, nothing more is written. */
  hasEnded: boolean
  fieldRef?: Ref<HTMLTextAreaElement>
  /** The key that leads to the field. */
  shortcut?: Key
}

/** The chat of a session's moderators and speakers. Viewers never see it. */
export function CrewChat({ crew, personId, hasEnded, fieldRef, shortcut }: CrewChatProps) {
  const status = useCrewState(crew, (state) => state.status)
  const problem = useCrewState(crew, (state) => state.problem)
  const messages = useCrewState(crew, (state) => state.messages)
  const list = useRef<HTMLDivElement>(null)
  const newest = messages.at(-1)?.id
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new message is scrolled to
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [newest])
  return (
    <div className="crew-chat">
      <div ref={list} className="crew-messages" role="log" aria-label="Crew chat" {...scrollable}>
        {messages.map((message) => (
          <Message key={message.id} message={message} isOwn={message.personId === personId} />
        ))}
        {messages.length === 0 && status === 'ready' && (
          <Text size="sm" c="gray.7">
            Only moderators and speakers see this chat. It is erased a day after the session.
          </Text>
        )}
        {messages.length === 0 && status === 'loading' && (
          <Text size="sm" c="gray.7" role="status">
            Loading the chat …
          </Text>
        )}
      </div>
      {status === 'failed' && problem && (
        <LoadFailed
          message={`The crew chat could not be loaded. ${problem.message}`}
          retry={() => void crew.reload()}
        />
      )}
      {!hasEnded && <Writing crew={crew} fieldRef={fieldRef} shortcut={shortcut} />}
    </div>
  )
}

const Message = ({ message: { name, text, at }, isOwn }: { message: CrewMessage; isOwn: boolean }) => (
  <div className="crew-message" data-own={isOwn}>
    <span className="crew-author">
      {isOwn ? 'You' : <bdi>{name}</bdi>} · <span className="figures">{timeOf(at)}</span>
    </span>
    <span className="crew-text" dir="auto">
      {text}
    </span>
  </div>
)

interface WritingProps {
  crew: Crew
  fieldRef: Ref<HTMLTextAreaElement> | undefined
  shortcut: Key | undefined
}

function Writing({ crew, fieldRef, shortcut }: WritingProps) {
  const keyName = useKeyName()
  const [text, setText] = useState('')
  const { busy, refusal, run } = useCommand()
  const over = text.trim().length - crewMessageMax
  const canSend = text.trim().length > 0 && over <= 0
  const send = async (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    // What is typed meanwhile is another message.
    if (canSend && (await run(() => crew.say(text)))) setText((now) => (now === text ? '' : now))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur()
    // While an input method is composing, Enter chooses a word.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) void send(event)
  }
  return (
    <form onSubmit={send} className="crew-form">
      <Textarea
        ref={fieldRef}
        size="xs"
        aria-label="Message to the crew"
        placeholder="Message to the crew"
        aria-keyshortcuts={shortcut && keyName(shortcut)}
        rightSection={shortcut && text === '' ? <Keycap of={shortcut} /> : undefined}
        autosize
        minRows={1}
        maxRows={4}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={over > 0 && tooLongWords(over)}
      />
      <IconButton
        type="submit"
        label="Send"
        icon={IconSend}
        iconSize={18}
        disabled={!canSend}
        {...busyButton(busy)}
      />
      <Refusal refusal={refusal} kept="What you wrote is kept." size="sm" />
    </form>
  )
}
