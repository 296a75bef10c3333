import './office.css'
import type { KeptActivity, Retention } from '@lectern/shared/retention'
import { retentionWords } from '@lectern/shared/retentionRules'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { counted } from '../words/counts.ts'
import { dateOf, momentOf } from '../words/times.ts'
import { officeKey } from './officeApi.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

const retentionQuery = {
  queryKey: [...officeKey, 'retention'],
  queryFn: () => request('retention.list'),
}
type KeptConference = Retention['conferences'][number]
interface Holding {
  conference: KeptConference
  activity: KeptActivity
}

/** What is kept until when and why, what was purged, and holds. */
export default function RetentionPage() {
  const retention = useQuery(retentionQuery)
  const [holding, setHolding] = useState<Holding>()
  return (
    <Loaded query={retention} label="Loading what is kept">
      {({ term, conferences }) => (
        <Page width="tool">
          <div className="office">
            <PageHead
              title="Retention"
              lead="Records are kept for as long as accreditors ask, and then purged: contents are deleted, the chain of the ledger stays whole, and its verification says “purged”."
            />
            <Stack gap={32}>
              <TermForm key={term?.endsOn} term={term} />
              {conferences.length === 0 && (
                <Empty icon={IconArchive} title="No conferences">
                  What each conference keeps, and until when, appears here.
                </Empty>
              )}
              {conferences.map((conference) => (
                <ConferencePart
                  key={conference.id}
                  conference={conference}
                  onHold={(activity) => setHolding({ conference, activity })}
                />
              ))}
            </Stack>
            {holding && <HoldDialog holding={holding} onClose={() => setHolding(undefined)} />}
          </div>
        </Page>
      )}
    </Loaded>
  )
}

function TermForm({ term }: { term: Retention['term'] }) {
  const [values, setValues] = useState({ startsOn: term?.startsOn ?? '', endsOn: term?.endsOn ?? '' })
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const isWrong = values.startsOn !== '' && values.endsOn !== '' && values.startsOn > values.endsOn
  const isReady = values.startsOn !== '' && values.endsOn !== '' && !isWrong
  return (
    <Section id="term" title="Accreditation term">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) void run(() => request('retention.setTerm', { body: values }))
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="gray.7">
            {term
              ? 'Files of activities that were held in this term are kept until it ends, if that is later than 12 months.'
              : 'Without a term files are kept for 12 months, and attendance for six years.'}
          </Text>
          <Group gap="sm" align="flex-end">
            <TextInput
              type="date"
              label="First day"
              value={values.startsOn}
              onChange={(event) => setValues({ ...values, startsOn: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label="Last day"
              value={values.endsOn}
              onChange={(event) => setValues({ ...values, endsOn: event.currentTarget.value })}
              error={isWrong && 'It would end before it begins.'}
            />
            <Button type="submit" disabled={!isReady} {...busyButton(busy)}>
              Save
            </Button>
          </Group>
          <Refusal refusal={refusal} />
        </Stack>
      </form>
    </Section>
  )
}

/** "The contents of 412 ledger entries are purged on 3 March 2032." */
function nextWords({ contents, purgedAt, activities }: KeptConference): string {
  if (contents === 0) return 'Nothing is left to be purged.'
  if (purgedAt === null) return 'Nothing has been held yet, so no time has begun.'
  const but = activities.some(({ hold }) => hold) ? ', but for what is held back' : ''
  return `The contents of ${counted(contents, 'ledger entry', 'ledger entries')} are purged on ${dateOf(purgedAt)}${but}.`
}

interface ConferencePartProps {
  conference: KeptConference
  onHold: (activity: KeptActivity) => void
}

function ConferencePart({ conference, onHold }: ConferencePartProps) {
  const { id, title, activities, purged } = conference
  return (
    <Section id={`kept-${id}`} title={title}>
      <Stack gap="sm">
        <Text className="figures">{nextWords(conference)}</Text>
        <DataTable
          caption={`Table of what ${title} keeps`}
          columns={columnsFor(onHold)}
          rows={activities}
          rowKey={(activity) => activity.id}
          empty={<Text c="gray.7">This conference has no accredited activities.</Text>}
        />
        {purged.length > 0 && (
          <>
            <Text fw={500}>What was purged</Text>
            <PlainList gap="xs">
              {purged.slice(0, 20).map(({ at, why, contents }) => (
                <li key={`${at} ${why} ${contents}`} className="figures">
                  {momentOf(at)}: the contents of {counted(contents, 'ledger entry', 'ledger entries')}, {why}
                </li>
              ))}
            </PlainList>
          </>
        )}
      </Stack>
    </Section>
  )
}

/** A date in one line. */
const Day = ({ at }: { at: number }) => <span className="office-whole">{dateOf(at)}</span>

const columnsFor = (onHold: (activity: KeptActivity) => void): Column<KeptActivity>[] => [
  { id: 'title', label: 'Activity', sortBy: ({ title }) => title, cell: ({ title }) => <bdi>{title}</bdi> },
  {
    id: 'ended',
    label: 'Ended',
    sortBy: ({ endedAt }) => endedAt ?? 0,
    cell: ({ endedAt }) => (endedAt === null ? 'Not held yet' : <Day at={endedAt} />),
  },
  {
    id: 'until',
    label: 'Kept until',
    sortBy: ({ until }) => until ?? 0,
    cell: ({ until }) => (until === null ? '–' : <Day at={until} />),
  },
  {
    id: 'why',
    label: 'Why',
    cell: ({ kept, until }) => (
      <div className="office-roomy">
        {kept
          .filter((each) => each.until === until)
          .map(({ rule }) => retentionWords[rule])
          .join(' ')}
      </div>
    ),
  },
  {
    id: 'hold',
    label: 'Hold',
    cell: ({ hold }) =>
      hold && (
        <div className="office-roomy" dir="auto">
          <Chip tone="amber">Held back</Chip> {hold.reason} ({hold.name}, {dateOf(hold.at)})
        </div>
      ),
  },
  {
    id: 'act',
    label: 'Change',
    cell: (activity) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${activity.hold ? 'Release' : 'Hold back'} ${activity.title}`}
        onClick={() => onHold(activity)}
      >
        {activity.hold ? 'Release' : 'Hold back'}
      </Button>
    ),
  },
]

function HoldDialog({ holding, onClose }: { holding: Holding; onClose: () => void }) {
  const { conference, activity } = holding
  const name = activity.hold ? 'retention.release' : 'retention.hold'
  const params = { conferenceId: conference.id, heldId: activity.id }
  return (
    <ReasonDialog
      title={activity.hold ? 'Release the activity' : 'Hold the activity back'}
      description="Stands in the ledger with your name."
      confirm={activity.hold ? 'Release' : 'Hold back'}
      onConfirm={(reason) => request(name, { params, body: { reason } })}
      onClose={onClose}
    >
      {activity.hold
        ? `The records of “${activity.title}”, and what they rest on, are purged once their time is over.`
        : `The records of “${activity.title}”, and what they rest on, are kept until you release it. Everything else of “${conference.title}” is purged in its time: to keep all of it, hold back each of its activities.`}
    </ReasonDialog>
  )
}
