import type { CheckEvidence, EvidenceSheet, StageSheet } from '@lectern/shared/evidence'
import { Button, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { LoadFailed } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { durationOf } from '../words/durations.ts'
import { Download } from './Download.tsx'
import { evidenceHref, evidenceQuery } from './officeApi.ts'
import type { OfficePerson } from './peopleTable.ts'
import { clockOf } from './sessionClock.ts'

/** All that is on record about what the person watched and presented, for the office to judge. */
export function EvidenceSheets({ activityId, person }: { activityId: string; person: OfficePerson }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Section id="person-evidence" title="Evidence" order={3} size="h3">
      <Group gap="sm" mb="sm">
        <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide the evidence' : 'Show the evidence'}
        </Button>
        <Download label="Evidence (CSV)" href={evidenceHref(activityId, person.personId)} of={person.name} />
      </Group>
      {isOpen && <Sheets activityId={activityId} personId={person.personId} />}
    </Section>
  )
}

function Sheets({ activityId, personId }: { activityId: string; personId: string }) {
  const { data, error, refetch } = useQuery(evidenceQuery(activityId, personId))
  if (data)
    return (
      <Stack gap="lg">
        {data.sheets.map((sheet) => (
          <Sheet key={sheet.sessionId} sheet={sheet} />
        ))}
        {data.onStage.map((stage) => (
          <OnStage key={`${stage.sessionId} stage`} stage={stage} />
        ))}
      </Stack>
    )
  if (!error) return <Skeleton h={64} role="status" aria-label="Loading the evidence" />
  return <LoadFailed message={messageOf(error)} retry={() => void refetch()} />
}

const slotSeconds = 10
const minutes = (slots: number): string => durationOf(slots * slotSeconds * 1000)

const outcomes = {
  answered: 'Answered',
  missed: 'Missed',
  postponed: 'Postponed: due again',
  cancelled: 'Cancelled: the platform failed',
  open: 'Its time was not over',
} as const

function answerWords({ answerMs, answeredAt }: CheckEvidence): string {
  if (answerMs !== null) return `${answerMs} ms`
  return answeredAt === null ? 'none' : 'by a poll'
}

/** Moments of a session, from its start. */
function clockFrom(liveAt: number | null) {
  const clock = (at: number): string => clockOf(Math.max(0, at - (liveAt ?? at)) / 60_000)
  const stretches = (all: readonly { from: number; to: number | null }[]): string =>
    all.length === 0
      ? 'none'
      : all.map(({ from, to }) => `${clock(from)}–${to === null ? '' : clock(to)}`).join(', ')
  return { clock, stretches }
}

const Facts = ({ facts }: { facts: readonly (readonly [string, string])[] }) => (
  <dl className="evidence">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd className="figures">{value}</dd>
      </div>
    ))}
  </dl>
)

function OnStage({ stage }: { stage: StageSheet }) {
  const { title, liveAt, isSpeaker, isFinal, stretches, slots } = stage
  return (
    <Stack gap="sm">
      <Title order={4}>
        <bdi>{title}</bdi>: on stage
      </Title>
      <Facts
        facts={[
          ['Listed as speaker', isSpeaker ? 'yes' : 'no'],
          ['On stage', clockFrom(liveAt).stretches(stretches)],
          ['Counts as presented', `${minutes(slots.onStage)} of ${minutes(slots.possible)} on air`],
          ['Stated by the CE office', slots.stated === 0 ? 'none' : minutes(slots.stated)],
          ['Final', isFinal ? 'yes' : 'not yet'],
        ]}
      />
    </Stack>
  )
}

function Sheet({ sheet }: { sheet: EvidenceSheet }) {
  const { title, slots, signs, answers, checks } = sheet
  const { clock, stretches } = clockFrom(sheet.liveAt)
  const facts: [string, string][] = [
    ['Page was there', `${minutes(slots.present)}, at most ${minutes(slots.longestPresent)} without a break`],
    ['Media arrived', minutes(slots.delivered)],
    ['Both', minutes(slots.both)],
    ['No beats', stretches(sheet.silences)],
    ['No media', stretches(sheet.undelivered)],
    ['Exhibit hall', stretches(sheet.hall)],
    [
      'Pages',
      sheet.pages
        .map((page) => `${stretches([page])}${page.signIn && ` (sign-in ${page.signIn})`}`)
        .join(', ') || 'not recorded',
    ],
    ['Polls answered', sheet.votes.map(clock).join(', ') || 'none'],
    [
      'Answer times',
      answers
        ? `${answers.count}: ${answers.fastest} to ${answers.slowest} ms, median ${answers.median} ms`
        : 'none',
    ],
  ]
  return (
    <Stack gap="sm">
      <Title order={4}>{title}</Title>
      {signs.length > 0 && (
        <Stack gap={2} component="ul" m={0} pl="lg" aria-label="What may be worth a look">
          {signs.map(({ code, text }) => (
            <Text key={code} component="li" fw={600}>
              {text}
            </Text>
          ))}
        </Stack>
      )}
      <Facts facts={facts} />
      {checks.length === 0 ? (
        <Text size="sm">No attention check was due.</Text>
      ) : (
        <Checks {...{ checks, clock }} />
      )}
    </Stack>
  )
}

function Checks({ checks, clock }: { checks: CheckEvidence[]; clock: (at: number) => string }) {
  return (
    <Table.ScrollContainer minWidth={280}>
      <Table className="figures" captionSide="top">
        <caption>Attention checks</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Due</Table.Th>
            <Table.Th>Sent</Table.Th>
            <Table.Th>Answer</Table.Th>
            <Table.Th>Outcome</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checks.map((check) => (
            <Table.Tr key={check.dueFrom}>
              <Table.Td>{clock(check.dueFrom)}</Table.Td>
              <Table.Td>
                {check.sendings
                  .filter(({ shown }) => shown)
                  .map(({ sentAt }) => clock(sentAt))
                  .join(', ') || 'not shown'}
              </Table.Td>
              <Table.Td>{answerWords(check)}</Table.Td>
              <Table.Td>{outcomes[check.outcome]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
