import './office.css'
import type { PersonStates } from '@lectern/shared/disclosures'
import { Button, Stack } from '@mantine/core'
import { IconFileCertificate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { AskButton } from '../disclosures/AskButton.tsx'
import { queueQuery, statesQuery } from '../disclosures/disclosureApi.ts'
import { PartChips } from '../disclosures/PartChips.tsx'
import { useMe } from '../live/me.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Face } from '../ui/Face.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { dateOf } from '../words/times.ts'
import { type DisclosureFilter, disclosureFilters, isIn } from './disclosureFilters.ts'

const columns: Column<PersonStates>[] = [
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
    id: 'sessions',
    label: 'Sessions',
    isNumber: true,
    sortBy: ({ parts }) => parts.length,
    cell: ({ parts }) => parts.length,
  },
  { id: 'state', label: 'State', cell: ({ parts }) => <PartChips parts={parts} /> },
  {
    id: 'until',
    label: 'Form holds until',
    sortBy: ({ validUntil }) => validUntil ?? 0,
    cell: ({ validUntil, hasDraft }) =>
      validUntil === null ? (hasDraft ? 'Being written' : '') : dateOf(validUntil),
  },
  {
    id: 'asked',
    label: 'Last asked',
    sortBy: ({ asked }) => asked?.at ?? 0,
    cell: ({ asked }) => asked && dateOf(asked.at),
  },
  {
    id: 'ask',
    label: 'Ask for the form',
    cell: ({ personId, name, asked }) => (
      <AskButton personId={personId} name={name} isAgain={asked !== null} />
    ),
  },
]

/**
 * Everyone in control of content: who has not answered, what is to decide, what expires. The office opens a
 * person's form; organisers see where everybody stands.
 */
export default function DisclosuresPage() {
  const me = useMe().data?.person
  const isOffice = me?.roles.includes('office') ?? false
  const states = useQuery<{ people: PersonStates[] }>({
    ...(isOffice ? queueQuery : statesQuery),
    enabled: me !== undefined,
  })
  const [parameters, setParameters] = useSearchParams()
  const filter = (parameters.get('show') ?? 'all') as DisclosureFilter
  return (
    <Loaded query={states} label="Loading the disclosures">
      {({ people }) => (
        <Page width="tool">
          <PageHead
            title="Disclosures"
            lead="Everyone in control of the content of sessions that have not ended."
            actions={
              isOffice &&
              people.length > 0 && (
                <Button component={Link} to="/office/mail/send?mail=disclosure_request" variant="default">
                  Ask by mail
                </Button>
              )
            }
          />
          <Stack gap="md">
            <FilterChips
              label="Show"
              options={disclosureFilters.map(({ value, label }) => ({
                value,
                label,
                count: people.filter((person) => isIn(value, person)).length,
              }))}
              value={filter}
              onChange={(value) => setParameters(value === 'all' ? {} : { show: value })}
            />
            <DataTable
              caption="Table of disclosures"
              columns={columns}
              rows={people.filter((person) => isIn(filter, person))}
              rowKey={({ personId }) => personId}
              {...(isOffice && {
                rowTo: ({ personId }: PersonStates) => `/office/disclosures/${encodeURIComponent(personId)}`,
              })}
              empty={
                <Empty icon={IconFileCertificate} title="Nobody here">
                  Speakers, moderators and planners appear here once a session names them.
                </Empty>
              }
            />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
