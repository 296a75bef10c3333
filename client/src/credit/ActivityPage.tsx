import './credit.css'
import type { ActivityCredit } from '@lectern/shared/credit'
import { Anchor, Card, Container, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { Section } from '../ui/Section.tsx'
import { dateOf } from '../words/times.ts'
import { Results } from './ActivityCard.tsx'
import { AppealForm } from './AppealForm.tsx'
import { Appeals } from './Appeals.tsx'
import { Checklist } from './Checklist.tsx'
import { checklistOf } from './checklist.ts'
import { activityQuery } from './creditApi.ts'
import { SessionMinutes } from './SessionMinutes.tsx'
import { standingWords } from './testWords.ts'

/** One activity in full: every gap with its reason, appeals, forms, results and claims. */
export default function ActivityPage() {
  const { activityId = '' } = useParams()
  const credit = useQuery(activityQuery(activityId))
  return (
    <Loaded query={credit} label="Loading your credit" missing="There is no such activity">
      {(data) => <ActivityOf credit={data} />}
    </Loaded>
  )
}

function ActivityOf({ credit }: { credit: ActivityCredit }) {
  const { activity, sessions } = credit
  return (
    <Container size="md" py="lg" className="credit">
      <Stack gap="lg">
        <div>
          <Anchor component={Link} to="/credit" size="sm">
            My credit
          </Anchor>
          <PageHeading title={`Credit for ${activity.title}`}>{activity.title}</PageHeading>
          <Text c="gray.7">
            {activity.format} · {activity.provider.name}
          </Text>
        </div>
        <Checklist todos={checklistOf(credit)} />
        <Section id="minutes" title="Minutes" size="h2">
          <Stack gap="md">
            {sessions.map((session) => (
              <Card key={session.sessionId} withBorder padding="md">
                <SessionMinutes session={session} order={3} withGaps>
                  <Appeals appeals={session.appeals} />
                  {session.phase !== 'scheduled' && (
                    <AppealForm sessionId={session.sessionId} title={session.title} />
                  )}
                </SessionMinutes>
              </Card>
            ))}
          </Stack>
        </Section>
        <Forms credit={credit} />
        <Results credit={credit} order={2} />
      </Stack>
    </Container>
  )
}

function Forms({ credit: { activity, evaluation, test } }: { credit: ActivityCredit }) {
  const to = `/credit/${activity.id}`
  return (
    <Section id="forms" title="Forms" size="h2">
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap" align="baseline">
          <Anchor component={Link} to={`${to}/evaluation`} miw={88} style={{ flexShrink: 0 }}>
            Evaluation
          </Anchor>
          <Text size="sm">
            {evaluation.submittedAt !== null
              ? `Submitted on ${dateOf(evaluation.submittedAt)}.`
              : Object.keys(evaluation.answers).length > 0
                ? 'Begun, not submitted yet.'
                : 'Not written yet.'}
          </Text>
        </Group>
        {test && (
          <Group gap="sm" wrap="nowrap" align="baseline">
            <Anchor component={Link} to={`${to}/test`} miw={88} style={{ flexShrink: 0 }}>
              Test
            </Anchor>
            <Text size="sm" className="figures">
              {standingWords(test)}
            </Text>
          </Group>
        )}
      </Stack>
    </Section>
  )
}
