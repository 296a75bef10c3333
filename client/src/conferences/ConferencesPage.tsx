import './conferences.css'
import { conferencePath } from '@lectern/shared/addresses'
import type { ListedConference } from '@lectern/shared/conferences'
import { Anchor, Button } from '@mantine/core'
import { IconCalendarEvent, IconCopy, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { lastConference } from '../live/lastConference.ts'
import { useNow } from '../live/useConnection.ts'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { CompanyLogo } from '../ui/Face.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { countOf } from '../words/counts.ts'
import { conferencesQuery } from './conferencesApi.ts'
import { daysWords, firstDay, stateOf } from './conferenceWords.ts'
import { RemoveExample } from './RemoveExample.tsx'

/** The office's list of the installation's conferences. */
export default function ConferencesPage() {
  const all = useQuery(conferencesQuery)
  const now = useNow(60_000)
  const create = (
    <Button
      component={Link}
      to="/provider/new"
      leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
    >
      New conference
    </Button>
  )
  return (
    <Loaded query={all} label="Loading the conferences">
      {({ conferences }) => (
        <Page width="tool">
          <PageHead
            title="Conferences"
            lead="Each has its own programme, people, mail and ledger. People of one see nothing of another."
            actions={create}
          />
          <GoOn conferences={conferences} />
          <RemoveExample conferences={conferences} />
          <DataTable
            caption="Table of conferences"
            columns={columnsAt(now)}
            rows={conferences}
            rowKey={({ id }) => id}
            rowTo={({ id }) => `${conferencePath(id)}/office`}
            order={{ columnId: 'dates', isDescending: true }}
            empty={
              <Empty icon={IconCalendarEvent} title="No conferences yet" action={create}>
                Conferences you create appear here.
              </Empty>
            }
          />
        </Page>
      )}
    </Loaded>
  )
}

/** The way back to the conference that was open last in this browser. */
function GoOn({ conferences }: { conferences: readonly ListedConference[] }) {
  const last = conferences.find(({ id }) => id === lastConference())
  if (!last || conferences.length < 2) return null
  return (
    <Anchor href={`${conferencePath(last.id)}/office`} underline="always">
      Go on with <bdi>{last.title}</bdi>
    </Anchor>
  )
}

const columnsAt = (now: number): Column<ListedConference>[] => [
  {
    id: 'title',
    label: 'Conference',
    sortBy: ({ title }) => title,
    cell: ({ title, logo }) => (
      <span className="conference-named">
        <CompanyLogo name={title} src={logo} size={32} />
        <span dir="auto">{title}</span>
      </span>
    ),
  },
  {
    id: 'dates',
    label: 'Dates',
    sortBy: firstDay,
    cell: (conference) => <span className="whole-figures">{daysWords(conference, true)}</span>,
  },
  {
    id: 'state',
    label: 'State',
    sortBy: (conference) => stateOf(conference, now).words,
    cell: (conference) => {
      const { words, tone } = stateOf(conference, now)
      return (
        <>
          <Chip tone={tone}>{words}</Chip> {conference.isExample && <Chip>Example</Chip>}
        </>
      )
    },
  },
  figures('sessions', 'Sessions', ({ sessions }) => sessions),
  figures('activities', 'Activities', ({ activities }) => activities),
  figures('people', 'People', ({ people }) => people),
  {
    id: 'copy',
    label: 'Template',
    cell: ({ id, title }) => (
      <Button
        component={Link}
        to={`/provider/new?${new URLSearchParams({ copyOf: id })}`}
        variant="subtle"
        size="compact-sm"
        aria-label={`Copy ${title}`}
        leftSection={<IconCopy size={16} stroke={1.75} aria-hidden="true" />}
      >
        Copy
      </Button>
    ),
  },
]

function figures(
  id: string,
  label: string,
  countIn: (conference: ListedConference) => number,
): Column<ListedConference> {
  return {
    id,
    label,
    isNumber: true,
    sortBy: countIn,
    cell: (conference) => countOf(countIn(conference)),
  }
}
