import type { Verification } from '@lectern/shared/certificates'
import { amountText } from '@lectern/shared/creditAmount'
import { Card, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconQuestionMark } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CreditText, StatementText } from '../ui/CreditText.tsx'
import { figure } from '../words/credit.ts'
import { dateOf, dateRange, exactMomentOf } from '../words/times.ts'

type Issued = Exclude<Verification, { status: 'unknown' }>

const signs = { valid: IconCircleCheck, revoked: IconCircleX, unknown: IconQuestionMark }

interface VerdictProps {
  status: Verification['status']
  title: string
  children: ReactNode
}

/** The answer at a glance: filled green, red or grey, with the words. */
function Verdict({ status, title, children }: VerdictProps) {
  const Sign = signs[status]
  return (
    <div className="credit-verdict" data-status={status}>
      <Sign size={28} stroke={1.75} aria-hidden="true" />
      <div>
        <Title order={2} id="verdict" tabIndex={-1}>
          {title}
        </Title>
        <Text component="div">{children}</Text>
      </div>
    </div>
  )
}

const revokedWords = ({ revokedAt, timeZone }: Issued): string =>
  `Issued as shown, and revoked${revokedAt === null ? '' : ` on ${dateOf(revokedAt, timeZone)}`}. Its holder may have a newer one; ask for its code.`

/** The facts as printed, with days in the conference's zone. */
function rowsOf(certificate: Issued): [name: string, value: string][] {
  const { holder, title, activityTitle, partTitle, provider, format, place, number, code } = certificate
  const { startsAt, endsAt, issuedAt, timeZone, amount, step, unit, also, address } = certificate
  const claimed = step === undefined ? figure(amount) : amountText(amount, { step })
  const rows: [string, string][] = [
    ['Holder', holder],
    ['Certificate', title],
    ['Credit claimed', `${claimed} ${unit}${also ? ` (${also})` : ''}`],
    ['Activity', activityTitle],
    ['Session', partTitle ?? ''],
    ['Format', [format, place].filter(Boolean).join(', ')],
    // It ends with the last moment before `endsAt`, which may be midnight.
    ['Attended', dateRange(startsAt, Math.max(startsAt, endsAt - 1), timeZone)],
    ['Provider', [provider, address].filter(Boolean).join(', ')],
    ['Number', number],
    ['Issued', dateOf(issuedAt, timeZone)],
    ['Code', code],
  ]
  return rows.filter(([, value]) => value)
}

/** Exactly what the certificate shows, and whether it is valid. */
export function VerifiedCertificate({ certificate }: { certificate: Issued }) {
  const { status, statements, accreditation, countersigned } = certificate
  // Statements of earlier versions had no marks for italics: an asterisk in them is an asterisk.
  const Words = accreditation ? StatementText : CreditText
  return (
    <Card padding={0} component="section" aria-labelledby="verdict">
      {status === 'valid' ? (
        <Verdict status={status} title="This certificate is valid">
          Issued as shown and still in force. Compare it with the one you have.
        </Verdict>
      ) : (
        <Verdict status={status} title="This certificate was revoked">
          {revokedWords(certificate)}
        </Verdict>
      )}
      <Stack gap="md" p="md">
        <dl className="credit-facts">
          {rowsOf(certificate).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={name === 'Code' ? 'credit-code' : 'figures'} dir="auto">
                <CreditText>{value}</CreditText>
              </dd>
            </div>
          ))}
        </dl>
        {countersigned && (
          <Text size="sm">
            {countersigned.authority} confirmed on {exactMomentOf(countersigned.at)} that its issue was
            recorded by then, and can’t be changed any more unnoticed.
          </Text>
        )}
        {statements.map((statement) => (
          <Text key={statement} size="sm" dir="auto">
            <Words>{statement}</Words>
          </Text>
        ))}
        {accreditation?.map((statement) => (
          <Text key={statement} size="sm" className="credit-accreditation">
            <StatementText>{statement}</StatementText>
          </Text>
        ))}
      </Stack>
    </Card>
  )
}

export const UnknownCertificate = ({ code }: { code: string }) => (
  <Card padding={0} component="section" aria-labelledby="verdict">
    <Verdict status="unknown" title="No certificate has this code">
      Compare it with the printed one, letter by letter. If it is the same, the certificate was not issued
      here.
    </Verdict>
    <Text className="credit-code" p="md">
      {code}
    </Text>
  </Card>
)
