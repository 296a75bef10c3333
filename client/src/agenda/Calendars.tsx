import type { Subscription } from '@lectern/shared/program'
import { Anchor, Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCalendarShare } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { request, urlOf } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'

const subscriptionKey = ['calendar subscription']

/** The programme in the person's own calendar: as files, or by an address that the calendar follows. */
export function Calendars() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarShare size={18} stroke={1.75} aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        In my calendar
      </Button>
      <Dialog opened={isOpen} onClose={() => setIsOpen(false)} title="In my calendar">
        <Stack gap="lg">
          <Stack gap="xs" align="flex-start">
            <Anchor href={urlOf('program.ownCalendar')} download>
              My agenda as a file
            </Anchor>
            <Anchor href={urlOf('program.calendarOfAll')} download>
              The whole programme as a file
            </Anchor>
            <Text size="sm" c="dimmed">
              A file shows the programme as it is now. It does not follow changes.
            </Text>
          </Stack>
          <Follow />
        </Stack>
      </Dialog>
    </>
  )
}

function Follow() {
  const subscription = useQuery({
    queryKey: subscriptionKey,
    queryFn: () => request('program.subscription'),
  })
  const { data, isError, error, refetch } = subscription
  if (isError) return <LoadFailed message={messageOf(error)} retry={() => void refetch()} />
  if (!data) return <Text aria-busy="true">Loading…</Text>
  return <Address subscription={data} />
}

function Address({ subscription: { address } }: { subscription: Subscription }) {
  const { busy, refusal, run } = useCommand({ changes: subscriptionKey })
  const make = () => void run(() => request('program.subscribe'))
  const revoke = () => void run(() => request('program.unsubscribe'))
  return (
    <Stack gap="sm">
      {address === null ? (
        <>
          <Text>
            Your calendar can also follow your agenda: sessions that you add, and changes of their times,
            appear in it within a few hours.
          </Text>
          <Group>
            <Button onClick={make} {...busyButton(busy)}>
              Make an address for my calendar
            </Button>
          </Group>
        </>
      ) : (
        <>
          <TextInput
            label="Address for your calendar"
            description="Add it in your calendar as a subscription. Whoever has it sees your agenda, and cannot sign in with it."
            readOnly
            value={address}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Group>
            <CopyButton value={address}>
              {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy the address'}</Button>}
            </CopyButton>
            <Button variant="default" onClick={make} {...busyButton(busy)}>
              Replace it
            </Button>
            <Button variant="default" onClick={revoke} {...busyButton(busy)}>
              Turn it off
            </Button>
          </Group>
        </>
      )}
      <Refusal refusal={refusal} size="sm" />
    </Stack>
  )
}
