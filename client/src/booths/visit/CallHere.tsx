import { Button, Text, VisuallyHidden } from '@mantine/core'
import { type ComponentType, Suspense } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import type { CallRoomProps } from '../calls/CallView.tsx'
import { CallRoom } from '../calls/callRoom.ts'
import type { Visit } from './visitClient.ts'

interface CallHereProps {
  visit: Visit
  Room?: ComponentType<CallRoomProps>
}

/** The visitor's call while it runs on this page. */
export function CallHere({ visit, Room = CallRoom }: CallHereProps) {
  const { booth, call, callHere } = useStore(visit.store)
  const other = call?.staff?.name ?? booth?.name ?? 'the staff'
  const runs = call?.state === 'active' && callHere ? call : undefined
  return (
    <>
      <VisuallyHidden role="status">
        {runs && `In a call with ${other}. Your camera and microphone are on.`}
      </VisuallyHidden>
      {runs && (
        <div className="booth-call">
          <Suspense fallback={<Loading />}>
            <Room
              call={runs}
              title={`In a call with ${other}`}
              empty="Waiting for the other side’s video."
              actions={<LeaveCall visit={visit} />}
            />
            <Text size="sm" c="gray.7" mt={4}>
              They see and hear you. When you leave, the call ends.
            </Text>
          </Suspense>
        </div>
      )}
    </>
  )
}

function LeaveCall({ visit }: { visit: Visit }) {
  const { busy, refusal, run } = useCommand()
  return (
    <>
      <Button color="red" onClick={() => void run(visit.endCall)} {...busyButton(busy)}>
        Leave call
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}
