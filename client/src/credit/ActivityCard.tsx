import type { ActivityCredit } from '@lectern/shared/credit'
import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { BodyCredit } from './BodyCredit.tsx'
import { Checklist } from './Checklist.tsx'
import { checklistOf } from './checklist.ts'
import { claimedResults } from './claimedResults.ts'
import { CommitmentPart } from './outcomes/CommitmentForm.tsx'
import { Recruitment } from './Recruitment.tsx'
import { SessionsTable } from './SessionsTable.tsx'

/** One activity of "My credit": the amount first, then what it rests on. */
export function ActivityCard({ credit }: { credit: ActivityCredit }) {
  const { activity, sessions, results } = credit
  return (
    <Card
      component="article"
      className="credit-activity"
      id={activity.id}
      aria-labelledby={`activity-${activity.id}`}
    >
      <Stack gap="md">
        <div>
          <Title order={2} id={`activity-${activity.id}`} dir="auto">
            {activity.title}
          </Title>
          <Text size="sm" c="gray.7">
            {activity.format} · {activity.provider.name}
          </Text>
        </div>
        <Checklist todos={checklistOf(credit)} />
        {results.length === 0 && <Text>This activity gives no credit to your profession.</Text>}
        {claimedResults(credit).map(({ key, result, claim }) => (
          <BodyCredit key={key} activityId={activity.id} result={result} claim={claim} />
        ))}
        {results.some(({ eligible }) => eligible) && <CommitmentPart activityId={activity.id} order={3} />}
        <Recruitment credit={credit} />
        <SessionsTable title={activity.title} sessions={sessions} />
        <Anchor
          component={Link}
          to={`/credit/${activity.id}`}
          aria-label={`Details and appeals: ${activity.title}`}
        >
          Details and appeals
        </Anchor>
      </Stack>
    </Card>
  )
}
