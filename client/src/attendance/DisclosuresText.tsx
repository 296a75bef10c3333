import type { Disclosures } from '@lectern/shared/attendance'
import { Stack, Text, Title, type TitleOrder } from '@mantine/core'
import { dayOf, timeOf } from '../words/times.ts'

const parts = { speaker: 'Speaker', moderator: 'Moderator', planner: 'Planner' } as const

type Person = Disclosures['people'][number]

/** How the CE office has dealt with a relationship, if recorded. */
const notes = {
  mitigated: 'Mitigated.',
  mitigated_late: 'Mitigated; this came on record only after the session had begun: ',
  not_relevant: 'Not relevant to this content.',
  exception_a: 'Takes part by exception: the content is not related to the business of the company.',
  exception_b: 'Takes part by exception: the content is limited to basic science research.',
  exception_c:
    'Takes part by exception, as a technician: teaches the safe use of a device, and does not recommend whether or when to use it.',
} as const

function Relationships({ relationships }: Pick<Person, 'relationships'>) {
  if (relationships.length === 0) return <Text>Has no financial relationships to disclose.</Text>
  return (
    <ul className="disclosures">
      {relationships.map(({ company, nature, note, recordedAt }) => (
        <li key={`${company} ${nature}`}>
          {company}: {nature}.{note && ` ${notes[note]}`}
          {recordedAt !== undefined && `${dayOf(recordedAt)}, ${timeOf(recordedAt)}.`}
        </li>
      ))}
    </ul>
  )
}

/** Who has which relationships with companies, and who supports the activity: plain text only. */
export function DisclosuresText({ disclosures, order }: { disclosures: Disclosures; order: TitleOrder }) {
  const { people, support } = disclosures
  return (
    <Stack gap="sm">
      <Title order={order} size="h3">
        Disclosures
      </Title>
      <Text>
        Financial relationships, in the past 24 months, of everybody in control of the content with companies
        whose products are used by or on patients.
      </Text>
      <dl className="disclosures">
        {people.map(({ name, credentials, part, relationships }) => (
          <div key={`${part} ${name} ${credentials}`}>
            <dt>
              {[name, credentials].filter(Boolean).join(', ')} · {parts[part]}
            </dt>
            <dd>
              <Relationships relationships={relationships} />
            </dd>
          </div>
        ))}
      </dl>
      <Text>
        <Text span fw={600}>
          Commercial support:{' '}
        </Text>
        {support.length === 0
          ? 'none.'
          : `${support.map(({ supporter, nature }) => `${supporter} (${nature})`).join('; ')}.`}
      </Text>
    </Stack>
  )
}
