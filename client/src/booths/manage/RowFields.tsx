import { linksMax, openingHoursMax } from '@lectern/shared/limits'
import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { type EditForm, newKey } from './editForm.ts'

/** Links: each with a label and an address. */
export function LinkRows({ form }: { form: ContractForm<EditForm> }) {
  const { links } = form.values
  return (
    <Stack gap="sm" component="fieldset" className="edit-rows">
      <legend>Links</legend>
      {links.map(({ key }, i) => (
        <Group key={key} gap="sm" align="flex-start">
          <TextInput
            label={`Words of link ${i + 1}`}
            {...form.getInputProps(`links.${i}.label`)}
            style={{ flex: '1 1 140px' }}
          />
          <TextInput
            label={`Address of link ${i + 1}`}
            type="url"
            placeholder="https://"
            {...form.getInputProps(`links.${i}.url`)}
            style={{ flex: '2 1 180px' }}
          />
          <Remove label={`Remove link ${i + 1}`} onClick={() => form.removeListItem('links', i)} />
        </Group>
      ))}
      <Add
        label="Add a link"
        disabled={links.length >= linksMax}
        onClick={() => form.insertListItem('links', { key: newKey(), label: '', url: '' })}
      />
    </Stack>
  )
}

/** Opening hours: a day, from and to. */
export function HourRows({ form }: { form: ContractForm<EditForm> }) {
  const { hours } = form.values
  const add = () => {
    const last = hours.at(-1)
    const next = { key: newKey(), date: '', from: last?.from ?? '09:00', to: last?.to ?? '17:00' }
    form.insertListItem('hours', next)
  }
  return (
    <Stack gap="sm" component="fieldset" className="edit-rows">
      <legend>Opening hours, in your own time zone</legend>
      {hours.length === 0 && <span>None: the booth is open whenever the organiser has not closed it.</span>}
      {hours.map(({ key }, i) => (
        <Group key={key} gap="sm" align="flex-start">
          <TextInput label={`Day ${i + 1}`} type="date" {...form.getInputProps(`hours.${i}.date`)} />
          <TextInput label={`Day ${i + 1} opens`} type="time" {...form.getInputProps(`hours.${i}.from`)} />
          <TextInput label={`Day ${i + 1} closes`} type="time" {...form.getInputProps(`hours.${i}.to`)} />
          <Remove label={`Remove day ${i + 1}`} onClick={() => form.removeListItem('hours', i)} />
        </Group>
      ))}
      <Add label="Add a day" disabled={hours.length >= openingHoursMax} onClick={add} />
    </Stack>
  )
}

interface AddProps {
  label: string
  disabled: boolean
  onClick: () => void
}

const Add = ({ label, disabled, onClick }: AddProps) => (
  <Button variant="default" style={{ alignSelf: 'start' }} disabled={disabled} onClick={onClick}>
    {label}
  </Button>
)

const Remove = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button variant="subtle" mt={28} aria-label={label} onClick={onClick}>
    Remove
  </Button>
)
