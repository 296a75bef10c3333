import type { Disclosures } from '@lectern/shared/attendance'
import { Stack, Text, Title, type TitleOrder } from '@mantine/core'

const parts = { speaker: 'Speaker', moderator: 'Moderator', planner: 'Planner' } as const

type Person = Disclosures['people'][number]

function Relationships({ relationships }: Pick<Person, 'relationships'>) {
  if (relationships.length === 0) return <Text>Has no financial relationships to disclose.</Text>
  return (
    <ul className="disclosures">
      {relationships.map(({ company, nature }) => (
        <li key={`${company} ${nature}`}>
          {company}: {nature}. Mitigated.
        </li>
      ))}
    </ul>
  )
}

/** Who has which relationships with companies, and who supports the activity: words, and nothing but words. */
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
