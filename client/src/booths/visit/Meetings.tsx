import type { Slot } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { dayAndTime, dayOf, timeOf } from '../../words/times.ts'
import { dayStart } from '../arrivalHours.ts'
import { ActionButton } from './ActionButton.tsx'
import type { Visit } from './visitClient.ts'

/** The visitor's meetings here, and a form for another one. */
export function Meetings({ visit }: { visit: Visit }) {
  const { bookings, booth } = useStore(visit.store)
  const [slots, setSlots] = useState<Slot[]>()
  const { busy, refusal, run } = useCommand()
  const load = () => run(async () => setSlots(await visit.slots()))
  return (
    <>
      <ActionButton
        icon={IconCalendarPlus}
        label="Book a meeting"
        onClick={() => void load()}
        {...busyButton(busy)}
      />
      {bookings.length > 0 && (
        <ul className="booth-meetings" aria-label="Your meetings">
          {bookings.map(({ slot }) => (
            <li key={slot}>
              <span className="figures">{dayAndTime(slot)}</span>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`Cancel ${dayAndTime(slot)}`}
                onClick={() => void run(() => visit.cancelBooking(slot))}
                {...busyButton(busy)}
              >
                Cancel
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Text size="xs" c="gray.7" role="status">
        {bookings.length > 0 && 'Be at this booth then. The staff will call you.'}
      </Text>
      {!slots && <Refusal refusal={refusal} size="sm" />}
      {slots && (
        <Dialog opened onClose={() => setSlots(undefined)} title={`Book a meeting with ${booth?.name ?? ''}`}>
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
    </>
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
        There are no times to book: this booth has no more opening hours. Call now, or leave a message.
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
      <Text size="sm">15 minutes each, in your time zone.</Text>
      <fieldset className="slots" aria-label={dayOf(day)}>
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
      </fieldset>
      <Refusal refusal={refusal} />
    </Stack>
  )
}

const stateWords = { free: '', taken: ', taken', mine: ', yours' } as const
