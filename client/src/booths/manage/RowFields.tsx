import { linksMax, openingHoursMax } from '@lectern/shared/limits'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { type EditForm, newKey } from './editForm.ts'

interface RowsProps {
  form: ContractForm<EditForm>
}

/** The labels stand above the first row only; every field has its own name. */
const labelOf = (index: number, label: string) => (index === 0 ? { label } : {})

/** Links: each with a text and an address. */
export function LinkRows({ form }: RowsProps) {
  const { links } = form.values
  return (
    <Stack gap="sm" component="fieldset" className="edit-rows">
      <legend>Links</legend>
      {links.map(({ key }, i) => (
        <Group key={key} gap="sm" align="flex-end" wrap="nowrap">
          <div className="edit-row">
            <TextInput
              {...labelOf(i, 'Link text')}
              aria-label={`Link text ${i + 1}`}
              {...form.getInputProps(`links.${i}.label`)}
            />
            <TextInput
              {...labelOf(i, 'URL')}
              aria-label={`URL ${i + 1}`}
              type="url"
              placeholder="https://"
              {...form.getInputProps(`links.${i}.url`)}
            />
          </div>
          <Remove label={`Remove link ${i + 1}`} onClick={() => form.removeListItem('links', i)} />
        </Group>
      ))}
      <Add
        label="Add link"
        disabled={links.length >= linksMax}
        onClick={() => form.insertListItem('links', { key: newKey(), label: '', url: '' })}
      />
    </Stack>
  )
}

const hourFields = [
  ['first', 'First day', 'date'],
  ['last', 'Last day', 'date'],
  ['from', 'Opens', 'time'],
  ['to', 'Closes', 'time'],
] as const

/** Opening hours: a range of days with the same hours every day. */
export function HourRows({ form }: RowsProps) {
  const { hours } = form.values
  const add = () => {
    const { from = '09:00', to = '17:00' } = hours.at(-1) ?? {}
    form.insertListItem('hours', { key: newKey(), first: '', last: '', from, to })
  }
  return (
    <Stack gap="sm" component="fieldset" className="edit-rows">
      <legend>Opening hours</legend>
      <Text size="sm" c="gray.7">
        {hours.length === 0
          ? 'None: the booth is always open, unless the organiser closes it.'
          : 'The same hours every day from the first to the last, in your time zone. Leave the last day empty for one day.'}
      </Text>
      {hours.map(({ key }, i) => (
        <Group key={key} gap="sm" align="flex-end" wrap="nowrap">
          <div className="edit-row">
            {hourFields.map(([field, label, type]) => (
              <TextInput
                key={field}
                {...labelOf(i, label)}
                aria-label={`${label} ${i + 1}`}
                type={type}
                {...form.getInputProps(`hours.${i}.${field}`)}
              />
            ))}
          </div>
          <Remove label={`Remove hours ${i + 1}`} onClick={() => form.removeListItem('hours', i)} />
        </Group>
      ))}
      <Add label="Add hours" disabled={hours.length >= openingHoursMax} onClick={add} />
    </Stack>
  )
}

interface AddProps {
  label: string
  disabled: boolean
  onClick: () => void
}

const Add = ({ label, disabled, onClick }: AddProps) => (
  <Button
    variant="default"
    size="compact-md"
    style={{ alignSelf: 'start' }}
    leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
    disabled={disabled}
    onClick={onClick}
  >
    {label}
  </Button>
)

const Remove = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <IconButton label={label} icon={IconTrash} iconSize={16} onClick={onClick} />
)
