import './attendance.css'
import type { Announced } from '@lectern/shared/attendance'
import { Stack, Text, Title, type TitleOrder } from '@mantine/core'
import { IconCalendarCheck, IconClipboardCheck, IconClock } from '@tabler/icons-react'
import { CreditText, StatementText } from '../ui/CreditText.tsx'
import {
  afterDemand,
  checkDemands,
  claimDemand,
  creditDemands,
  creditWords,
  outageWords,
  watchDemand,
  watchingWords,
} from './demandWords.ts'

/** In the bodies' exact words; an accreditor's statement stands by itself. */
function Statements({ announced }: { announced: Announced }) {
  const { accreditation = [], designation = [] } = announced.statements ?? {}
  return (
    <>
      {accreditation.map((statement) => (
        <Text key={statement} size="sm" className="demands-accreditation">
          <StatementText>{statement}</StatementText>
        </Text>
      ))}
      {designation.map((statement) => (
        <Text key={statement} size="sm">
          <StatementText>{statement}</StatementText>
        </Text>
      ))}
    </>
  )
}

/** What this person can earn here, and what it takes: three lines, and the whole text on request. */
export function Demands({ announced, order }: { announced: Announced; order: TitleOrder }) {
  const { credits, attendance, activityTitle } = announced
  const lines = [
    { Sign: IconClock, words: watchDemand(announced) },
    { Sign: IconClipboardCheck, words: afterDemand(announced) },
    { Sign: IconCalendarCheck, words: claimDemand(announced) },
  ]
  return (
    <Stack gap="sm" component="section">
      <Title order={order} size="h3">
        Credit requirements
      </Title>
      {credits.length === 0 ? (
        <Text>This activity offers no credit for your profession. You are welcome to watch.</Text>
      ) : (
        <>
          <Text>
            <CreditText>
              {`Up to ${credits.map((credit) => creditWords(credit, credit.maximum)).join(' or ')}`}
            </CreditText>
          </Text>
          <ul className="demands">
            {lines.map(({ Sign, words }) => (
              <li key={words}>
                <Sign size={20} stroke={1.75} aria-hidden="true" />
                <span>{words}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Statements announced={announced} />
      <details className="demands-details">
        <summary>Details</summary>
        <Text size="sm">Part of the activity “{activityTitle}”.</Text>
        <dl className="disclosures">
          {credits.map((credit) => (
            <div key={credit.policyId}>
              <dt>
                <CreditText>{credit.title}</CreditText>
              </dt>
              <dd>
                <CreditText>{creditDemands(credit, attendance)}</CreditText>
              </dd>
            </div>
          ))}
          <div>
            <dt>What counts</dt>
            <dd>
              {watchingWords} {outageWords(attendance)}
            </dd>
          </div>
          {attendance.checks && (
            <div>
              <dt>Attention checks</dt>
              <dd>{checkDemands(attendance)}</dd>
            </div>
          )}
        </dl>
      </details>
    </Stack>
  )
}
