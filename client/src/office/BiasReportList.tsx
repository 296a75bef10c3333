import { Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { messageOf } from '../live/appError.ts'
import { Empty } from '../ui/Empty.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { stopwatch } from '../words/durations.ts'
import { momentOf } from '../words/times.ts'
import { biasReportsQuery } from './officeApi.ts'

/** What people reported as commercial bias while a session ran; newest first. */
export function BiasReportList() {
  const { data, error, refetch } = useQuery(biasReportsQuery)
  return (
    <Stack gap="sm" component="section" aria-labelledby="bias">
      <Title order={2} size="h3" id="bias">
        Bias reported from the sessions
      </Title>
      {!data && !error && <Skeleton h={64} role="status" aria-label="Loading the reports" />}
      {!data && error && <LoadFailed message={messageOf(error)} retry={() => void refetch()} />}
      {data?.reports.length === 0 && (
        <Empty icon={IconFlag} title="No reports">
          Learners who see commercial bias in a session can report it there. Their reports appear here.
        </Empty>
      )}
      {data?.reports.map(({ sessionId, sessionTitle, name, at, clockMs, text }) => (
        <Card key={`${sessionId} ${at} ${name}`} padding="sm">
          <Text className="figures">
            <strong>{sessionTitle}</strong>
            {clockMs !== null && `, at ${stopwatch(clockMs)} of the session`} · {name}
            <Text span c="gray.7">
              {' '}
              · {momentOf(at)}
            </Text>
          </Text>
          <Text className="office-words" dir="auto">
            “{text}”
          </Text>
        </Card>
      ))}
    </Stack>
  )
}
