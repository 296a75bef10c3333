// What a person earned for each part of an activity, each with its claim.
import type { Claim, CreditResult } from '@lectern/shared/credit'
import { isClaimFor } from '@lectern/shared/creditParts'

export interface ClaimedResult {
  key: string
  result: CreditResult
  claim: Claim | undefined
}

/** Without sessions and days that are claimed by themselves and that the person did not watch. */
export const claimedResults = ({
  results,
  claims,
}: {
  results: readonly CreditResult[]
  claims: readonly Claim[]
}): ClaimedResult[] =>
  results
    .map((result) => ({
      key: `${result.policyId} ${result.part?.id ?? ''}`,
      result,
      claim: claims.find((claim) => isClaimFor(claim, result)),
    }))
    .filter(
      ({ result, claim }) =>
        !result.part || claim || !result.reasons.some(({ code }) => code === 'nothing_watched'),
    )
