import './office.css'
import { Anchor, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { useMe } from '../live/me.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Section } from '../ui/Section.tsx'
import { Steps } from '../ui/Steps.tsx'
import { Needs } from './Needs.tsx'
import { type NextStep, nextSteps } from './nextSteps.ts'
import { officeKey, overviewQuery } from './officeApi.ts'

const progressQuery = {
  queryKey: [...officeKey, 'progress'],
  queryFn: () => request('overview.progress'),
}

/** A conference at a glance: what needs the office, and what comes next. */
export default function OverviewPage() {
  const progress = useQuery(progressQuery)
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  return (
    <Loaded query={progress} label="Loading the overview">
      {(figures) => (
        <Page width="tool">
          <Stack gap="lg" className="office">
            <PageHead title="Overview" />
            {isOffice && <OfficeNeeds />}
            <Section id="steps" title="What comes next" className="office-reading">
              <Steps
                label="What comes next"
                steps={nextSteps(figures, isOffice).map(({ id, title, state, ...rest }) => ({
                  id,
                  title,
                  state,
                  children: <StepWords {...rest} />,
                }))}
              />
            </Section>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

const StepWords = ({ words, to, action }: Pick<NextStep, 'words' | 'to' | 'action'>) => (
  <Text size="sm" c="gray.7">
    {words}{' '}
    {to && (
      <Anchor component={Link} to={to} underline="always">
        {action}
      </Anchor>
    )}
  </Text>
)

function OfficeNeeds() {
  const credit = useQuery(overviewQuery)
  return credit.data ? <Needs overview={credit.data} /> : null
}
