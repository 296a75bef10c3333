import { AppError } from '@lectern/shared/errors'
import { Button, Group, NativeSelect, Stack, Title } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { numberOf, visitorWords } from '../boothWords.ts'
import { ChatView } from '../ChatView.tsx'
import type { Desk } from './deskClient.ts'

/** One chat at the desk: who looks after it, its messages, the reply. */
export function DeskChat({ desk, visitorId }: { desk: Desk; visitorId: string }) {
  const chat = useMemo(() => desk.chatOf(visitorId), [desk, visitorId])
  const { visitor, assignee } = useStore(chat.store)
  const { staff, me, present, calls } = useStore(desk.store)
  const { busy, refusal, run } = useCommand()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const title = visitor ? visitorWords(visitor) : 'A visitor'
  const isHere = present.newest.some((each) => each.visitorId === visitorId)
  const inCall = calls.some((call) => call.visitor.visitorId === visitorId)
  const colleagues = [
    ...staff,
    ...(assignee && !staff.some(({ staffId }) => staffId === assignee.staffId) ? [assignee] : []),
  ]
  const handOver = (to: string) =>
    run(async () => {
      try {
        await desk.assignChat(visitorId, to || null)
      } catch (error) {
        throw error instanceof AppError && error.code === 'stale'
          ? new AppError(
              'stale',
              'A colleague was faster; it is shown as it is now. Choose again if it is still right.',
            )
          : error
      }
    })
  return (
    <Stack gap="sm" component="section" aria-label={`Chat with ${title}`}>
      <Group justify="space-between" gap="sm">
        <Title order={3} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        <Button variant="subtle" size="compact-md" onClick={() => desk.openChat(null)}>
          All chats
        </Button>
      </Group>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label="Looked after by"
          value={assignee?.staffId ?? ''}
          onChange={(event) => void handOver(event.currentTarget.value)}
          data={[
            { value: '', label: 'Nobody' },
            ...colleagues.map(({ staffId, name }) => ({
              value: staffId,
              label: staffId === me?.staffId ? `${name} (you)` : name,
            })),
          ]}
        />
        {isHere && !inCall && (
          <Button
            variant="default"
            onClick={() => void run(() => desk.offerCall(visitorId))}
            {...busyButton(busy)}
          >
            Ask for a video call
          </Button>
        )}
      </Group>
      <Refusal refusal={refusal} />
      <ChatView
        chat={chat}
        by="staff"
        label={`Messages of the chat with ${visitor ? numberOf(visitor) : 'a visitor'}`}
        authorOf={({ staff: author }) =>
          author === null
            ? visitor?.name || (visitor ? numberOf(visitor) : 'Visitor')
            : author.staffId === me?.staffId
              ? 'You'
              : author.name
        }
        empty="Nothing yet."
        description={
          isHere ? 'The visitor is here.' : 'The visitor is not here now, and reads it on coming back.'
        }
      />
    </Stack>
  )
}
