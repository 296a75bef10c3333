import '../ui/wideTable.css'
import { amountWithUnit } from '@lectern/shared/creditAmount'
import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { scrollable } from '../ui/scrollable.ts'
import { minutesOf, professionWords } from '../words/credit.ts'
import { PeopleFilters, standingWords } from './PeopleFilters.tsx'
import {
  creditedOf,
  type OfficePerson,
  peopleOf,
  type Sorting,
  standingOf,
  type Wanted,
} from './peopleTable.ts'

const columns: { sort: Sorting; title: string }[] = [
  { sort: 'name', title: 'Name' },
  { sort: 'profession', title: 'Profession' },
  { sort: 'minutes', title: 'Minutes' },
  { sort: 'earned', title: 'Earned' },
  { sort: 'standing', title: 'Claim' },
]
const pageSize = 50
/** A button that is disabled would lose the focus at the last page. */
const atEnd = (isAtEnd: boolean) => (isAtEnd ? { 'data-disabled': true, 'aria-disabled': true } : {})

interface PeopleTableProps {
  people: OfficePerson[]
  onOpen: (personId: string) => void
}

/** Found, filtered, sorted, and a page at a time: thousands of people are no more than fifty rows. */
export function PeopleTable({ people, onOpen }: PeopleTableProps) {
  const [wanted, setWanted] = useState<Wanted>({
    search: '',
    profession: 'all',
    standing: 'all',
    sort: 'name',
    descending: false,
  })
  const [page, setPage] = useState(0)
  const settled = useDeferredValue(wanted)
  const found = useMemo(() => peopleOf(people, settled), [people, settled])
  const pages = Math.max(1, Math.ceil(found.length / pageSize))
  const current = Math.min(page, pages - 1)
  const rows = found.slice(current * pageSize, (current + 1) * pageSize)
  const want = (fields: Partial<Wanted>) => {
    setWanted({ ...wanted, ...fields })
    setPage(0)
  }
  const sortBy = (sort: Sorting) =>
    want({
      sort,
      descending: wanted.sort === sort ? !wanted.descending : sort === 'minutes' || sort === 'earned',
    })

  return (
    <Stack gap="md" component="section" aria-label="People">
      <PeopleFilters wanted={wanted} onWant={want} />
      <Text role="status" size="sm" className="figures">
        {found.length === people.length
          ? `${people.length} people`
          : `${found.length} of ${people.length} people`}
      </Text>
      {found.length === 0 ? (
        <Text>Nobody matches. Search for less, or show everybody.</Text>
      ) : (
        <section className="wide-table" aria-label="Table of people" {...scrollable}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {columns.map(({ sort, title }) => (
                  <Table.Th
                    key={sort}
                    aria-sort={
                      wanted.sort === sort ? (wanted.descending ? 'descending' : 'ascending') : 'none'
                    }
                  >
                    <button type="button" onClick={() => sortBy(sort)}>
                      {title}
                      <span aria-hidden="true">
                        {wanted.sort === sort ? (wanted.descending ? ' ↓' : ' ↑') : ''}
                      </span>
                    </button>
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((person) => (
                <Row key={person.personId} person={person} onOpen={() => onOpen(person.personId)} />
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      {pages > 1 && (
        <Group gap="sm" component="nav" aria-label="Pages of people">
          <Button
            variant="default"
            {...atEnd(current === 0)}
            onClick={() => setPage(Math.max(0, current - 1))}
          >
            Before
          </Button>
          <Text className="figures">
            Page {current + 1} of {pages}
          </Text>
          <Button
            variant="default"
            {...atEnd(current === pages - 1)}
            onClick={() => setPage(Math.min(pages - 1, current + 1))}
          >
            Next
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Row({ person, onOpen }: { person: OfficePerson; onOpen: () => void }) {
  const { name, credentials, profession, results } = person
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Button variant="subtle" size="compact-sm" px={0} onClick={onOpen} aria-haspopup="dialog">
          {[name, credentials].filter(Boolean).join(', ')}
        </Button>
      </Table.Th>
      <Table.Td>{professionWords[profession]}</Table.Td>
      <Table.Td className="whole-figures">{minutesOf(creditedOf(person))}</Table.Td>
      <Table.Td className="whole-figures">
        {results.map((result) => (
          <div key={result.policyId}>{amountWithUnit(result.earned, result)}</div>
        ))}
      </Table.Td>
      <Table.Td>{standingWords[standingOf(person)]}</Table.Td>
    </Table.Tr>
  )
}
