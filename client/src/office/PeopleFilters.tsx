import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { FilterChips } from '../ui/FilterChips.tsx'
import { professionWords } from '../words/credit.ts'
import {
  countsOf,
  type OfficePerson,
  professionsIn,
  type Standing,
  standings,
  type Wanted,
} from './peopleTable.ts'

export const standingWords: Record<Standing, string> = {
  not_eligible: 'Not eligible',
  not_claimed: 'Not claimed',
  claimed: 'Claimed',
}

interface PeopleFiltersProps {
  people: readonly OfficePerson[]
  wanted: Wanted
  onWant: (fields: Partial<Wanted>) => void
}

/** Whom the table shows. */
export function PeopleFilters({ people, wanted, onWant }: PeopleFiltersProps) {
  const counts = countsOf(people)
  const present = professionsIn(counts)
  return (
    <div className="office-filters">
      <TextInput
        aria-label="Find a name"
        placeholder="Find a name"
        type="search"
        size="sm"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
        value={wanted.search}
        onChange={(event) => onWant({ search: event.currentTarget.value })}
      />
      <FilterChips
        label="Claim"
        value={wanted.standing}
        options={[
          { value: 'all', label: 'All', count: people.length },
          ...standings.map((value) => ({
            value,
            label: standingWords[value],
            count: counts.get(value) ?? 0,
          })),
        ]}
        onChange={(standing) => onWant({ standing })}
      />
      {present.length > 1 && (
        <FilterChips
          label="Profession"
          value={wanted.profession}
          options={[
            { value: 'all', label: 'All professions' },
            ...present.map((value) => ({
              value,
              label: professionWords[value],
              count: counts.get(value) ?? 0,
            })),
          ]}
          onChange={(profession) => onWant({ profession })}
        />
      )}
    </div>
  )
}
