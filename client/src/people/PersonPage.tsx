import './people.css'
import type { PersonPage as Shown } from '@lectern/shared/people'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { useMe } from '../live/me.ts'
import { Chip } from '../ui/Chip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'
import { counted } from '../words/counts.ts'
import { dayAndTime, dayOf } from '../words/times.ts'
import { IdentityForm } from './IdentityForm.tsx'
import { MemberPage } from './MemberPage.tsx'
import { Memberships } from './Memberships.tsx'
import { NumbersForm } from './NumbersForm.tsx'
import { PersonAccess } from './PersonAccess.tsx'
import { PersonHead } from './PersonHead.tsx'
import { dataHref, dataTextHref, personPath, personQuery } from './peopleApi.ts'

/** One person: everything for the office, their place here for an organiser. */
export default function PersonPage() {
  const { personId = '' } = useParams()
  const me = useMe()
  return (
    <Loaded query={me} label="Loading this person">
      {({ person }) =>
        person.roles.includes('office') ? <Person personId={personId} /> : <MemberPage personId={personId} />
      }
    </Loaded>
  )
}

function Person({ personId }: { personId: string }) {
  const person = useQuery(personQuery(personId))
  return (
    <Loaded query={person} label="Loading this person" missing="There is no such person">
      {(shown) => <PersonOf key={shown.id} person={shown} isMerged={shown.id !== personId} />}
    </Loaded>
  )
}

function PersonOf({ person, isMerged }: { person: Shown; isMerged: boolean }) {
  const { id } = person
  return (
    <Page width="reading">
      <PersonHead person={person} />
      <Stack gap={40}>
        <Group gap="xs">
          {isMerged && <Chip>The ID in the address was merged into this person</Chip>}
          {person.isOffice && <Chip tone="accent">CE office</Chip>}
          {person.isGuessed && <Chip tone="amber">Name not confirmed</Chip>}
          {!person.isPrintable && <Chip tone="amber">Certificates cannot print the name</Chip>}
        </Group>
        <IdentityForm person={person} />
        <NumbersForm person={person} />
        <Memberships person={person} />
        <Credit person={person} />
        <PersonAccess person={person} />
        <Data id={id} />
        <History person={person} />
      </Stack>
    </Page>
  )
}

function Credit({ person: { credit, faculty } }: { person: Shown }) {
  return (
    <Section id="credit" title="Credit and disclosures">
      {credit.length + faculty.length === 0 && <Text>No claimed credit, and no place in a programme.</Text>}
      <PlainList>
        {credit.map(({ activityId, conferenceId, title, claims, claimedAt }) => (
          <li key={activityId} className="people-place">
            <a href={`/c/${conferenceId}/office/activities/${activityId}/people`}>
              <bdi>{title}</bdi>
            </a>
            <span>
              {counted(claims, 'claim')}, the last on {dayOf(claimedAt)}
            </span>
          </li>
        ))}
        {faculty.map(({ sessionId, conferenceId, title, role, isCleared }) => (
          <li key={`${sessionId} ${role}`} className="people-place">
            <a href={`/c/${conferenceId}/sessions/${sessionId}`}>
              <bdi>{title}</bdi>
            </a>
            <span>
              {role}{' '}
              <Chip tone={isCleared ? 'done' : 'amber'}>
                {isCleared ? 'Disclosure on file' : 'No disclosure on file'}
              </Chip>
            </span>
          </li>
        ))}
      </PlainList>
    </Section>
  )
}

const Data = ({ id }: { id: string }) => (
  <Section id="data" title="Data">
    <Text mb="sm">
      Everything that names this person, to hand out to them. Erasing says first what must be kept, and until
      when.
    </Text>
    <Group gap="sm">
      <Button component="a" variant="default" href={dataTextHref(id)} download>
        Export, to read
      </Button>
      <Button component="a" variant="default" href={dataHref(id)} download>
        Export as JSON
      </Button>
      <Button component={Link} variant="default" to={`${personPath(id)}/merge`}>
        Merge a duplicate
      </Button>
      <Button component={Link} variant="default" color="red" to={`${personPath(id)}/erase`}>
        Erase …
      </Button>
    </Group>
  </Section>
)

const History = ({ person: { history } }: { person: Shown }) => (
  <Section id="history" title="History" count={history.length}>
    {history.length === 0 && <Text>Nothing was changed yet.</Text>}
    <PlainList>
      {history.map(({ at, by, what }, i) => (
        <li key={i}>
          <Text size="sm">
            <span className="figures">{dayAndTime(at)}</span>: <bdi>{what.join(', ')}</bdi>, by{' '}
            <bdi>{by}</bdi>
          </Text>
        </li>
      ))}
    </PlainList>
  </Section>
)
