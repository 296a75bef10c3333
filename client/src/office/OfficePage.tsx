import './office.css'
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { Anchor, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'
import { Stat, Stats } from '../ui/Stats.tsx'
import { counted, countOf, withShare } from '../words/counts.ts'
import { ActivitiesTable, CreditByBody } from './ActivitiesTable.tsx'
import { AppealsToDecide } from './AppealsToDecide.tsx'
import { BiasReportList } from './BiasReportList.tsx'
import { needsOf } from './needs.ts'
import { overviewQuery } from './officeApi.ts'

/** The CE office: what needs it first, then figures, activities and appeals. */
export default function OfficePage() {
  const overview = useQuery(overviewQuery)
  return (
    <Loaded query={overview} label="Loading the CE office">
      {(data) => (
        <Page width="tool">
          <Stack gap="lg" className="office">
            <PageHead title="CE office" />
            <Needs overview={data} />
            <Figures figures={data.figures} activities={data.activities.length} />
            <Section id="activities" title="Activities">
              <ActivitiesTable activities={data.activities} />
            </Section>
            <CreditByBody activities={data.activities} />
            <AppealsToDecide appeals={data.appeals} />
            <BiasReportList />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Needs({ overview }: { overview: OfficeOverview }) {
  const needs = needsOf(overview)
  return (
    <Section id="needs" title="Needs you">
      {needs.length === 0 && (
        <Text c="gray.7">Nothing right now. Appeals, records to report and bias reports appear here.</Text>
      )}
      <PlainList gap={4}>
        {needs.map(({ id, message, to, action }) => (
          <li key={id} className="needs-you figures">
            {message} ·{' '}
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
  )
}

interface FiguresProps {
  figures: OfficeOverview['figures']
  activities: number
}

const Figures = ({ figures: { learners, eligible, claimed, reported }, activities }: FiguresProps) => (
  <Stats label="People in all activities">
    <Stat
      label="Learners"
      value={countOf(learners)}
      hint={`in ${counted(activities, 'activity', 'activities')}`}
    />
    <Stat label="Eligible" value={withShare(eligible, learners)} hint="can claim or have claimed" />
    <Stat label="Claimed" value={withShare(claimed, learners)} hint="have a certificate" />
    <Stat label="Reported" value={withShare(reported, learners)} hint="to a register" />
  </Stats>
)
