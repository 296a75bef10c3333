import type { StaffMember, Visitor } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import { Button, NativeSelect, Title } from '@mantine/core'
import { IconArrowLeft, IconLayoutSidebarRight, IconVideo } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Chip } from '../../ui/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { numberOf, visitorWords } from '../boothWords.ts'
import { ChatView } from '../ChatView.tsx'
import type { Desk } from './deskClient.ts'
import { visitorOf } from './deskState.ts'
import { callOf } from './inbox.ts'

interface ConversationProps {
  desk: Desk
  visitorId: string
  /** Where the visitor's details do not fit beside it. */
  onDetails: () => void
}

/** The chat with one visitor: who it is, who looks after it, the messages, the reply. */
export function Conversation({ desk, visitorId, onDetails }: ConversationProps) {
  const chat = useMemo(() => desk.chatOf(visitorId), [desk, visitorId])
  const number = useStore(chat.store, (state) => state.number)
  const state = useStore(desk.store)
  const { me, present } = state
  const visitor: Visitor | undefined =
    visitorOf(state, visitorId) ??
    (number === null ? undefined : { visitorId, number, name: null, profession: null })
  const title = visitor ? visitorWords(visitor) : 'A visitor'
  const isHere = present.newest.some((each) => each.visitorId === visitorId)
  return (
    <section className="conversation" aria-label={`Chat with ${title}`}>
      <div className="conversation-head">
        <IconButton
          className="desk-back"
          label="Back to the inbox"
          icon={IconArrowLeft}
          onClick={() => desk.openChat(null)}
        />
        <Name title={title} />
        {isHere && <Chip tone="accent">Here now</Chip>}
        <Tools desk={desk} visitorId={visitorId} isHere={isHere} onDetails={onDetails} />
      </div>
      <ChatView
        chat={chat}
        by="staff"
        label={`Messages with ${visitor ? numberOf(visitor) : 'a visitor'}`}
        authorOf={({ staff: author }) => authorWords(author, me, visitor)}
        empty="No messages yet."
        description={isHere ? '' : 'Not here now. They read it when they come back.'}
      />
    </section>
  )
}

interface ToolsProps extends ConversationProps {
  isHere: boolean
}

/** Who looks after the chat, and the ways into a call. */
function Tools({ desk, visitorId, isHere, onDetails }: ToolsProps) {
  const assignee = useStore(desk.chatOf(visitorId).store, (chat) => chat.assignee)
  const state = useStore(desk.store)
  const { staff, me, callHere } = state
  const call = callOf(state, visitorId)
  const visitor = visitorOf(state, visitorId)
  const who = visitor ? numberOf(visitor) : 'the visitor'
  const { busy, refusal, run } = useCommand()
  return (
    <>
      <div className="conversation-tools">
        <Owner
          staff={staff}
          assignee={assignee}
          me={me}
          onAssign={(to) => void run(() => assign(desk, visitorId, to))}
        />
        {call?.state === 'active' && call.callId !== callHere && (
          <Button
            variant="default"
            size="compact-md"
            onClick={() => desk.joinHere(call.callId)}
            aria-label={`Join the call with ${who}`}
          >
            Join call
          </Button>
        )}
        {isHere && !call && (
          <IconButton
            label={`Invite ${who} to a video call`}
            icon={IconVideo}
            onClick={() => void run(() => desk.offerCall(visitorId))}
            {...busyButton(busy)}
          />
        )}
        <IconButton
          className="desk-details-button"
          label="Details of the visitor"
          icon={IconLayoutSidebarRight}
          onClick={onDetails}
        />
      </div>
      <Refusal refusal={refusal} size="sm" />
    </>
  )
}

/** Gets the focus when the chat opens, so that a screen reader says which one it is. */
function Name({ title }: { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Title order={2} size="h3" ref={heading} tabIndex={-1} dir="auto">
      {title}
    </Title>
  )
}

function authorWords(
  author: StaffMember | null,
  me: StaffMember | null,
  visitor: Visitor | undefined,
): string {
  if (author) return author.staffId === me?.staffId ? 'You' : author.name
  return visitor ? visitor.name || numberOf(visitor) : 'Visitor'
}

async function assign(desk: Desk, visitorId: string, to: string): Promise<void> {
  try {
    await desk.assignChat(visitorId, to || null)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    throw new AppError('stale', 'A colleague was faster. Choose again if you still want to change it.')
  }
}

interface OwnerProps {
  staff: readonly StaffMember[]
  assignee: StaffMember | null
  me: StaffMember | null
  onAssign: (staffId: string) => void
}

function Owner({ staff, assignee, me, onAssign }: OwnerProps) {
  const isListed = !assignee || staff.some(({ staffId }) => staffId === assignee.staffId)
  const all = isListed ? staff : [...staff, assignee]
  return (
    <NativeSelect
      aria-label="Assigned to"
      size="xs"
      value={assignee?.staffId ?? ''}
      onChange={(event) => onAssign(event.currentTarget.value)}
      data={[
        { value: '', label: 'Unassigned' },
        ...all.map(({ staffId, name }) => ({
          value: staffId,
          label: staffId === me?.staffId ? `${name} (you)` : name,
        })),
      ]}
    />
  )
}
