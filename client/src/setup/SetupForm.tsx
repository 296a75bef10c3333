import { type SetupRequest, setupRequest } from '@lectern/shared/conferences'
import { Button, Fieldset, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useCommand } from '../live/useCommand.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { ownZone, zoneOptions } from '../words/zones.ts'

type Setup = Omit<SetupRequest, 'token'>

const contract = setupRequest.omit({ token: true })

export function SetupForm({ onSetUp }: { onSetUp: (given: Setup) => Promise<void> }) {
  const { form, onSubmit } = useContractForm<Setup>({
    initialValues: {
      name: '',
      email: '',
      title: '',
      timeZone: ownZone(),
      provider: { name: '', address: '', number: '' },
    },
    problemsOf: (values) => problemsIn(contract, values),
  })
  const { busy, refusal, run } = useCommand()
  return (
    <form {...onSubmit((values) => run(() => onSetUp(values)))}>
      <Stack gap="md">
        <TextInput label="Your name" required autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label="Your mail address"
          description="To send you a new personal link; may be left out."
          type="email"
          autoComplete="email"
          {...form.getInputProps('email')}
        />
        <TextInput label="Name of the conference" required {...form.getInputProps('title')} />
        <Select
          label="Time zone of the conference"
          description="Everybody sees times in their own zone, and in this one."
          data={zoneOptions(ownZone())}
          {...form.getInputProps('timeZone')}
          allowDeselect={false}
          searchable
          required
        />
        <Fieldset legend="Provider">
          <Stack gap="md">
            <TextInput
              label="Name of the provider"
              description="The accredited organisation, as certificates name it."
              required
              {...form.getInputProps('provider.name')}
            />
            <Textarea
              label="Postal address"
              description="Some bodies’ certificates print it."
              rows={2}
              {...form.getInputProps('provider.address')}
            />
            <TextInput
              label="Provider number"
              description="For registers; may be left out."
              {...form.getInputProps('provider.number')}
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
