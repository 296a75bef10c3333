import type { Call } from '@lectern/shared/booths'
import { Button, Group, Text } from '@mantine/core'
import { type ComponentType, Suspense, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { numberOf, visitorWords } from '../boothWords.ts'
import type { CallRoomProps } from '../calls/CallView.tsx'
import { CallRoom } from '../calls/callRoom.ts'
import type { Desk } from './deskClient.ts'

interface DeskCallProps {
  desk: Desk
  /** Announces the call's outcome once it is no longer shown. */
  onTold: (message: string) => void
  Room?: ComponentType<CallRoomProps>
}

/** The call that this page takes part in. */
export function DeskCall({ desk, onTold, Room = CallRoom }: DeskCallProps) {
  const { calls, callHere } = useStore(desk.store)
  const { busy, refusal, run } = useCommand()
  const call = calls.find(({ callId }) => callId === callHere)
  const before = useRef<Call>(undefined)
  useEffect(() => {
    const last = before.current
    before.current = call
    if (!last || call) return
    const isOver = !desk.store.getState().calls.some(({ callId }) => callId === last.callId)
    if (isOver)
      onTold(
        last.state === 'active'
          ? `The call with ${numberOf(last.visitor)} has ended.`
          : `${numberOf(last.visitor)} did not take the call.`,
      )
  }, [call, desk, onTold])
  if (call?.state !== 'active') return null
  const button = busyButton(busy)
  return (
    <Suspense fallback={<Loading />}>
      <Room
        key={call.callId}
        call={call}
        title={`In a call with ${visitorWords(call.visitor)}`}
        empty="Waiting for the visitor’s video."
        actions={
          <Group gap="sm">
            <Button variant="default" onClick={() => void run(() => desk.leaveCall(call.callId))} {...button}>
              Leave call
            </Button>
            <Button color="red" onClick={() => void run(() => desk.endCall(call.callId))} {...button}>
              End call
            </Button>
            <Refusal refusal={refusal} />
          </Group>
        }
      />
      <Text size="sm" c="gray.7">
        Leaving ends the call if no colleague is in it.
      </Text>
    </Suspense>
  )
}
