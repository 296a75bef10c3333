import type { SetupRequest } from '@lectern/shared/conferences'
import { Button, Fieldset, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { ownZone, zoneWords } from '../words/zones.ts'

type Setup = Omit<SetupRequest, 'token'>

/** Every zone that this browser knows, by name. */
const timeZones = (): { value: string; label: string }[] =>
  [...new Set([ownZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]
    .sort()
    .map((value) => ({ value, label: zoneWords(value) }))

function read(form: HTMLFormElement, timeZone: string): Setup {
  const data = new FormData(form)
  const field = (name: string): string => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  return {
    name: field('name'),
    title: field('title'),
    timeZone,
    provider: {
      name: field('providerName'),
      address: field('providerAddress'),
      number: field('providerNumber'),
    },
  }
}

export function SetupForm({ onSubmit }: { onSubmit: (given: Setup) => Promise<void> }) {
  const [timeZone, setTimeZone] = useState<string>(ownZone())
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setRefusal('')
    try {
      await onSubmit(read(event.currentTarget, timeZone))
    } catch (error) {
      setRefusal(messageOf(error))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <TextInput name="name" label="Your name" required maxLength={120} autoComplete="name" />
        <TextInput name="title" label="Name of the conference" required maxLength={120} />
        <Select
          label="Time zone of the conference"
          description="Everybody sees times in their own zone, and in this one."
          data={timeZones()}
          value={timeZone}
          onChange={(value) => value && setTimeZone(value)}
          allowDeselect={false}
          searchable
          required
        />
        <Fieldset legend="Provider">
          <Stack gap="md">
            <TextInput
              name="providerName"
              label="Name of the provider"
              description="The accredited organisation, as certificates name it."
              required
              maxLength={160}
            />
            <Textarea
              name="providerAddress"
              label="Postal address"
              description="Some bodies’ certificates print it."
              rows={2}
              maxLength={240}
            />
            <TextInput
              name="providerNumber"
              label="Provider number"
              description="For registers; may be left out."
              maxLength={20}
            />
          </Stack>
        </Fieldset>
        <Refusal refusal={refusal} />
        <Button type="submit" loading={busy} style={{ alignSelf: 'flex-start' }}>
          Set up
        </Button>
      </Stack>
    </form>
  )
}
