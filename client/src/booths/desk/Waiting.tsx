import type { Call } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import { Button, Group, Text, Title } from '@mantine/core'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Keycap } from '../../ui/Keycap.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { minutesWords } from '../../words/durations.ts'
import { relative } from '../../words/times.ts'
import { numberOf, visitorWords } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'
import { ringingOf } from './inbox.ts'

interface WaitingProps {
  desk: Desk
  now: number
  onTold: (message: string) => void
}

/** Who needs somebody, in amber above all else: calls, the longest waiting first, and missed calls. */
export function Waiting({ desk, now, onTold }: WaitingProps) {
  const state = useStore(desk.store)
  const ringing = ringingOf(state)
  const offered = state.calls.filter((call) => call.state === 'offered')
  const { busy, refusal, run } = useCommand()
  const accept = (call: Call) => run(() => take(desk, call, onTold))
  const [first] = ringing
  useShortcuts([{ key: 'a', does: 'Accept the next call', run: () => first && void accept(first) }])
  if (ringing.length + offered.length + state.missed.length === 0)
    return (
      <Text size="sm" c="gray.7" className="inbox-none">
        No incoming calls. The first of you to accept takes the call.
      </Text>
    )
  return (
    <section aria-labelledby="desk-waiting" className="inbox-waiting">
      <Title order={2} size="h4" id="desk-waiting">
        Waiting <span className="figures">{ringing.length + state.missed.length}</span>
      </Title>
      <ul>
        {ringing.map((call) => (
          <Ringing
            key={call.callId}
            call={call}
            now={now}
            isFirst={call === first}
            busy={busy}
            onAccept={() => void accept(call)}
          />
        ))}
        {state.missed.map((call) => (
          <Missed
            key={call.callId}
            call={call}
            now={now}
            busy={busy}
            onReply={() => desk.openChat(call.visitor.visitorId)}
            onDone={() => void run(() => desk.settleCall(call.callId))}
          />
        ))}
        {offered.map((call) => (
          <Offered
            key={call.callId}
            call={call}
            busy={busy}
            onCancel={() => void run(() => desk.endCall(call.callId))}
          />
        ))}
      </ul>
      <Refusal refusal={refusal} size="sm" />
    </section>
  )
}

/** If a colleague was faster, that is news and not an error. */
async function take(desk: Desk, { callId, visitor }: Call, onTold: (message: string) => void): Promise<void> {
  onTold('')
  try {
    await desk.acceptCall(callId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'call_taken') throw error
    onTold(`${numberOf(visitor)}: ${error.message}`)
  }
}

interface RowProps {
  call: Call
  busy: boolean
}

interface RingingProps extends RowProps {
  now: number
  isFirst: boolean
  onAccept: () => void
}

const Ringing = ({ call: { visitor, askedAt }, now, isFirst, busy, onAccept }: RingingProps) => (
  <li data-rings="true">
    <div>
      <Text fw={600}>
        <bdi>{visitorWords(visitor)}</bdi> is calling
      </Text>
      <Text size="sm" className="figures">
        Waiting for {minutesWords((now - askedAt) / 60_000)}
      </Text>
    </div>
    {isFirst && <Keycap of="a" />}
    <Button
      size="compact-md"
      onClick={onAccept}
      aria-label={`Accept the call of ${numberOf(visitor)}`}
      {...busyButton(busy)}
    >
      Accept
    </Button>
  </li>
)

interface MissedProps extends RowProps {
  now: number
  onReply: () => void
  onDone: () => void
}

const Missed = ({ call: { visitor, askedAt }, now, busy, onReply, onDone }: MissedProps) => (
  <li>
    <div>
      <Text fw={500}>
        <bdi>{visitorWords(visitor)}</bdi>
      </Text>
      <Text size="sm" className="figures">
        Missed call {relative(askedAt, now)}
      </Text>
    </div>
    <Group gap="xs" wrap="nowrap">
      <Button
        variant="default"
        size="compact-sm"
        onClick={onReply}
        aria-label={`Reply to the missed call of ${numberOf(visitor)}`}
      >
        Reply
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={onDone}
        aria-label={`Mark the missed call of ${numberOf(visitor)} as done`}
        {...busyButton(busy)}
      >
        Done
      </Button>
    </Group>
  </li>
)

const Offered = ({ call: { visitor, staff }, busy, onCancel }: RowProps & { onCancel: () => void }) => (
  <li data-quiet="true">
    <div>
      <Text fw={500}>
        <bdi>{visitorWords(visitor)}</bdi>
      </Text>
      <Text size="sm">Invited to a call by {staff?.name ?? 'a colleague'}</Text>
    </div>
    <Button
      variant="subtle"
      size="compact-sm"
      onClick={onCancel}
      aria-label={`Cancel the invitation of ${numberOf(visitor)}`}
      {...busyButton(busy)}
    >
      Cancel
    </Button>
  </li>
)
