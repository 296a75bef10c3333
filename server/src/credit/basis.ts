// What a certificate rests on, as contents of the ledger's entry of its issue.
import type { Activity } from '@lectern/shared/credit'
import type { CreditBasis } from '@lectern/shared/creditBasis'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { LedgerContents } from '@lectern/shared/ledgerContent'
import type { PersonCredit } from './results.ts'

/** Its inputs, the activity as it stands, and the policies that decide. */
export function basisOf(
  { person, basis }: PersonCredit,
  activity: Activity,
  policies: readonly CreditPolicy[],
  { atMost, purpose }: { atMost: number; purpose: CreditBasis['for'] },
): LedgerContents {
  const inputs: CreditBasis = { ...basis(), for: purpose, atMost }
  const paid = (inputs.learner.paid ?? []).map(({ policyId }) => policyId)
  const named = new Set([...activity.designations.map(({ policyId }) => policyId), ...paid])
  const speaks = ({ jointAccreditation }: CreditPolicy) =>
    jointAccreditation === true && activity.provider.jointlyAccredited === true
  return {
    inputs: { value: plain(inputs), of: person.id },
    activity: { value: plain(activity) },
    ...Object.fromEntries(
      policies
        .filter((policy) => named.has(policy.id) || speaks(policy))
        .map((policy) => [`policy ${policy.id}`, { value: plain(policy) }]),
    ),
  }
}

/** As JSON has it: without members that are undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
