import './office.css'
import type { OfficeActivity } from '@lectern/shared/creditOffice'
import { Anchor, Container, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { figure } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'
import { Downloads } from './Downloads.tsx'
import { officeActivityQuery } from './officeApi.ts'
import { PeopleTable } from './PeopleTable.tsx'
import { PersonDrawer } from './PersonDrawer.tsx'

/** Everybody who watched an activity, and one person in a drawer; the address says which. */
export default function OfficeActivityPage() {
  const { activityId = '' } = useParams()
  const activity = useQuery(officeActivityQuery(activityId))
  return (
    <Loaded query={activity} label="Loading the activity" missing="There is no such activity">
      {(data) => <OfficeActivityOf data={data} />}
    </Loaded>
  )
}

function OfficeActivityOf({ data }: { data: OfficeActivity }) {
  const { activity, people, policyTitles, registers } = data
  const [parameters, setParameters] = useSearchParams()
  const opened = people.find(({ personId }) => personId === parameters.get('person'))
  const opener = useRef<HTMLElement>(null)
  const open = (personId: string) => {
    opener.current = document.activeElement as HTMLElement
    setParameters({ person: personId })
  }
  const close = () => {
    setParameters({})
    setTimeout(() => opener.current?.focus())
  }
  return (
    <Container size="lg" py="lg" className="office">
      <Stack gap="lg">
        <div>
          <Anchor component={Link} to="/office" size="sm">
            CE office
          </Anchor>
          <PageHeading title={`CE office – ${activity.title}`}>{activity.title}</PageHeading>
          <Text c="gray.7">
            {[activity.format, activity.provider.name, activity.number && `No. ${activity.number}`]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          <Stack gap={2} component="ul" m={0} mt="sm" pl="lg" aria-label="Designated">
            {activity.designations.map(({ policyId, maximum, designatedAt, number }) => (
              <Text key={policyId} component="li" size="sm" className="figures">
                {policyTitles[policyId] ?? policyId}: at most {figure(maximum)}, designated on{' '}
                {dateOf(designatedAt)}
                {number && `, ${number}`}
              </Text>
            ))}
          </Stack>
          <Anchor
            component={Link}
            to={`/office/${activity.id}/evaluations`}
            display="inline-block"
            mt="sm"
            underline="always"
          >
            Evaluations
          </Anchor>
        </div>
        <Downloads activityId={activity.id} title={activity.title} registers={registers} />
        {people.length === 0 ? (
          <Text>Nobody yet. Whoever acknowledges the disclosures of a session appears here.</Text>
        ) : (
          <PeopleTable people={people} onOpen={open} />
        )}
      </Stack>
      <PersonDrawer
        key={opened?.personId ?? ''}
        activityId={activity.id}
        person={opened}
        sessionId={parameters.get('session')}
        appealId={parameters.get('appeal')}
        onClose={close}
      />
    </Container>
  )
}
