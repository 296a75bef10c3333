import '../ui/wideTable.css'
import { amountText } from '@lectern/shared/creditAmount'
import type { OfficeActivity } from '@lectern/shared/creditOffice'
import { Stack, Text } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { Chip, type Tone } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Face } from '../ui/Face.tsx'
import { counted, countOf } from '../words/counts.ts'
import { minutesOf, professionWords } from '../words/credit.ts'
import { PeopleFilters, standingWords } from './PeopleFilters.tsx'
import {
  creditedOf,
  earnedOf,
  type OfficePerson,
  peopleOf,
  type Standing,
  standingOf,
  standings,
  type Wanted,
} from './peopleTable.ts'

const tones: Record<Standing, Tone> = { not_eligible: 'quiet', not_claimed: 'amber', claimed: 'accent' }

const columnsOf = (policyShorts: OfficeActivity['policyShorts']): Column<OfficePerson>[] => [
  {
    id: 'name',
    label: 'Name',
    sortBy: ({ name }) => name,
    cell: ({ name, credentials }) => (
      <span className="office-named">
        <Face name={name} size={24} />
        <span dir="auto">{[name, credentials].filter(Boolean).join(', ')}</span>
      </span>
    ),
  },
  {
    id: 'profession',
    label: 'Profession',
    sortBy: ({ profession }) => professionWords[profession],
    cell: ({ profession }) => professionWords[profession],
  },
  {
    id: 'minutes',
    label: 'Minutes',
    isNumber: true,
    sortBy: (person) => creditedOf(person).creditedSlots,
    cell: (person) => <span className="whole-figures">{minutesOf(creditedOf(person))}</span>,
  },
  {
    id: 'earned',
    label: 'Earned',
    isNumber: true,
    sortBy: earnedOf,
    cell: ({ results }) =>
      results.map((result) => (
        <div key={`${result.policyId} ${result.part?.id ?? ''}`}>
          {[
            policyShorts[result.policyId] ?? result.title,
            result.part?.title,
            amountText(result.earned, result),
          ]
            .filter(Boolean)
            .join(' ')}
        </div>
      )),
  },
  {
    id: 'claim',
    label: 'Claim',
    sortBy: (person) => standings.indexOf(standingOf(person)),
    cell: (person) => {
      const standing = standingOf(person)
      return <Chip tone={tones[standing]}>{standingWords[standing]}</Chip>
    },
  },
]

interface PeopleTableProps {
  people: OfficePerson[]
  policyShorts: OfficeActivity['policyShorts']
  onOpen: (personId: string) => void
}

/** Everyone in an activity: found, filtered and sorted. */
export function PeopleTable({ people, policyShorts, onOpen }: PeopleTableProps) {
  const [wanted, setWanted] = useState<Wanted>({ search: '', profession: 'all', standing: 'all' })
  const settled = useDeferredValue(wanted)
  const found = useMemo(() => peopleOf(people, settled), [people, settled])
  const columns = useMemo(() => columnsOf(policyShorts), [policyShorts])
  return (
    <Stack gap="sm" component="section" aria-label="People">
      <PeopleFilters
        people={people}
        wanted={wanted}
        onWant={(fields) => setWanted({ ...wanted, ...fields })}
      />
      <Text role="status" size="sm" c="gray.7" className="figures">
        {found.length === people.length
          ? counted(people.length, 'person', 'people')
          : `${countOf(found.length)} of ${counted(people.length, 'person', 'people')}`}
      </Text>
      <DataTable
        caption="Table of people"
        columns={columns}
        rows={found}
        rowKey={({ personId }) => personId}
        onOpen={({ personId }) => onOpen(personId)}
        order={{ columnId: 'name', isDescending: false }}
        empty={
          <Empty icon={IconSearchOff} title="Nobody matches">
            Clear the search or the filters.
          </Empty>
        }
      />
    </Stack>
  )
}
