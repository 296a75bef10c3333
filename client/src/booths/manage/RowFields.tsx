import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type EditForm, type EditProblems, newKey } from './editForm.ts'

interface RowsProps {
  form: EditForm
  problems: EditProblems
  onChange: (form: EditForm) => void
}

/** Links: each with what it leads to, and its address. */
export function LinkRows({ form, problems, onChange }: RowsProps) {
  const { links } = form
  const change = (key: number, fields: Partial<EditForm['links'][number]>) =>
    onChange({ ...form, links: links.map((each) => (each.key === key ? { ...each, ...fields } : each)) })
  return (
    <Stack gap="sm" component="fieldset" className="edit-rows">
      <legend>Links</legend>
      {links.map(({ key, label, url }, i) => (
        <Group key={key} gap="sm" align="flex-start">
          <TextInput
            label={`Words of link ${i + 1}`}
            value={label}
            error={problems[`label ${key}`]}
            onChange={(event) => change(key, { label: event.currentTarget.value })}
            style={{ flex: '1 1 140px' }}
          />
          <TextInput
            label={`Address of link ${i + 1}`}
            type="url"
            placeholder="https://"
            value={url}
            error={problems[`url ${key}`]}
            onChange={(event) => change(key, { url: event.currentTarget.value })}
            style={{ flex: '2 1 180px' }}
          />
          <Remove
            label={`Remove link ${i + 1}`}
            onClick={() => onChange({ ...form, links: links.filter((each) => each.key !== key) })}
          />
        </Group>
      ))}
      <Button
        variant="default"
        style={{ alignSelf: 'start' }}
        disabled={links.length >= 12}
        onClick={() => onChange({ ...form, links: [...links, { key: newKey(), label: '', url: '' }] })}
      >
        Add a link
      </Button>
    </Stack>
  )
}

/** Opening hours: a day, from and to. */
export function HourRows({ form, problems, onChange }: RowsProps) {
  const { hours } = form
  const change = (key: number, fields: Partial<EditForm['hours'][number]>) =>
    onChange({ ...form, hours: hours.map((each) => (each.key === key ? { ...each, ...fields } : each)) })
  const add = () => {
    const last = hours.at(-1)
    const next = { key: newKey(), date: '', from: last?.from ?? '09:00', to: last?.to ?? '17:00' }
    onChange({ ...form, hours: [...hours, next] })
  }
  return (
    <Stack gap="sm" component="fieldset" className="edit-rows">
      <legend>Opening hours, in your own time zone</legend>
      {hours.length === 0 && <span>None: the booth is open whenever the organiser has not closed it.</span>}
      {hours.map(({ key, date, from, to }, i) => (
        <Group key={key} gap="sm" align="flex-start">
          <TextInput
            label={`Day ${i + 1}`}
            type="date"
            value={date}
            error={problems[`hours ${key}`]}
            onChange={(event) => change(key, { date: event.currentTarget.value })}
          />
          <TextInput
            label={`Day ${i + 1} opens`}
            type="time"
            value={from}
            onChange={(event) => change(key, { from: event.currentTarget.value })}
          />
          <TextInput
            label={`Day ${i + 1} closes`}
            type="time"
            value={to}
            onChange={(event) => change(key, { to: event.currentTarget.value })}
          />
          <Remove
            label={`Remove day ${i + 1}`}
            onClick={() => onChange({ ...form, hours: hours.filter((each) => each.key !== key) })}
          />
        </Group>
      ))}
      <Button variant="default" style={{ alignSelf: 'start' }} disabled={hours.length >= 30} onClick={add}>
        Add a day
      </Button>
    </Stack>
  )
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="subtle" mt={28} aria-label={label} onClick={onClick}>
      Remove
    </Button>
  )
}
