import type { ActivityRecord } from '@lectern/shared/activityRecords'
import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Link } from 'react-router'
import { Chip, type Tone } from '../ui/Chip.tsx'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'
import { dayAndTime } from '../words/times.ts'
import { recordQuery } from './activityRecordApi.ts'
import { RecordSending, type ReportProps } from './RecordSending.tsx'

const stateWords: Record<ActivityRecord['state'], { word: string; tone: Tone }> = {
  kept_back: { word: 'Kept back', tone: 'amber' },
  ready: { word: 'Ready', tone: 'accent' },
  sent: { word: 'Sent', tone: 'quiet' },
  accepted: { word: 'Accepted', tone: 'done' },
  deleted: { word: 'Deleted there', tone: 'quiet' },
  nothing: { word: 'Nothing sent', tone: 'quiet' },
}
const actionWords = { Add: 'to be added', Update: 'to be updated', Delete: 'to be deleted' } as const

/** The ACCME's record of an activity: what it lacks, its file, and what the register said. */
export function ActivityRecords({ activityId, title }: { activityId: string; title: string }) {
  const heading = useId()
  const report = useQuery(recordQuery(activityId))
  return (
    <Section id={heading} title="Activity at PARS">
      {report.error && (
        <LoadFailed
          message="The record of this activity could not be loaded."
          retry={() => void report.refetch()}
        />
      )}
      {report.isPending && <Skeleton h={120} role="status" aria-label="Loading the record of the activity" />}
      {report.data && <Report activityId={activityId} title={title} report={report.data} />}
    </Section>
  )
}

function Report({ activityId, title, report }: ReportProps) {
  const { records, draft } = report
  return (
    <Stack gap="md">
      <Notice role="status" color="gray" title="A draft until it has been tried at the register">
        {draft}
      </Notice>
      {records.length === 0 ? (
        <Text size="sm">No session is part of this activity yet, so there is nothing to report.</Text>
      ) : (
        <PlainList gap={8} aria-label="Records of the activity">
          {records.map((record) => (
            <RecordLine key={record.key} activityId={activityId} record={record} />
          ))}
        </PlainList>
      )}
      <RecordSending activityId={activityId} title={title} report={report} />
    </Stack>
  )
}

function RecordLine({ activityId, record }: { activityId: string; record: ActivityRecord }) {
  const { key, year, action, state, problems, notices, sent, answer } = record
  const { word, tone } = stateWords[state]
  const planning = `/office/activities/${encodeURIComponent(activityId)}/planning`
  return (
    <li>
      <Group gap="sm">
        <Text fw={500} className="figures">
          {key === 'all' ? year : `Series, ${year}`}
        </Text>
        <Chip tone={tone}>{action ? `${word}, ${actionWords[action]}` : word}</Chip>
        {sent && (
          <Text size="sm" c="gray.7" className="figures">
            {sent.action}, {dayAndTime(sent.at)}
            {answer?.number && ` · ${answer.number}`}
          </Text>
        )}
      </Group>
      {answer?.rejected && <Text size="sm">Rejected: {answer.rejected}</Text>}
      {problems.length > 0 && (
        <ul className="office-list" aria-label={`What keeps the record of ${year} back`}>
          {problems.map(({ says, field }) => (
            <li key={says}>
              <Text size="sm" span>
                {says}{' '}
                {field && (
                  <Anchor component={Link} to={planning} inherit>
                    Planning form
                  </Anchor>
                )}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {notices.map((notice) => (
        <Text key={notice} size="sm" c="gray.7">
          {notice}
        </Text>
      ))}
    </li>
  )
}
