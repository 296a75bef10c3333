import './credit.css'
import type { ActivityCredit } from '@lectern/shared/credit'
import { Anchor, Card, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Section } from '../ui/Section.tsx'
import { dateOf } from '../words/times.ts'
import { AppealForm } from './AppealForm.tsx'
import { Appeals } from './Appeals.tsx'
import { formsAreOpen } from './checklist.ts'
import { activityQuery } from './creditApi.ts'
import { SessionMinutes } from './SessionMinutes.tsx'
import { standingWords } from './testWords.ts'

/** The details of an activity: every gap with its reason, appeals and forms. Amounts are on My credit. */
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
    <Page width="reading">
      <div className="credit">
        <PageHead
          title={activity.title}
          tabTitle={`Details of ${activity.title}`}
          over={
            <Anchor component={Link} to={`/credit#${activity.id}`}>
              My credit
            </Anchor>
          }
          lead={`${activity.format} · ${activity.provider.name}`}
        />
        <Stack gap="lg">
          <Section id="minutes" title="Minutes" size="h2">
            <Stack gap="md">
              {sessions.map((session) => (
                <Card key={session.sessionId}>
                  <SessionMinutes session={session} order={3}>
                    <Appeals appeals={session.appeals} />
                    <AppealForm session={session} />
                  </SessionMinutes>
                </Card>
              ))}
            </Stack>
          </Section>
          <Forms credit={credit} />
        </Stack>
      </div>
    </Page>
  )
}

function evaluationWords({ submittedAt, answers }: ActivityCredit['evaluation']): string {
  if (submittedAt !== null) return `Submitted on ${dateOf(submittedAt)}`
  return Object.keys(answers).length > 0 ? 'Started, not submitted' : 'Not started'
}

function Forms({ credit }: { credit: ActivityCredit }) {
  const { activity, evaluation, test } = credit
  const to = `/credit/${activity.id}`
  return (
    <Section id="forms" title="Forms" size="h2">
      <dl className="credit-facts">
        <div>
          <dt>
            <Anchor component={Link} to={`${to}/evaluation`}>
              Evaluation
            </Anchor>
          </dt>
          <dd>{evaluationWords(evaluation)}</dd>
        </div>
        {test && (
          <div>
            <dt>
              <Anchor component={Link} to={`${to}/test`}>
                Test
              </Anchor>
            </dt>
            <dd className="figures">{standingWords(test)}</dd>
          </div>
        )}
      </dl>
      {!formsAreOpen(credit) && (
        <Text size="sm" c="gray.7" mt="sm">
          The evaluation can be submitted once a session that you took part in has ended.
        </Text>
      )}
    </Section>
  )
}
