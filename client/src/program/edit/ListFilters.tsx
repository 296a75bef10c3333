import { kindNames, sessionKinds, sessionStatuses } from '@lectern/shared/sessionKinds'
import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { FilterChips } from '../../ui/FilterChips.tsx'
import { dayNumber, dayOf } from '../../words/times.ts'
import { type Filters, fitsStatus, noFilters, type PlannedItem } from './planned.ts'
import { statusWords, trackWords } from './programWords.ts'

interface ListFiltersProps {
  items: readonly PlannedItem[]
  timeZone: string
  filters: Filters
  onChange: (filters: Filters) => void
}

interface Option {
  value: string
  label: string
}

const distinct = (options: readonly Option[]): Option[] => [
  ...new Map(options.filter(({ value }) => value !== '').map((option) => [option.value, option])).values(),
]
const byLabel = (a: Option, b: Option) => a.label.localeCompare(b.label, undefined, { numeric: true })

/** What the list can be narrowed to: only what it holds is offered. */
function optionsOf(items: readonly PlannedItem[], timeZone: string) {
  const inOrder = items.toSorted((a, b) => a.startsAt - b.startsAt)
  return {
    day: distinct(
      inOrder.map(({ startsAt }) => ({
        value: String(dayNumber(startsAt, timeZone)),
        label: dayOf(startsAt, timeZone),
      })),
    ),
    track: distinct(items.map(({ track }) => ({ value: track, label: trackWords(track) }))).sort(byLabel),
    kind: sessionKinds.map((kind) => ({ value: kind, label: kindNames[kind] })),
    person: distinct(
      items.flatMap(({ people }) => people.map(({ personId, name }) => ({ value: personId, label: name }))),
    ).sort(byLabel),
  }
}

const statuses = [
  { value: '', label: 'All' },
  ...sessionStatuses.map((status) => ({ value: status as string, label: statusWords[status] })),
  { value: 'problems', label: 'With problems' },
]

const selects = [
  ['day', 'Day'],
  ['track', 'Track'],
  ['kind', 'Kind'],
  ['person', 'Person'],
] as const

/** Search and filters of the list, in one row. */
export function ListFilters({ items, timeZone, filters, onChange }: ListFiltersProps) {
  const options = optionsOf(items, timeZone)
  const isNarrowed = Object.entries(filters).some(
    ([name, value]) => value !== noFilters[name as keyof Filters],
  )
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <TextInput
          label="Search"
          type="search"
          placeholder="Title or person"
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
          value={filters.text}
          onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
          w={200}
        />
        {selects.map(([name, label]) => (
          <Select
            key={name}
            label={label}
            placeholder="All"
            data={options[name]}
            value={filters[name] || null}
            onChange={(value) => onChange({ ...filters, [name]: value ?? '' })}
            clearable
            searchable
            w={150}
            clearButtonProps={{ 'aria-label': `Show every ${label.toLowerCase()}` }}
          />
        ))}
        {isNarrowed && (
          <Button variant="subtle" size="compact-md" mb={4} onClick={() => onChange(noFilters)}>
            Show all
          </Button>
        )}
      </Group>
      <FilterChips
        label="Status"
        options={statuses.map(({ value, label }) => ({
          value,
          label,
          count: items.filter((item) => fitsStatus(item, value)).length,
        }))}
        value={filters.status}
        onChange={(status) => onChange({ ...filters, status })}
      />
    </Stack>
  )
}
