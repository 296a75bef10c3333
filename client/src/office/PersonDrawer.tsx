import { named } from '@lectern/shared/subject'
import { Drawer, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { SessionMinutes } from '../credit/SessionMinutes.tsx'
import { Section } from '../ui/Section.tsx'
import { minutesOf, professionWords } from '../words/credit.ts'
import { EvidenceSheets } from './EvidenceSheets.tsx'
import { OverrideForm } from './OverrideForm.tsx'
import { standingWords } from './PeopleFilters.tsx'
import { PersonClaims } from './PersonClaims.tsx'
import { creditedOf, type OfficePerson, standingOf } from './peopleTable.ts'

interface PersonDrawerProps {
  activityId: string
  person: OfficePerson | undefined
  /** The session and the appeal that it was opened for. */
  sessionId: string | null
  appealId: string | null
  onClose: () => void
}

/** One person in an activity: minutes with gaps, their worth, claims, and corrections by the office. */
export function PersonDrawer({ activityId, person, sessionId, appealId, onClose }: PersonDrawerProps) {
  return (
    <Drawer.Root opened={person !== undefined} onClose={onClose} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Its element is a <header>, which would count as a second banner of the page. */}
        <Drawer.Header role="presentation">
          <Drawer.Title dir="auto">
            {person && [person.name, person.credentials].filter(Boolean).join(', ')}
          </Drawer.Title>
          <Drawer.CloseButton />
        </Drawer.Header>
        <Drawer.Body>
          {person && (
            <PersonOf activityId={activityId} person={person} sessionId={sessionId} appealId={appealId} />
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function PersonOf({
  activityId,
  person,
  sessionId,
  appealId,
}: Omit<PersonDrawerProps, 'onClose'> & { person: OfficePerson }) {
  const [done, setDone] = useState('')
  const who = named(person.name)
  const summary = [
    professionWords[person.profession],
    minutesOf(creditedOf(person)),
    standingWords[standingOf(person)].toLowerCase(),
    `evaluation ${person.evaluated ? 'submitted' : 'not submitted'}`,
  ]
  return (
    <Stack gap="lg" className="office dense">
      <div>
        <Text className="figures" c="gray.7">
          {summary.join(' · ')}
        </Text>
        <Text role="status" fw={500}>
          {done}
        </Text>
      </div>
      <Section id="person-minutes" title="Minutes" order={3} size="h3">
        <Stack gap="md">
          {person.sessions.map((session) => {
            const isMeant = session.sessionId === sessionId
            return (
              <SessionMinutes key={session.sessionId} session={session} who={who} order={4}>
                <OverrideForm
                  person={person}
                  session={session}
                  appealId={isMeant && !done ? appealId : null}
                  isOpenAtFirst={isMeant}
                  onDone={setDone}
                />
              </SessionMinutes>
            )
          })}
        </Stack>
      </Section>
      <EvidenceSheets activityId={activityId} person={person} />
      <PersonClaims person={person} onDone={setDone} />
    </Stack>
  )
}
