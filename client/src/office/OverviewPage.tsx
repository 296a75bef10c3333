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
import { eventReportsQuery } from './eventReportApi.ts'
import { Needs } from './Needs.tsx'
import { eventReportNeeds, needsOf, waitingNeeds } from './needs.ts'
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
            {isOffice ? <OfficeNeeds /> : <OrganiserNeeds />}
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

/** Figures only, asked for again while the page is open. */
const needsQuery = {
  queryKey: [...officeKey, 'needs'],
  queryFn: () => request('overview.needs'),
  refetchInterval: 30_000,
}

function OfficeNeeds() {
  const credit = useQuery(overviewQuery)
  const waiting = useQuery(needsQuery)
  const events = useQuery(eventReportsQuery)
  const failed = [credit, waiting, events].filter(({ isError, data }) => isError && !data)
  if (!credit.data && !waiting.data && failed.length === 0) return null
  const needs = [
    ...(events.data ? eventReportNeeds(events.data.reports) : []),
    ...(credit.data ? needsOf(credit.data) : []),
    ...(waiting.data ? waitingNeeds(waiting.data, true) : []),
  ]
  return (
    <Needs needs={needs} isWhole={[credit, waiting, events].every(({ data }) => data !== undefined)}>
      {failed.length > 0 && (
        <Text role="alert" size="sm">
          Not all of it could be loaded.{' '}
          <Anchor component="button" onClick={() => void Promise.all(failed.map(({ refetch }) => refetch()))}>
            Try again
          </Anchor>
        </Text>
      )}
    </Needs>
  )
}

/** Organisers who are not of the office: only what they can do something about. */
function OrganiserNeeds() {
  const { data } = useQuery(needsQuery)
  const needs = data ? waitingNeeds(data, false) : []
  return needs.length > 0 ? <Needs needs={needs} isWhole /> : null
}
