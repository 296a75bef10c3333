import { Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { SupportRows } from '../ui/SupportRows.tsx'
import type { ContractForm } from '../ui/useContractForm.ts'
import { zoneOptions } from '../words/zones.ts'
import type { ConferenceForm } from './conferenceForm.ts'
import { languageOptions } from './languages.ts'

interface ConferenceFieldsProps<Values extends ConferenceForm> {
  form: ContractForm<Values>
  /** Zones to offer besides those that this browser knows. */
  zones: string[]
}

/** What every conference has: its name, its days, its time zone, its languages and who supports it. */
export const ConferenceFields = <Values extends ConferenceForm>({
  form,
  zones,
}: ConferenceFieldsProps<Values>) => (
  <>
    <TextInput label="Name" required {...form.getInputProps('title')} />
    <Group gap="md" align="flex-start" className="conference-days">
      <TextInput label="First day" type="date" {...form.getInputProps('startsOn')} />
      <TextInput label="Last day" type="date" {...form.getInputProps('endsOn')} />
    </Group>
    <Select
      label="Time zone"
      description="People see times in their own zone, and can switch to this one. Certificates use it."
      data={zoneOptions(...zones)}
      allowDeselect={false}
      searchable
      required
      {...form.getInputProps('timeZone')}
    />
    <MultiSelect
      label="Languages"
      description="In which the sessions are held."
      data={languageOptions(form.getValues().languages)}
      searchable
      hidePickedOptions
      {...form.getInputProps('languages')}
    />
    <SupportRows form={form} none="None for the whole conference. A session can have its own." />
  </>
)
