// What an audience reads before a session: the accreditors' and the bodies' statements, in their exact words.
import type { Activity } from './credit.ts'
import { amountText } from './creditAmount.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { accreditationsOf, filledStatement, jointProvidership } from './statements.ts'

/** A format within a sentence: "Live activity" starts with a small letter, "ECG course" does not. */
export const withinSentence = (words: string): string =>
  /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words

/** `policies`: whose words concern the reader; `all`: every policy that there is. */
export function announcedStatements(
  activity: Activity,
  policies: readonly CreditPolicy[],
  all: readonly CreditPolicy[],
): { accreditation: string[]; designation: string[] } {
  const { designations, provider, title, format, place } = activity
  const of = (policyId: string) => designations.find((each) => each.policyId === policyId)
  const values = { provider: provider.name, activity: title, format: withinSentence(format), place }
  const designation = policies.flatMap((policy) => {
    const { maximum = 0, number = '' } = of(policy.id) ?? {}
    const own = { ...values, maximum: amountText(maximum, policy), unit: policy.unit.many, uan: number }
    return policy.statements.designation.map((statement) => filledStatement(statement, own))
  })
  const accreditation = accreditationsOf(policies, all, activity).map((statement) =>
    filledStatement(statement, values),
  )
  return { accreditation: [...accreditation, ...jointProvidership(activity)], designation }
}
