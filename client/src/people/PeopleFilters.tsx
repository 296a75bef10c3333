import { type Profession, professions } from '@lectern/shared/accounts'
import { type LackKind, lackKinds } from '@lectern/shared/people'
import { type Role, roles } from '@lectern/shared/roles'
import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { professionWords } from '../words/credit.ts'
import type { Wanted } from './peopleApi.ts'
import { lackWords, roleWords } from './peopleWords.ts'

interface PeopleFiltersProps {
  wanted: Wanted
  /** What is typed; the list follows after a pause. */
  typed: string
  isOffice: boolean
  onType: (words: string) => void
  onWant: (fields: Partial<Wanted>) => void
}

/** Whom the list shows. */
export function PeopleFilters({ wanted, typed, isOffice, onType, onWant }: PeopleFiltersProps) {
  const lacks = isOffice ? lackKinds : lackKinds.filter((kind) => kind !== 'membership')
  return (
    <div className="people-filters">
      <TextInput
        label={isOffice ? 'Name, affiliation or mail address' : 'Name or affiliation'}
        type="search"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
        value={typed}
        maxLength={80}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <NativeSelect
        label="Role"
        value={wanted.role}
        data={[{ value: '', label: 'Any' }, ...roles.map((value) => ({ value, label: roleWords[value] }))]}
        onChange={(event) => onWant({ role: event.currentTarget.value as Role | '' })}
      />
      <NativeSelect
        label="Profession"
        value={wanted.profession}
        data={[
          { value: '', label: 'Any' },
          ...professions.map((value) => ({ value, label: professionWords[value] })),
        ]}
        onChange={(event) => onWant({ profession: event.currentTarget.value as Profession | '' })}
      />
      <NativeSelect
        label="Missing"
        value={wanted.lacks}
        data={[
          { value: '', label: 'Show all' },
          ...lacks.map((value) => ({ value, label: lackWords[value] })),
        ]}
        onChange={(event) => onWant({ lacks: event.currentTarget.value as LackKind | '' })}
      />
    </div>
  )
}
