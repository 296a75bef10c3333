import './office.css'
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { Anchor, Card, Container, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'

import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'

import { counted } from '../words/counts.ts'
import { figure } from '../words/credit.ts'
import { AppealsToDecide } from './AppealsToDecide.tsx'
import { BiasReportList } from './BiasReportList.tsx'
import { needsOf } from './needs.ts'
import { overviewQuery } from './officeApi.ts'

/** The CE office: what needs it first, then every activity. */
export default function OfficePage() {
  const overview = useQuery(overviewQuery)
  return (
    <Loaded query={overview} label="Loading the CE office">
      {(data) => <OfficeOf overview={data} />}
    </Loaded>
  )
}

function OfficeOf({ overview }: { overview: OfficeOverview }) {
  const needs = needsOf(overview)
  return (
    <Container size="lg" py="lg" className="office">
      <Stack gap="lg">
        <Group justify="space-between" gap="sm">
          <PageHeading>CE office</PageHeading>
          <Group gap="md">
            <Anchor component={Link} to="/office/people">
              People and links
            </Anchor>
            <Anchor component={Link} to="/office/ledger">
              Ledger
            </Anchor>
          </Group>
        </Group>
        <Section id="needs" title="Needs you">
          {needs.length === 0 && (
            <Text>Nothing at the moment. Appeals, reports that are due and bias reports appear here.</Text>
          )}
          <PlainList>
            {needs.map(({ id, message, to, action }) => (
              <li key={id} className="needs-you figures">
                {message}.{' '}
                {to.startsWith('#') ? (
                  <Anchor href={to} underline="always">
                    {action}
                  </Anchor>
                ) : (
                  <Anchor component={Link} to={to} underline="always">
                    {action}
                  </Anchor>
                )}
              </li>
            ))}
          </PlainList>
        </Section>
        <Section id="activities" title="Activities">
          {overview.activities.length === 0 && (
            <Text>No accredited activities yet. They appear here once an operator has designated one.</Text>
          )}
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            {overview.activities.map((activity) => (
              <ActivityCard key={activity.id} activity={activity} />
            ))}
          </SimpleGrid>
        </Section>
        <AppealsToDecide appeals={overview.appeals} />
        <BiasReportList />
      </Stack>
    </Container>
  )
}

function ActivityCard({ activity }: { activity: OfficeOverview['activities'][number] }) {
  const { id, title, sessions, ended, learners, claims, credit } = activity
  return (
    <Card withBorder padding="md" component="article" aria-labelledby={`activity-${id}`}>
      <Stack gap="sm">
        <Title order={3} id={`activity-${id}`}>
          {title}
        </Title>
        <Text className="figures">
          {counted(sessions, 'session')}, {ended ? 'ended' : 'not ended yet'} · {counted(learners, 'learner')}{' '}
          · {counted(claims, 'claim')}
        </Text>
        {credit.length > 0 && (
          <Stack gap={2} component="ul" m={0} pl="lg" aria-label={`Claimed, by body: ${title}`}>
            {credit.map(({ policyId, title: body, unit, people, amount }) => (
              <Text key={policyId} component="li" size="sm" className="figures">
                {body}:{' '}
                {people === 0
                  ? 'none yet'
                  : `${figure(amount)} ${unit}, ${counted(people, 'person', 'people')}`}
              </Text>
            ))}
          </Stack>
        )}
        <Anchor component={Link} to={`/office/${id}`} aria-label={`People and exports: ${title}`}>
          People and exports
        </Anchor>
      </Stack>
    </Card>
  )
}
