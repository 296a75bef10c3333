import type { Announced } from '@lectern/shared/attendance'
import { Stack, Text, Title, type TitleOrder } from '@mantine/core'
import { checkDemands, creditDemands, outageWords, watchingWords } from './demandWords.ts'

/** What this person can earn here, and what it takes. */
export function Demands({ announced, order }: { announced: Announced; order: TitleOrder }) {
  const { credits, attendance, activityTitle } = announced
  return (
    <Stack gap="sm">
      <Title order={order} size="h3">
        Credit, and what it takes
      </Title>
      <Text>Part of the activity “{activityTitle}”.</Text>
      {credits.length === 0 && (
        <Text>There is no credit for your profession in this activity. You are welcome to watch.</Text>
      )}
      <dl className="disclosures">
        {credits.map((credit) => (
          <div key={credit.policyId}>
            <dt>{credit.title}</dt>
            <dd>{creditDemands(credit, attendance)}</dd>
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
    </Stack>
  )
}
