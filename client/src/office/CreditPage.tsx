import './office.css'
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Section } from '../ui/Section.tsx'
import { Stat, Stats } from '../ui/Stats.tsx'
import { counted, countOf, withShare } from '../words/counts.ts'
import { ActivitiesTable, CreditByBody } from './ActivitiesTable.tsx'
import { AppealsToDecide } from './AppealsToDecide.tsx'
import { BiasReportList } from './BiasReportList.tsx'
import { overviewQuery } from './officeApi.ts'

/** The conference's credit: figures, activities, appeals and reports of bias. */
export default function CreditPage() {
  const overview = useQuery(overviewQuery)
  return (
    <Loaded query={overview} label="Loading the credit">
      {(data) => (
        <Page width="tool">
          <Stack gap="lg" className="office">
            <PageHead
              title="Credit"
              actions={
                <>
                  <Button component={Link} to="/office/activity-table" variant="default">
                    Table for PARS
                  </Button>
                  <Button component={Link} to="/office/policies" variant="default">
                    Policies of credit bodies
                  </Button>
                </>
              }
            />
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
