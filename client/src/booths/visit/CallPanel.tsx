import { type Booth, type Call, isOpenAt, type Visitor } from '@lectern/shared/booths'
import { Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { type ComponentType, Suspense } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { callEndWords, visitorWords } from '../boothWords.ts'
import type { CallRoomProps } from '../calls/CallView.tsx'
import { CallRoom } from '../calls/callRoom.ts'
import type { Visit } from './visitClient.ts'

interface CallPanelProps {
  visit: Visit
  now: number
  Room?: ComponentType<CallRoomProps>
}

/** The visitor's call: requested, ringing, offered, active, and its outcome. */
export function CallPanel({ visit, now, Room = CallRoom }: CallPanelProps) {
  const { booth, call, callHere, me } = useStore(visit.store)
  if (!booth || !me) return null
  const other = call?.staff?.name ?? booth.name
  const runsHere = call?.state === 'active' && callHere
  return (
    <div>
      <VisuallyHidden role="status">
        {runsHere && `In a call with ${other}. Your camera and microphone are on.`}
      </VisuallyHidden>
      {runsHere ? (
        <Suspense fallback={<Loading />}>
          <Room
            call={call}
            title={`In a call with ${other}`}
            empty="Waiting for the picture of the other side."
            actions={<EndCall visit={visit} />}
          />
          <Text size="sm" c="gray.7" mt={4}>
            They see and hear you. When you leave, the call ends.
          </Text>
        </Suspense>
      ) : (
        <CallChoices visit={visit} booth={booth} me={me} now={now} />
      )}
    </div>
  )
}

function EndCall({ visit }: { visit: Visit }) {
  const { busy, refusal, run } = useCommand()
  return (
    <>
      <Button color="red" onClick={() => void run(visit.endCall)} {...busyButton(busy)}>
        Leave the call
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}

/** The call's state while it is not active on this page, with the possible actions. */
function CallChoices({ visit, booth, me, now }: { visit: Visit; booth: Booth; me: Visitor; now: number }) {
  const { call, lastCall } = useStore(visit.store)
  const { busy, refusal, run } = useCommand()
  const button = busyButton(busy)
  return (
    <Stack gap="sm" component="section" aria-labelledby="booth-call" align="flex-start">
      <Title order={2} size="h3" id="booth-call">
        Video call
      </Title>
      <CallWords call={call} lastCall={lastCall} />
      {!call && (
        <>
          <Text size="sm">
            Your camera and microphone are turned on when somebody takes the call; you can turn them off at
            any time. They see you as “{visitorWords(me)}”.
          </Text>
          {isOpenAt(booth, now) ? (
            <Button onClick={() => void run(visit.requestCall)} {...button}>
              Ask for a call now
            </Button>
          ) : (
            <Text size="sm">The booth takes no calls outside its opening hours. Write, or book a time.</Text>
          )}
        </>
      )}
      {call?.state === 'ringing' && (
        <Button variant="default" onClick={() => void run(visit.cancelCall)} {...button}>
          Cancel the call
        </Button>
      )}
      {call?.state === 'offered' && (
        <OfferedCall
          who={call.staff?.name ?? 'The staff'}
          busy={busy}
          onAnswer={(accept) => void run(() => visit.answerCall(accept))}
        />
      )}
      {call?.state === 'active' && (
        <Group gap="sm">
          <Button onClick={visit.joinHere}>Go to the call</Button>
          <Button variant="default" onClick={() => void run(visit.endCall)} {...button}>
            End it
          </Button>
        </Group>
      )}
      <Refusal refusal={refusal} />
    </Stack>
  )
}

interface OfferedCallProps {
  who: string
  busy: boolean
  onAnswer: (accept: boolean) => void
}

function OfferedCall({ who, busy, onAnswer }: OfferedCallProps) {
  return (
    <div className="call-offered">
      <Notice mb="sm" title={`${who} asks you for a video call`}>
        If you accept, your camera and microphone are turned on. If you decline, nothing happens.
      </Notice>
      <Group gap="sm">
        <Button onClick={() => onAnswer(true)} {...busyButton(busy)}>
          Accept
        </Button>
        <Button variant="default" onClick={() => onAnswer(false)} {...busyButton(busy)}>
          Decline
        </Button>
      </Group>
    </div>
  )
}

/** Announces the call's state politely. */
function CallWords({ call, lastCall }: { call: Call | null; lastCall: Call | null }) {
  const words = !call
    ? lastCall && callEndWords(lastCall)
    : call.state === 'ringing'
      ? `Ringing. ${call.place === null || call.place === 1 ? 'You are next.' : `You are number ${call.place} in the queue.`} Stay on this page; you can read and write meanwhile.`
      : call.state === 'active'
        ? `Your call with ${call.staff?.name ?? 'the staff'} is running.`
        : ''
  return (
    <Text role="status" fw={600}>
      {words}
    </Text>
  )
}
