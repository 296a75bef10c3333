import type { Call } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import { Button, Group, Text } from '@mantine/core'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { Section } from '../../ui/Section.tsx'
import { minutesWords } from '../../words/durations.ts'
import { numberOf, visitorWords } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'

interface DeskWaitingProps {
  desk: Desk
  now: number
  onTold: (message: string) => void
}

/** Who is ringing, longest first, and whom the staff have asked. */
export function DeskWaiting({ desk, now, onTold }: DeskWaitingProps) {
  const calls = useStore(desk.store, (state) => state.calls)
  const { busy, refusal, run } = useCommand()
  const ringing = calls
    .filter(({ state }) => state === 'ringing')
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || a.askedAt - b.askedAt)
  const offered = calls.filter(({ state }) => state === 'offered')
  const accept = ({ callId, visitor }: Call) =>
    run(async () => {
      onTold('')
      try {
        await desk.acceptCall(callId)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'call_taken') throw error
        // Not an error: a colleague was faster.
        onTold(`${numberOf(visitor)}: ${error.message}`)
      }
    })
  return (
    <Section id="desk-waiting" title="Waiting" count={ringing.length}>
      {ringing.length + offered.length === 0 && (
        <Text size="sm">
          Nobody rings. Calls of visitors appear here; the first of you to accept gets it.
        </Text>
      )}
      <ul className="desk-list">
        {ringing.map((call) => (
          <li key={call.callId}>
            <div className="desk-ring">
              <Text fw={600}>{visitorWords(call.visitor)} is calling</Text>
              <Text size="sm" className="figures" mb={4}>
                Waiting {minutesWords((now - call.askedAt) / 60_000)}
              </Text>
              <Button
                onClick={() => void accept(call)}
                aria-label={`Accept the call of ${numberOf(call.visitor)}`}
                {...busyButton(busy)}
              >
                Accept
              </Button>
            </div>
          </li>
        ))}
        {offered.map((call) => (
          <li key={call.callId}>
            <Text>{visitorWords(call.visitor)} has been asked</Text>
            <Text size="sm" c="gray.7">
              by {call.staff?.name ?? 'a colleague'}; no answer yet
            </Text>
            <Group mt={4}>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => void run(() => desk.endCall(call.callId))}
                aria-label={`Take the call to ${numberOf(call.visitor)} back`}
                {...busyButton(busy)}
              >
                Take it back
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      <Refusal refusal={refusal} />
    </Section>
  )
}
