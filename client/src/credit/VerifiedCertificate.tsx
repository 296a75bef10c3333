import type { Verification } from '@lectern/shared/credit'
import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { figure } from '../words/credit.ts'
import { dateOf, dateRange } from '../words/times.ts'

type Known = Exclude<Verification, { status: 'unknown' }>

/** Exactly what the certificate shows, with days in the conference's zone, and whether it is valid. */
export function VerifiedCertificate({ certificate }: { certificate: Known }) {
  const { status, holder, title, activityTitle, provider, format, place, number, code } = certificate
  const { startsAt, endsAt, issuedAt, revokedAt, timeZone, amount, unit, also, statements, address } =
    certificate
  const isValid = status === 'valid'
  const rows: [string, string][] = [
    ['Holder', holder],
    ['Certificate', title],
    ['Amount', `${figure(amount)} ${unit}${also ? ` (${also})` : ''}`],
    ['Activity', activityTitle],
    ['Format', [format, place].filter(Boolean).join(', ')],
    ['Held', dateRange(startsAt, endsAt, timeZone)],
    ['Provider', [provider, address].filter(Boolean).join(', ')],
    ['Number', number],
    ['Issued', dateOf(issuedAt, timeZone)],
    ['Code', code],
  ]
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="verdict">
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          {isValid ? (
            <IconCircleCheck
              size={28}
              aria-hidden="true"
              color="var(--mantine-color-teal-8)"
              style={{ flexShrink: 0 }}
            />
          ) : (
            <IconCircleX
              size={28}
              aria-hidden="true"
              color="var(--mantine-color-red-8)"
              style={{ flexShrink: 0 }}
            />
          )}
          <div>
            <Title order={2} id="verdict" tabIndex={-1}>
              {isValid ? 'This certificate is valid' : 'This certificate does not hold any more'}
            </Title>
            <Text>
              {isValid
                ? 'It was issued as shown here, and holds. Compare it with the one you have.'
                : `It was issued as shown here, and revoked${revokedAt === null ? '' : ` on ${dateOf(revokedAt, timeZone)}`}. Its holder may have another one in its place; ask for that one’s code.`}
            </Text>
          </div>
        </Group>
        <dl className="credit-facts">
          {rows
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className={name === 'Code' ? 'credit-code' : 'figures'}>{value}</dd>
              </div>
            ))}
        </dl>
        {statements.map((statement) => (
          <Text key={statement} size="sm">
            {statement}
          </Text>
        ))}
      </Stack>
    </Card>
  )
}

export function UnknownCertificate({ code }: { code: string }) {
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="verdict">
      <Title order={2} id="verdict" tabIndex={-1}>
        No certificate has this code
      </Title>
      <Text className="credit-code" my="sm">
        {code}
      </Text>
      <Text>
        Compare it with the printed one, letter by letter. If it is the same, the certificate was not issued
        here.
      </Text>
    </Card>
  )
}
