import { type Profession, professions } from '@lectern/shared/accounts'
import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { professionWords } from '../words/credit.ts'
import { standings, type Wanted } from './peopleTable.ts'

export const standingWords: Record<Wanted['standing'], string> = {
  all: 'Everybody',
  not_eligible: 'Not eligible',
  not_claimed: 'Not claimed',
  claimed: 'Claimed',
}

interface PeopleFiltersProps {
  wanted: Wanted
  onWant: (fields: Partial<Wanted>) => void
}

/** Whom the table shows. */
export function PeopleFilters({ wanted, onWant }: PeopleFiltersProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" maw={720}>
      <TextInput
        label="Find a name"
        type="search"
        value={wanted.search}
        onChange={(event) => onWant({ search: event.currentTarget.value })}
      />
      <NativeSelect
        label="Profession"
        value={wanted.profession}
        data={[
          { value: 'all', label: 'Every profession' },
          ...professions.map((value) => ({ value, label: professionWords[value] })),
        ]}
        onChange={(event) => onWant({ profession: event.currentTarget.value as Profession | 'all' })}
      />
      <NativeSelect
        label="Show"
        value={wanted.standing}
        data={standings.map((value) => ({ value, label: standingWords[value] }))}
        onChange={(event) => onWant({ standing: event.currentTarget.value as Wanted['standing'] })}
      />
    </SimpleGrid>
  )
}
