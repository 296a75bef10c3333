import { Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { messageOf } from '../live/appError.ts'
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
        <Text>None. Whoever sees commercial bias in a session reports it there; it appears here.</Text>
      )}
      {data?.reports.map(({ sessionId, sessionTitle, name, at, clockMs, text }) => (
        <Card key={`${sessionId} ${at} ${name}`} withBorder padding="md">
          <Text className="figures">
            <strong>{sessionTitle}</strong>
            {clockMs !== null && `, at ${stopwatch(clockMs)} of the session`} · {name}
            <Text span c="gray.7">
              {' '}
              · {momentOf(at)}
            </Text>
          </Text>
          <Text style={{ whiteSpace: 'pre-wrap' }}>“{text}”</Text>
        </Card>
      ))}
    </Stack>
  )
}
