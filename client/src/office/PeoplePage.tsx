import './office.css'
import { Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconSearchOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Face } from '../ui/Face.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { counted, countOf } from '../words/counts.ts'
import { officeKey } from './officeApi.ts'

/** How long typing may pause before the search begins, in ms. */
const pauseMs = 250

type People = Awaited<ReturnType<typeof request<'accounts.people'>>>
type Person = People['people'][number]

const columns: Column<Person>[] = [
  {
    id: 'name',
    label: 'Name',
    sortBy: ({ name }) => name,
    cell: ({ name }) => (
      <span className="office-named">
        <Face name={name} size={24} />
        <bdi>{name}</bdi>
      </span>
    ),
  },
  {
    id: 'affiliation',
    label: 'Affiliation',
    sortBy: ({ affiliation }) => affiliation,
    cell: ({ affiliation }) => <bdi>{affiliation}</bdi>,
  },
  { id: 'roles', label: 'Roles', cell: ({ roles }) => roles.join(', ') },
]

const foundWords = ({ people, found }: People): string =>
  found > people.length
    ? `${countOf(found)} people, the first ${people.length} shown. Type more of the name.`
    : counted(found, 'person', 'people')

/** Everyone, to find the person whose links or sign-ins are to end. */
export default function PeoplePage() {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, pauseMs)
  const people = useQuery({
    queryKey: [...officeKey, 'people', search],
    queryFn: () => request('accounts.people', { query: { search } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page width="tool">
      <PageHead title="People and their links" />
      <TextInput
        label="Search by name or affiliation"
        type="search"
        maw={400}
        mb="sm"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
        value={typed}
        maxLength={80}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Loaded query={people} label="Loading people">
        {(data) => (
          <>
            <Text role="status" size="sm" c="gray.7" mb="sm" className="figures">
              {foundWords(data)}
            </Text>
            <DataTable
              caption="Table of people"
              columns={columns}
              rows={data.people}
              rowKey={({ id }) => id}
              rowTo={({ id }) => `/office/people/${encodeURIComponent(id)}`}
              empty={
                <Empty icon={IconSearchOff} title="Nobody matches">
                  Type less of the name.
                </Empty>
              }
            />
          </>
        )}
      </Loaded>
    </Page>
  )
}
