import type { Claim, CreditResult } from '@lectern/shared/credit'
import { amountText, amountWithUnit } from '@lectern/shared/creditAmount'
import { Card, Stack, Text, Title, type TitleOrder } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { alsoIn } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'
import { ClaimedCredit } from './ClaimedCredit.tsx'
import { ClaimForm } from './ClaimForm.tsx'
import { Reasons } from './Reasons.tsx'

interface CreditResultCardProps {
  activityId: string
  result: CreditResult
  claim: Claim | undefined
  order: TitleOrder
}

/** What one credit body awards for the activity, with every reason; and the claim. */
export function CreditResultCard({ activityId, result, claim, order }: CreditResultCardProps) {
  const { title, amount, earned, maximum, eligible, claimBy, reasons, policyId } = result
  const [claimedNow, setClaimedNow] = useState(false)
  const claimed = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (claimedNow && claim) claimed.current?.focus()
  }, [claimedNow, claim])
  const isMore = claim !== undefined && eligible && amount > claim.atMost
  const also = alsoIn(result)
  const headingId = `result-${activityId}-${policyId}`
  return (
    <Card withBorder padding="md" component="section" aria-labelledby={headingId}>
      <Stack gap="sm">
        <div>
          <Title order={order} size="h4" id={headingId}>
            {title}
          </Title>
          <Text className="figures">
            Earned: <strong>{amountWithUnit(earned, result)}</strong>
            {also && ` (${also})`} of at most {amountText(maximum, result)}
          </Text>
        </div>
        <Reasons reasons={reasons} label={`How it came about: ${title}`} />
        {claim && <ClaimedCredit ref={claimed} claim={claim} result={result} isNew={claimedNow} />}
        {eligible && amount > 0 && (!claim || isMore) && (
          <ClaimForm
            activityId={activityId}
            result={result}
            replaces={claim}
            onClaimed={() => setClaimedNow(true)}
          />
        )}
        {!claim && claimBy !== null && (
          <Text size="sm" c="gray.7">
            Credit can be claimed until {dateOf(claimBy)}.
          </Text>
        )}
      </Stack>
    </Card>
  )
}
