import { type Booth, type Call, isOpenAt } from '@lectern/shared/booths'
import { Button, Group, Text } from '@mantine/core'
import { IconPhoneOff, IconVideo } from '@tabler/icons-react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { callEndWords } from '../boothWords.ts'
import { ActionButton } from './ActionButton.tsx'
import type { Visit } from './visitClient.ts'

/** In the contact card: asking for a call, and its state while it does not run on this page. */
export function CallChoices({ visit, booth, now }: { visit: Visit; booth: Booth; now: number }) {
  const { call, lastCall, callHere } = useStore(visit.store)
  const { busy, refusal, run } = useCommand()
  const button = busyButton(busy)
  if (call?.state === 'active' && callHere) return null
  return (
    <>
      {!call &&
        (isOpenAt(booth, now) ? (
          <ActionButton
            icon={IconVideo}
            label="Call"
            hint="Your camera and microphone turn on when someone accepts."
            onClick={() => void run(visit.requestCall)}
            {...button}
          />
        ) : (
          <Text size="sm" c="gray.7">
            No calls outside opening hours. Leave a message or book a meeting.
          </Text>
        ))}
      <CallWords call={call} lastCall={lastCall} />
      {call?.state === 'ringing' && (
        <ActionButton
          icon={IconPhoneOff}
          label="Cancel call"
          onClick={() => void run(visit.cancelCall)}
          {...button}
        />
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
            End call
          </Button>
        </Group>
      )}
      <Refusal refusal={refusal} size="sm" />
    </>
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
      <Notice mb="sm" title={`${who} invites you to a video call`}>
        If you accept, your camera and microphone turn on.
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

function wordsOf(call: Call | null, lastCall: Call | null): string {
  if (!call) return lastCall ? callEndWords(lastCall) : ''
  if (call.state === 'active')
    return `You’re in a call with ${call.staff?.name ?? 'the staff'} on another page.`
  if (call.state !== 'ringing') return ''
  const place =
    call.place === null || call.place === 1 ? 'You’re next.' : `You’re number ${call.place} in the queue.`
  return `Ringing … ${place} Stay on this page; you can read and write meanwhile.`
}

/** Announces the call's state politely. */
const CallWords = ({ call, lastCall }: { call: Call | null; lastCall: Call | null }) => (
  <Text role="status" size="sm" fw={500}>
    {wordsOf(call, lastCall)}
  </Text>
)
