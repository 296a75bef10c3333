import type { Claim, CreditResult } from '@lectern/shared/credit'
import { amountText } from '@lectern/shared/creditAmount'
import { Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { CreditText } from '../ui/CreditText.tsx'
import { alsoIn, earnedOfMaximum, namesItsBody } from '../words/credit.ts'
import { dateOf, shortDateOf, timeOf } from '../words/times.ts'
import { ClaimedCredit } from './ClaimedCredit.tsx'
import { ClaimForm } from './ClaimForm.tsx'
import { isOutOfReach } from './checklist.ts'
import { Calculation, Reasons } from './Reasons.tsx'

interface BodyCreditProps {
  activityId: string
  result: CreditResult
  claim: Claim | undefined
}

/** What one credit body awards for an activity: the amount, and the claim or its certificate. */
export function BodyCredit({ activityId, result, claim }: BodyCreditProps) {
  const { title, amount, eligible, reasons, policyId, part } = result
  const [claimedNow, setClaimedNow] = useState(false)
  const claimed = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (claimedNow && claim) claimed.current?.focus()
  }, [claimedNow, claim])
  const isReady = eligible && amount > 0 && (!claim || amount > claim.atMost)
  const headingId = ['result', activityId, policyId, ...(part ? [part.id] : [])].join('-')
  return (
    <Stack gap="sm" role="group" className="credit-body" aria-labelledby={headingId}>
      <PartTitle result={result} />
      {isReady ? (
        <ReadyHeading id={headingId} result={result} />
      ) : (
        <EarnedHeading id={headingId} result={result} isClaimed={claim !== undefined} />
      )}
      {isReady && (
        <ClaimForm
          activityId={activityId}
          result={result}
          replaces={claim}
          onClaimed={() => setClaimedNow(true)}
        />
      )}
      <Reasons reasons={reasons.filter(({ blocks, todo }) => blocks && !todo)} label={`Not met: ${title}`} />
      {claim && <ClaimedCredit ref={claimed} claim={claim} result={result} isNew={claimedNow} />}
      <Calculation reasons={reasons} title={title} />
    </Stack>
  )
}

/** The session or day that is claimed by itself. */
export const PartTitle = ({ result: { part } }: { result: CreditResult }) =>
  part ? (
    <Text fw={600} dir="auto">
      {/^\d{4}-\d{2}-\d{2}$/.test(part.id) ? dateOf(Date.parse(part.id), 'UTC') : part.title}
    </Text>
  ) : null

/** To the minute: on the last day a date alone would promise too much. */
const untilWords = (claimBy: number): string => `${shortDateOf(claimBy)}, ${timeOf(claimBy)}`

interface HeadingProps {
  id: string
  result: CreditResult
}

/** "1.00 AMA PRA Category 1 Credit™", ready to claim. */
function ReadyHeading({ id, result }: HeadingProps) {
  const { title, amount, claimBy, step, unit } = result
  const also = alsoIn(result)
  return (
    <div>
      {!namesItsBody(result) && (
        <Text size="sm" c="gray.7">
          {title}
        </Text>
      )}
      <Title order={3} id={id} className="credit-amount">
        <span className="figures">{amountText(amount, { step })}</span>{' '}
        <CreditText>{amount === 1 ? unit.one : unit.many}</CreditText>
        {also && ` (${also})`}
      </Title>
      <Text size="sm" c="gray.7">
        ready to claim{claimBy !== null && ` · until ${untilWords(claimBy)}`}
      </Text>
    </div>
  )
}

function EarnedHeading({ id, result, isClaimed }: HeadingProps & { isClaimed: boolean }) {
  const { title, claimBy } = result
  const also = alsoIn(result)
  const canBeClaimed = !isClaimed && !isOutOfReach(result)
  return (
    <div>
      <Title order={3} id={id}>
        <CreditText>{title}</CreditText>
      </Title>
      <Text size="sm" className="figures" c="gray.7">
        <CreditText>{`You earned ${earnedOfMaximum(result)}${also && ` (${also})`}.`}</CreditText>
        {canBeClaimed && claimBy !== null && ` Claim until ${untilWords(claimBy)}.`}
      </Text>
    </div>
  )
}
