import { provider as contract, type Provider } from '@lectern/shared/conferences'
import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'

const providerQuery = { queryKey: ['provider'], queryFn: () => request('provider.read') }

/** The provider's details, as certificates issued from now on name it. */
export default function ProviderPage() {
  const provider = useQuery(providerQuery)
  return (
    <Loaded query={provider} label="Loading the provider’s details">
      {({ provider: known }) => (
        <Page width="reading">
          <PageHead
            title="Provider"
            lead="What you change here is on certificates that are issued from now on. Those issued before stay as they are."
          />
          <ProviderForm provider={known} />
        </Page>
      )}
    </Loaded>
  )
}

interface Values {
  name: string
  address: string
  number: string
  acpeNumber: string
  jointlyAccredited: boolean
}
/** As the contract has it: without a number at ACPE where none was written. */
const written = ({ acpeNumber, jointlyAccredited, ...rest }: Values): Provider => ({
  ...rest,
  ...(jointlyAccredited && { jointlyAccredited }),
  ...(acpeNumber.trim() !== '' && { acpeNumber: acpeNumber.trim() }),
})

function ProviderForm({ provider }: { provider: Provider | null }) {
  const { form, onSubmit } = useContractForm<Values>({
    initialValues: {
      ...{ name: '', address: '', number: '', acpeNumber: '', jointlyAccredited: false },
      ...provider,
    },
    problemsOf: (values) => problemsIn(contract, written(values)),
  })
  const { busy, refusal, run } = useCommand({ changes: providerQuery.queryKey })
  const [isSaved, setSaved] = useState(false)
  const save = async (values: Values) =>
    setSaved(await run(() => request('provider.save', { body: written(values) })))
  return (
    <form {...onSubmit(save)} onChange={() => setSaved(false)}>
      <Stack gap="md">
        <TextInput
          label="Name of the provider"
          description="The accredited organisation, as statements and certificates name it."
          required
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Postal address"
          description="Some bodies’ certificates print it, those of ANCC for one."
          rows={3}
          {...form.getInputProps('address')}
        />
        <TextInput
          label="Provider number of the ACCME"
          description="7 digits, for PARS; may be left out."
          {...form.getInputProps('number')}
        />
        <TextInput
          label="Provider number of ACPE"
          description="4 digits: each UAN begins with them."
          {...form.getInputProps('acpeNumber')}
        />
        <Checkbox
          label="Jointly accredited (ACCME, ACPE and ANCC)"
          {...form.getInputProps('jointlyAccredited', { type: 'checkbox' })}
        />
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button type="submit" {...busyButton(busy)}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
          <Text role="status">{isSaved && 'Saved.'}</Text>
        </Group>
      </Stack>
    </form>
  )
}
