import './people.css'
import { peoplePageMax } from '@lectern/shared/limits'
import type { ListedMember, ListedPerson } from '@lectern/shared/people'
import { Button, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearchOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../live/me.ts'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Face } from '../ui/Face.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { counted } from '../words/counts.ts'
import { professionWords } from '../words/credit.ts'
import { NewPerson } from './NewPerson.tsx'
import { PeopleFilters } from './PeopleFilters.tsx'
import { membersQuery, peopleQuery, personPath, type Wanted } from './peopleApi.ts'
import { lackWords, rolesIn } from './peopleWords.ts'

/** How long typing may pause before the search begins, in ms. */
const pauseMs = 250

type Listed = ListedPerson | ListedMember
type Scope = 'here' | 'all'

const shared: Column<Listed>[] = [
  {
    id: 'name',
    label: 'Name',
    cell: ({ name, credentials }) => (
      <span className="people-named">
        <Face name={name} size={24} />
        <bdi>{[name, credentials].filter(Boolean).join(', ')}</bdi>
      </span>
    ),
  },
  { id: 'affiliation', label: 'Affiliation', cell: ({ affiliation }) => <bdi>{affiliation}</bdi> },
  { id: 'profession', label: 'Profession', cell: ({ profession }) => professionWords[profession] },
  { id: 'roles', label: 'Roles', cell: ({ roles }) => rolesIn(roles) },
  {
    id: 'lacks',
    label: 'Missing',
    cell: ({ lacks }) => (
      <span className="people-lacks">
        {lacks.map((lack) => (
          <Chip key={lack} tone="amber">
            {lackWords[lack]}
          </Chip>
        ))}
      </span>
    ),
  },
]
const conferences: Column<Listed> = {
  id: 'conferences',
  label: 'Conferences',
  cell: (row) => ('conferences' in row ? <bdi>{row.conferences.join(', ')}</bdi> : null),
}

/** The members of this conference for its organisers; for the office also everybody. */
export default function PeoplePage() {
  const me = useMe()
  return (
    <Loaded query={me} label="Loading people">
      {({ person, conference }) => (
        <People
          isOffice={person.roles.includes('office')}
          conferenceId={conference.id}
          title={conference.title}
        />
      )}
    </Loaded>
  )
}

function People({
  isOffice,
  conferenceId,
  title,
}: {
  isOffice: boolean
  conferenceId: string
  title: string
}) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, pauseMs)
  const [scope, setScope] = useState<Scope>('here')
  const [wanted, setWanted] = useState<Wanted>({ search: '', role: '', profession: '', lacks: '', page: 0 })
  const [adding, setAdding] = useState(false)
  const now = { ...wanted, search, page: search === wanted.search ? wanted.page : 0 }
  const { queryKey, queryFn } = isOffice
    ? peopleQuery(now, scope === 'here' ? conferenceId : undefined)
    : membersQuery(now)
  const list = useQuery<{ people: Listed[]; found: number }>({
    queryKey,
    queryFn,
    placeholderData: keepPreviousData,
  })
  const want = (fields: Partial<Wanted>) => setWanted({ ...now, page: 0, ...fields })
  return (
    <Page width="tool">
      <PageHead
        title="People"
        actions={
          <Group gap="sm">
            {isOffice && (
              <Button component={Link} variant="default" to="/office/people/duplicates">
                Duplicates
              </Button>
            )}
            <Button component={Link} variant="default" to="/office/people/registration">
              Registration
            </Button>
            <Button onClick={() => setAdding(true)}>{isOffice ? 'New person' : 'Invite'}</Button>
          </Group>
        }
      />
      {isOffice && (
        <div style={{ marginBottom: 12 }}>
          <FilterChips
            label="Whose people"
            value={scope}
            options={[
              { value: 'here', label: title },
              { value: 'all', label: 'Everybody' },
            ]}
            onChange={(chosen) => {
              setScope(chosen)
              want({})
            }}
          />
        </div>
      )}
      <PeopleFilters wanted={wanted} typed={typed} isOffice={isOffice} onType={setTyped} onWant={want} />
      <Loaded query={list} label="Loading people">
        {({ people, found }) => (
          <>
            <Text role="status" size="sm" c="gray.7" mb="sm" className="figures">
              {counted(found, 'person', 'people')}
            </Text>
            <DataTable
              caption="Table of people"
              columns={isOffice && scope === 'all' ? [...shared, conferences] : shared}
              rows={people}
              rowKey={({ id }) => id}
              rowTo={({ id }) => personPath(id)}
              empty={
                <Empty icon={IconSearchOff} title="Nobody matches">
                  Clear the search or the filters, or add somebody.
                </Empty>
              }
            />
            <Pages page={now.page} found={found} onPage={(page) => setWanted({ ...now, page })} />
          </>
        )}
      </Loaded>
      <NewPerson
        opened={adding}
        isOffice={isOffice}
        conferenceId={conferenceId}
        onClose={() => setAdding(false)}
      />
    </Page>
  )
}

function Pages({ page, found, onPage }: { page: number; found: number; onPage: (page: number) => void }) {
  const last = Math.max(0, Math.ceil(found / peoplePageMax) - 1)
  if (last === 0) return null
  return (
    <nav className="people-pages" aria-label="Pages of the table">
      <Button variant="default" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Back
      </Button>
      <Text className="figures" style={{ alignSelf: 'center' }}>
        {page + 1} of {last + 1}
      </Text>
      <Button variant="default" disabled={page >= last} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  )
}
