// What an audience reads before a session: the accreditors' and the bodies' statements, in their exact words.
import type { Activity, Designation } from './credit.ts'
import { amountText, unitOf } from './creditAmount.ts'
import { maximumOf, partsBy } from './creditParts.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { numberFor } from './designationNumbers.ts'
import type { Profession } from './professions.ts'
import { accreditationsOf, filledStatement, jointProvidership, withUnits } from './statements.ts'

/** A format within a sentence: "Live activity" starts with a small letter, "ECG course" does not. */
export const withinSentence = (words: string): string =>
  /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words

/** Who reads, and before which session; absent: all of them. */
export interface Reader {
  profession?: Profession
  sessionId?: string
}

/** The number that the reader will find on their certificate, or each that somebody will. */
function numberShown(
  designation: Designation,
  policy: CreditPolicy,
  { profession, sessionId }: Reader,
): string {
  const { number, numbers = [] } = designation
  const isOfDays = partsBy(designation, policy) === 'day'
  const days = isOfDays ? numbers.flatMap(({ on }) => on ?? []) : []
  const found = (profession === undefined ? policy.professions : [profession]).flatMap((each) =>
    [undefined, ...days].map((on) =>
      numberFor(designation, {
        profession: each,
        ...(sessionId !== undefined && { sessionId }),
        ...(on !== undefined && { on }),
      }),
    ),
  )
  const known = [...new Set(found)].filter((each) => each !== '')
  return known.length > 0 ? known.join(', ') : policy.professions.length > 0 ? '' : number
}

/** `policies`: whose words concern the reader; `all`: every policy that there is. */
export function announcedStatements(
  activity: Activity,
  policies: readonly CreditPolicy[],
  all: readonly CreditPolicy[],
  reader: Reader = {},
): { accreditation: string[]; designation: string[] } {
  const { designations, provider, title, format, place } = activity
  const of = (policyId: string) => designations.find((each) => each.policyId === policyId)
  const values = { provider: provider.name, activity: title, format: withinSentence(format), place }
  const designation = policies.flatMap((policy) => {
    const designation = of(policy.id)
    if (!designation) return []
    const maximum = maximumOf(designation, reader.sessionId)
    const unit = unitOf(maximum, policy)
    const uan = numberShown(designation, policy, reader)
    const own = { ...values, maximum: amountText(maximum, policy), maximumUnit: unit, unit, uan }
    return policy.statements.designation.map((statement) => filledStatement(withUnits(statement), own))
  })
  const accreditation = accreditationsOf(policies, all, activity).map((statement) =>
    filledStatement(statement, values),
  )
  return { accreditation: [...accreditation, ...jointProvidership(activity)], designation }
}
