import type { Slot } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import { Button, Group, List, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { dayAndTime, dayOf, timeOf } from '../../words/times.ts'
import { dayStart } from '../arrivalHours.ts'
import type { Visit } from './visitClient.ts'

/** The visitor's bookings here, and a form for another one. */
export function SlotPicker({ visit }: { visit: Visit }) {
  const { bookings, booth } = useStore(visit.store)
  const [slots, setSlots] = useState<Slot[]>()
  const { busy, refusal, run } = useCommand()
  const load = () => run(async () => setSlots(await visit.slots()))
  return (
    <Stack gap="sm" component="section" aria-labelledby="booth-times" align="flex-start">
      <Title order={2} size="h3" id="booth-times">
        A time of your own
      </Title>
      {bookings.length > 0 && (
        <List component="ul" listStyleType="none" spacing="xs">
          {bookings.map(({ slot }) => (
            <List.Item key={slot}>
              <Group gap="sm">
                <span className="figures">{dayAndTime(slot)}</span>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Cancel ${dayAndTime(slot)}`}
                  onClick={() => void run(() => visit.cancelBooking(slot))}
                  {...busyButton(busy)}
                >
                  Cancel
                </Button>
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm" role="status">
        {bookings.length > 0 && 'Be at this booth then; the staff ask you for a call.'}
      </Text>
      <Button variant="default" onClick={() => void load()} {...busyButton(busy)}>
        Book a time
      </Button>
      {!slots && <Refusal refusal={refusal} />}
      {slots && (
        <Dialog opened onClose={() => setSlots(undefined)} title={`Book a time at ${booth?.name ?? ''}`}>
          <Slots
            slots={slots}
            onBook={async (slot) => {
              await visit.book(slot)
              setSlots(undefined)
            }}
            onTaken={() => void load()}
          />
        </Dialog>
      )}
    </Stack>
  )
}

interface SlotsProps {
  slots: Slot[]
  onBook: (slot: number) => Promise<void>
  /** Another visitor was faster: the list is out of date. */
  onTaken: () => void
}

function Slots({ slots, onBook, onTaken }: SlotsProps) {
  const { busy, refusal, run } = useCommand()
  const days = [...new Set(slots.map(({ at }) => dayStart(at)))]
  const firstFree = slots.find(({ state }) => state === 'free') ?? slots[0]
  const [chosen, setChosen] = useState<number>()
  if (!firstFree)
    return (
      <Text>
        There are no times to book: this booth has no opening hours ahead. Ask for a call now, or write to its
        staff.
      </Text>
    )
  const day = chosen ?? dayStart(firstFree.at)
  const book = (at: number) =>
    run(() =>
      onBook(at).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'slot_taken') onTaken()
        throw error
      }),
    )
  return (
    <Stack gap="md" className="booths">
      <NativeSelect
        label="Day"
        value={String(day)}
        onChange={(event) => setChosen(Number(event.currentTarget.value))}
        data={days.map((each) => ({ value: String(each), label: dayOf(each) }))}
      />
      <Text size="sm">Fifteen minutes each, in your own time zone.</Text>
      <Group gap="xs" role="group" aria-label={dayOf(day)}>
        {slots
          .filter(({ at }) => dayStart(at) === day)
          .map(({ at, state }) => (
            <Button
              key={at}
              variant="default"
              size="compact-md"
              className="figures"
              disabled={state !== 'free'}
              aria-label={`${timeOf(at)}${stateWords[state]}`}
              onClick={() => void book(at)}
              {...busyButton(busy)}
            >
              {timeOf(at)}
              {state === 'mine' && ' · yours'}
            </Button>
          ))}
      </Group>
      <Refusal refusal={refusal} />
    </Stack>
  )
}

const stateWords = { free: '', taken: ', taken', mine: ', yours' } as const
