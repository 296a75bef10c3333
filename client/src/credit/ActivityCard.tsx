import type { ActivityCredit } from '@lectern/shared/credit'
import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { Checklist } from './Checklist.tsx'
import { CreditResultCard } from './CreditResultCard.tsx'
import { checklistOf } from './checklist.ts'
import { SessionMinutes } from './SessionMinutes.tsx'

/** One activity of "My credit": minutes, their worth, and what is still to do. */
export function ActivityCard({ credit }: { credit: ActivityCredit }) {
  const { activity, sessions } = credit
  return (
    <Card withBorder padding="md" component="article" aria-labelledby={`activity-${activity.id}`}>
      <Stack gap="md">
        <div>
          <Title order={2} id={`activity-${activity.id}`}>
            {activity.title}
          </Title>
          <Text size="sm" c="gray.7">
            {activity.format} · {activity.provider.name}
          </Text>
        </div>
        <Checklist todos={checklistOf(credit)} />
        <section aria-label={`Sessions of ${activity.title}`}>
          <Stack gap="sm">
            {sessions.map((session) => (
              <SessionMinutes key={session.sessionId} session={session} order={3} />
            ))}
          </Stack>
        </section>
        <Results credit={credit} order={3} />
        <Anchor
          component={Link}
          to={`/credit/${activity.id}`}
          aria-label={`Minutes in detail, forms and appeals: ${activity.title}`}
        >
          Minutes in detail, forms and appeals
        </Anchor>
      </Stack>
    </Card>
  )
}

/** What each credit body of the person's profession awards. */
export function Results({ credit, order }: { credit: ActivityCredit; order: 2 | 3 }) {
  const { activity, results, claims } = credit
  return (
    <Stack gap="sm" component="section" aria-label={`Credit from ${activity.title}`}>
      <Title order={order}>Credit</Title>
      {results.length === 0 && <Text>This activity gives no credit to your profession.</Text>}
      {results.map((result) => (
        <CreditResultCard
          key={result.policyId}
          activityId={activity.id}
          result={result}
          order={order === 2 ? 3 : 4}
          claim={claims.find(({ policyId }) => policyId === result.policyId)}
        />
      ))}
    </Stack>
  )
}
