import { Button, Group, Text, Title } from '@mantine/core'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { Section } from '../../ui/Section.tsx'
import { dayAndTime, timeOf } from '../../words/times.ts'
import { dayStart } from '../arrivalHours.ts'
import { numberOf, visitorWords } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'

/** Things to follow up: missed calls, and bookings. */
export function DeskLater({ desk, now }: { desk: Desk; now: number }) {
  const { missed, bookings } = useStore(desk.store)
  const { busy, refusal, run } = useCommand()
  const button = busyButton(busy)
  const today = bookings.filter(({ slot }) => dayStart(slot) === dayStart(now))
  const coming = bookings.filter(({ slot }) => slot > now && dayStart(slot) !== dayStart(now))
  const row = (slot: number, words: string, visitor: (typeof bookings)[number]['visitor']) => (
    <li key={slot}>
      <Text size="sm">
        <span className="figures">{words}</span> · {visitorWords(visitor)}
      </Text>
      {slot > now && (
        <Button
          variant="default"
          size="compact-sm"
          mt={4}
          onClick={() => void run(() => desk.cancelBooking(slot))}
          aria-label={`Cancel ${words} with ${numberOf(visitor)}`}
          {...button}
        >
          Cancel
        </Button>
      )}
    </li>
  )
  return (
    <Section id="desk-later" title="Later" count={missed.length + today.length}>
      <Title order={3} size="h4" mb="xs">
        Missed calls
      </Title>
      {missed.length === 0 && <Text size="sm">None. Calls that nobody took appear here.</Text>}
      <ul className="desk-list">
        {missed.map(({ callId, visitor, askedAt }) => (
          <li key={callId}>
            <Text size="sm">
              {visitorWords(visitor)} · <span className="figures">{dayAndTime(askedAt)}</span>
            </Text>
            <Group gap="xs" mt={4}>
              <Button
                size="compact-sm"
                onClick={() => desk.openChat(visitor.visitorId)}
                aria-label={`Write to ${numberOf(visitor)}`}
              >
                Write
              </Button>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => void run(() => desk.settleCall(callId))}
                aria-label={`Seen to: the call of ${numberOf(visitor)}`}
                {...button}
              >
                Seen to
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      <Title order={3} size="h4" mt="md" mb="xs">
        Booked today
      </Title>
      <Text size="sm" c="gray.7">
        In your own time zone. Ask the visitor for a call when the time has come.
      </Text>
      {today.length === 0 && <Text size="sm">Nothing booked today.</Text>}
      <ul className="desk-list">{today.map(({ slot, visitor }) => row(slot, timeOf(slot), visitor))}</ul>
      {coming.length > 0 && (
        <details>
          <summary>On other days: {coming.length}</summary>
          <ul className="desk-list">
            {coming.map(({ slot, visitor }) => row(slot, dayAndTime(slot), visitor))}
          </ul>
        </details>
      )}
      <Refusal refusal={refusal} />
    </Section>
  )
}
