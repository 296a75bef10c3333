import type { ActivityCredit, Claim, CreditResult } from '@lectern/shared/credit'
import { Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { PartTitle } from '../credit/BodyCredit.tsx'
import { ClaimedCredit } from '../credit/ClaimedCredit.tsx'
import { ClaimForm } from '../credit/ClaimForm.tsx'
import { claimedResults } from '../credit/claimedResults.ts'
import { CommitmentPart } from '../credit/outcomes/CommitmentForm.tsx'
import { CreditText } from '../ui/CreditText.tsx'
import { earnedOfMaximum } from '../words/credit.ts'

/** What each credit body awards: claimed here, or what it still needs. */
export function ClaimStep({ credit }: { credit: ActivityCredit }) {
  const { activity, results } = credit
  if (results.length === 0) return <Text size="sm">This activity offers no credit for your profession.</Text>
  return (
    <Stack gap="md" mt="sm">
      {claimedResults(credit).map(({ key, result, claim }) => (
        <Body key={key} activityId={activity.id} result={result} claim={claim} />
      ))}
      {results.some(({ eligible }) => eligible) && <CommitmentPart activityId={activity.id} order={2} />}
    </Stack>
  )
}

interface BodyProps {
  activityId: string
  result: CreditResult
  claim: Claim | undefined
}

function Body({ activityId, result, claim }: BodyProps) {
  const { eligible, amount, reasons } = result
  const [claimedNow, setClaimedNow] = useState(false)
  const claimed = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (claimedNow && claim) claimed.current?.focus()
  }, [claimedNow, claim])
  if (claim) return <ClaimedCredit ref={claimed} claim={claim} result={result} isNew={claimedNow} />
  const blocking = reasons.filter(({ blocks, todo }) => blocks && !todo)
  return (
    <Stack gap="xs">
      <PartTitle result={result} />
      <Text className="figures">
        <CreditText>{`You earned ${earnedOfMaximum(result)}.`}</CreditText>
      </Text>
      {eligible && amount > 0 ? (
        <ClaimForm activityId={activityId} result={result} onClaimed={() => setClaimedNow(true)} />
      ) : (
        blocking.map(({ code, message }) => (
          <Text key={`${code} ${message}`} size="sm">
            Not met: {message}
          </Text>
        ))
      )}
    </Stack>
  )
}
