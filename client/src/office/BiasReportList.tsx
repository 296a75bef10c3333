import type { BiasReports } from '@lectern/shared/program'
import { Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { Chip } from '../ui/Chip.tsx'
import { Empty } from '../ui/Empty.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { stopwatch } from '../words/durations.ts'
import { momentOf } from '../words/times.ts'
import { BiasDialog } from './BiasDialog.tsx'
import { biasReportsQuery } from './officeApi.ts'

type Report = BiasReports['reports'][number]

/** What people reported as commercial bias while a session ran; open ones first, then the newest. */
export function BiasReportList() {
  const { data, error, refetch } = useQuery(biasReportsQuery)
  const [examined, setExamined] = useState<Report>()
  const reports = data?.reports.toSorted((a, b) => Number(a.decision !== null) - Number(b.decision !== null))
  const open = reports?.filter(({ decision }) => decision === null).length ?? 0
  return (
    <Section id="bias" title="Bias reported from the sessions">
      <Stack gap="sm">
        {!data && !error && <Skeleton h={64} role="status" aria-label="Loading the reports" />}
        {!data && error && <LoadFailed message={messageOf(error)} retry={() => void refetch()} />}
        {reports?.length === 0 && (
          <Empty icon={IconFlag} title="No reports">
            Learners who see commercial bias in a session can report it there. Their reports appear here.
          </Empty>
        )}
        {open > 0 && (
          <Text className="needs-you figures">{open} open: examine each, and say what came of it.</Text>
        )}
        {reports?.map((report) => (
          <ReportCard key={report.id} report={report} onExamine={() => setExamined(report)} />
        ))}
      </Stack>
      {examined && <BiasDialog report={examined} onClose={() => setExamined(undefined)} />}
    </Section>
  )
}

const findings = { bias: 'Bias found', no_bias: 'No bias found' } as const

interface ReportCardProps {
  report: Report
  onExamine: () => void
}

function ReportCard({ report, onExamine }: ReportCardProps) {
  const { sessionTitle, name, at, clockMs, text, decision } = report
  return (
    <Card padding="sm">
      <Text className="figures">
        <strong>
          <bdi>{sessionTitle}</bdi>
        </strong>
        {clockMs !== null && `, at ${stopwatch(clockMs)} of the session`} · <bdi>{name}</bdi>
        <Text span c="gray.7">
          {' '}
          · {momentOf(at)}
        </Text>
      </Text>
      <Text className="office-words" dir="auto">
        “{text}”
      </Text>
      {decision && (
        <Text size="sm" dir="auto" mt="xs">
          <Chip tone={decision.finding === 'bias' ? 'amber' : 'done'}>{findings[decision.finding]}</Chip>{' '}
          {decision.words}
          <Text span c="gray.7" className="figures">
            {' '}
            <bdi>{decision.by}</bdi>, {momentOf(decision.at)}
          </Text>
        </Text>
      )}
      <Group mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          onClick={onExamine}
          aria-label={`${decision ? 'Examine again' : 'Examine'} the report of ${name}`}
        >
          {decision ? 'Examine again' : 'Examine'}
        </Button>
      </Group>
    </Card>
  )
}
