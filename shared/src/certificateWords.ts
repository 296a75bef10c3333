// The words that a certificate is issued with. The server fills them in, and an auditor does so again from the
// ledger: pure, and without any package.
import { withinSentence } from './announcedStatements.ts'
import type { Certificate } from './certificates.ts'
import type { Activity } from './credit.ts'
import { alsoOf, amountText, amountWithUnit, unitOf } from './creditAmount.ts'
import { maximumOf } from './creditParts.ts'
import type { CertificateField, CreditPolicy } from './creditPolicy.ts'
import { type Presented, presentedWords } from './facultyCredit.ts'
import { accreditationsOf, filledStatement, jointProvidership, withUnits } from './statements.ts'

/** Making one takes longer than a whole certificate. */
const formats = new Map<string, Intl.DateTimeFormat>()
const formatsMax = 100

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  if (formats.size >= formatsMax) formats.clear()
  const made = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone })
  formats.set(timeZone, made)
  return made
}

/** One day, or the first and last day. */
export const shownDates = (from: number, to: number, timeZone: string): string =>
  formatIn(timeZone).formatRange(from, to)

/** With the unit of the maximum, which need not be that of the amount. */
type StatementFields = Record<CertificateField | 'maximumUnit', string>

/** A body's own words, and apart from them what the accreditors say. */
export function fillStatements(
  policy: CreditPolicy,
  accreditation: readonly string[],
  fields: StatementFields,
): { statements: string[]; accreditation: string[] } {
  const fill = (all: readonly string[]) =>
    all.map((statement) => filledStatement(withUnits(statement), fields))
  return {
    statements: fill(
      policy.certificate.statements
        .filter((statement) => !policy.statements.accreditation.includes(statement))
        // An activity that designates only participation makes no statement about it.
        .filter((statement) => fields.designations !== '' || !statement.includes('{{designations}}')),
    ),
    accreditation: fill(accreditation),
  }
}

/** e.g. "1.00 AMA PRA Category 1 Credit™; 1.00 contact hour, ACPE continuing pharmacy education" */
const designationsOf = (activity: Activity, policies: readonly CreditPolicy[]): string =>
  activity.designations
    .flatMap(({ policyId, maximum }) => {
      const policy = policies.find(({ id }) => id === policyId)
      if (!policy || policy.professions.length === 0) return []
      const amount = amountWithUnit(maximum, policy)
      return [policy.unit.one === policy.title ? amount : `${amount}, ${policy.title}`]
    })
    .join('; ')

export interface WordsOf
  extends Pick<Certificate, 'holder' | 'partId' | 'partTitle' | 'startsAt' | 'endsAt' | 'timeZone'> {
  amount: number
  /** The activity's for this person; '' if it has none. */
  number: string
  activity: Activity
  policy: CreditPolicy
  /** All that the activity is designated for, and those that speak for the provider. */
  policies: readonly CreditPolicy[]
  /** The time that was presented, where credit is for presenting. */
  presented?: Presented
}

export type CertificateWords = Pick<
  Certificate,
  'title' | 'activityTitle' | 'provider' | 'address' | 'format' | 'place' | 'unit' | 'also' | 'statements'
> & { accreditation: string[] }

export function certificateWords(of: WordsOf): CertificateWords {
  const { activity, policy, amount, partId, partTitle } = of
  const designation = activity.designations.find(({ policyId }) => policyId === policy.id)!
  const also = alsoOf(policy, amount)
  const alsoText = also ? `${also.amount} ${also.unit}` : ''
  const maximum = maximumOf(designation, partId)
  const unit = unitOf(amount, policy)
  const filled = fillStatements(policy, accreditationsOf([policy], of.policies, activity), {
    name: of.holder,
    provider: activity.provider.name,
    activity: partTitle === undefined ? activity.title : `${activity.title}: ${partTitle}`,
    format: withinSentence(activity.format),
    place: activity.place,
    dates: shownDates(of.startsAt, of.endsAt - 1, of.timeZone),
    amount: amountText(amount, policy),
    maximum: amountText(maximum, policy),
    maximumUnit: unitOf(maximum, policy),
    unit,
    also: alsoText,
    uan: of.number,
    designations: designationsOf(activity, of.policies),
    presented: of.presented ? presentedWords(of.presented) : '',
  })
  return {
    title: policy.certificate.title,
    activityTitle: activity.title,
    provider: activity.provider.name,
    address: policy.certificate.withAddress ? activity.provider.address : '',
    format: activity.format,
    place: activity.place,
    unit,
    also: alsoText,
    statements: filled.statements,
    accreditation: [...filled.accreditation, ...jointProvidership(activity)],
  }
}
