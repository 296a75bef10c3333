import '../disclosures/disclosures.css'
import type { OfficeDisclosure, OfficeRelationship, PartStanding } from '@lectern/shared/disclosures'
import { Anchor, Button, Card, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { DisclosuresText } from '../attendance/DisclosuresText.tsx'
import { AskButton } from '../disclosures/AskButton.tsx'
import { DecisionForm } from '../disclosures/DecisionForm.tsx'
import { previewQuery, queueQuery } from '../disclosures/disclosureApi.ts'
import {
  exceptionNames,
  mitigationNames,
  partNames,
  roleWords,
  stateTones,
  stateWords,
} from '../disclosures/disclosureWords.ts'
import { Chip } from '../ui/Chip.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Problem } from '../ui/Problem.tsx'
import { Section } from '../ui/Section.tsx'
import { listWords } from '../words/counts.ts'
import { dateOf, momentOf } from '../words/times.ts'

const backToQueue = (
  <Anchor component={Link} to="/office/disclosures">
    Disclosures
  </Anchor>
)

/** One person's form, and what the office decides about it for each of their parts. */
export default function DisclosurePersonPage() {
  const { personId = '' } = useParams()
  const queue = useQuery(queueQuery)
  return (
    <Loaded query={queue} label="Loading this person’s form">
      {({ people }) => {
        const person = people.find((each) => each.personId === personId)
        if (!person)
          return (
            <Problem title="Nobody in control of content has this address" action={backToQueue}>
              They may have left the sessions that named them.
            </Problem>
          )
        return <PersonOf person={person} />
      }}
    </Loaded>
  )
}

function PersonOf({ person }: { person: OfficeDisclosure }) {
  const { personId, name, credentials, asked, relationships, parts } = person
  return (
    <Page width="reading">
      <PageHead
        title={name}
        over={backToQueue}
        lead={<bdi>{credentials}</bdi>}
        actions={<AskButton personId={personId} name={name} isAgain={asked !== null} />}
      />
      <Stack gap={40}>
        <FormOf person={person} />
        {relationships.length > 0 && (
          <Section id="relationships" title="Relationships" count={relationships.length}>
            <PlainList gap={16}>
              {relationships.map((relationship) => (
                <Relationship key={relationship.key} person={person} relationship={relationship} />
              ))}
            </PlainList>
          </Section>
        )}
        <Section id="parts" title="Sessions" count={parts.length}>
          <ul className="disclosure-parts">
            {parts.map((part) => (
              <Part key={`${part.sessionId} ${part.part}`} part={part} />
            ))}
          </ul>
        </Section>
      </Stack>
    </Page>
  )
}

function FormOf({ person: { form, withdrawnAt, asked, hasDraft, versions } }: { person: OfficeDisclosure }) {
  if (!form)
    return (
      <Notice role="status">
        {withdrawnAt === null
          ? 'They have not signed a form.'
          : `They withdrew their form on ${dateOf(withdrawnAt)}.`}
        {asked && ` Last asked on ${dateOf(asked.at)}.`}
        {hasDraft && ' They have begun to fill it in.'}
      </Notice>
    )
  return (
    <Section id="form" title="The form">
      <Stack gap={4}>
        <Text>
          Signed as “<bdi>{form.signature}</bdi>” on {momentOf(form.signedAt)}; holds until{' '}
          {dateOf(form.validUntil)}.{versions > 1 && ` It is their form no. ${versions}.`}
        </Text>
        <Text>As: {listWords(form.roles.map((role) => roleWords[role]))}.</Text>
        {form.relationships.length === 0 && <Text>They have nothing to disclose.</Text>}
      </Stack>
    </Section>
  )
}

interface RelationshipProps {
  person: OfficeDisclosure
  relationship: OfficeRelationship
}

function Relationship({ person, relationship }: RelationshipProps) {
  const [isDeciding, setDeciding] = useState(false)
  const { company, words, isExcluding, decisions } = relationship
  const isDecided = (part: PartStanding) =>
    decisions.some(({ sessionId, part: own }) => sessionId === part.sessionId && own === part.part)
  const open = person.parts.filter((part) => !isDecided(part))
  return (
    <Card component="li" padding="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Text fw={500}>
            <bdi>{company}</bdi> · {words}
          </Text>
          <Button
            size="compact-md"
            variant={open.length > 0 ? 'filled' : 'default'}
            disabled={person.parts.length === 0}
            aria-label={`${open.length > 0 ? 'Decide' : 'Change the decision'} on ${company}`}
            onClick={() => setDeciding(true)}
          >
            {open.length > 0 ? 'Decide' : 'Change'}
          </Button>
        </Group>
        {isExcluding && (
          <Text size="sm">
            Owners, executives and employees are excluded from accredited content unless an exception is
            recorded.
          </Text>
        )}
        {person.parts.map((part) => (
          <DecisionOn key={`${part.sessionId} ${part.part}`} relationship={relationship} part={part} />
        ))}
      </Stack>
      <Dialog opened={isDeciding} onClose={() => setDeciding(false)} title={`${company}: ${words}`}>
        <DecisionForm
          person={person}
          relationship={relationship}
          parts={open.length > 0 ? open : person.parts}
          onDone={() => setDeciding(false)}
          onCancel={() => setDeciding(false)}
        />
      </Dialog>
    </Card>
  )
}

function DecisionOn({ relationship, part }: { relationship: OfficeRelationship; part: PartStanding }) {
  const decided = relationship.decisions.find(
    (each) => each.sessionId === part.sessionId && each.part === part.part,
  )?.decided
  const where = `${partNames[part.part]} in “${part.title}”`
  if (!decided)
    return (
      <Text size="sm" c="gray.7">
        {where}: nothing decided.
      </Text>
    )
  const { relevant, exception, mitigation, details, byName, at, isLate } = decided
  const said = [
    relevant ? 'relevant' : 'not relevant',
    exception && `exception ${exceptionNames[exception]}`,
    mitigation && (mitigation === 'other' ? details : mitigationNames[mitigation].toLowerCase()),
    mitigation !== 'other' && details,
  ].filter(Boolean)
  return (
    <Text size="sm">
      {where}: {said.join('; ')}. By <bdi>{byName}</bdi>, {momentOf(at)}.
      {isLate && ' Recorded after the session had begun; learners are told so.'}
    </Text>
  )
}

function Part({ part: { sessionId, part, title, startsAt, state } }: { part: PartStanding }) {
  const [isShown, setShown] = useState(false)
  return (
    <li>
      <span>
        <bdi>{title}</bdi> · {partNames[part]} · {dateOf(startsAt)}
      </span>
      <Group gap="sm">
        <Chip tone={stateTones[state]}>{stateWords[state]}</Chip>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Preview: what learners of ${title} will see`}
          onClick={() => setShown(true)}
        >
          Preview
        </Button>
      </Group>
      <Dialog opened={isShown} onClose={() => setShown(false)} title="What learners will see" size="xl">
        {isShown && <Preview sessionId={sessionId} />}
      </Dialog>
    </li>
  )
}

function Preview({ sessionId }: { sessionId: string }) {
  const preview = useQuery(previewQuery(sessionId))
  return (
    <Loaded query={preview} label="Loading the preview">
      {(disclosures) => <DisclosuresText disclosures={disclosures} order={3} />}
    </Loaded>
  )
}
