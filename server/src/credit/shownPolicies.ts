// The rules of every credit body as the CE office sees them.
import type { PolicyConfirmation, ShownPolicy } from '@lectern/shared/creditPolicies'
import { type CreditPolicy, isExpired } from '@lectern/shared/creditPolicy'

/**
 * `today`: where the office is; `confirmations`: of expired policies, by id; `isChanged`: whether a changed
 * text waits.
 */
export const shownPolicies = (
  policies: readonly CreditPolicy[],
  today: string,
  confirmations: ReadonlyMap<string, PolicyConfirmation> = new Map(),
  isChanged: (policyId: string) => boolean = () => false,
): ShownPolicy[] =>
  policies
    .map(
      (policy): ShownPolicy => ({
        id: policy.id,
        title: policy.title,
        unit: policy.unit,
        calculates: policy.calculates,
        minutesPerUnit: policy.minutesPerUnit,
        step: policy.step,
        least: policy.least,
        dailyMaximum: policy.dailyMaximum,
        minimumShare: policy.minimumShare,
        minimumChecks: policy.minimumChecks,
        minimumScore: policy.test?.minimumScore ?? null,
        claimDays: policy.claimDays,
        appealDays: policy.appealDays,
        supersededBy: policies.find(({ id }) => id === policy.supersededBy)?.title ?? null,
        source: policy.source,
        checked: policy.checked,
        expires: policy.expires,
        isExpired: isExpired(policy, today),
        unconfirmed: policy.unconfirmed,
        confirmed: confirmations.get(policy.id) ?? null,
        ...(isChanged(policy.id) && { isChanged: true as const }),
      }),
    )
    .sort((a, b) => Number(b.isExpired) - Number(a.isExpired) || a.title.localeCompare(b.title))
