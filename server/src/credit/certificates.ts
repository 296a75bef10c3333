// A certificate is a snapshot: all its text is fixed on the day of issue.
import type { Identity } from '@lectern/shared/accounts'
import { withinSentence } from '@lectern/shared/announcedStatements'
import type { Certificate, CertificatePrint } from '@lectern/shared/certificates'
import type { Conference } from '@lectern/shared/conferences'
import type { Activity } from '@lectern/shared/credit'
import { alsoOf, amountText, amountWithUnit, unitOf } from '@lectern/shared/creditAmount'
import { maximumOf } from '@lectern/shared/creditParts'
import type { CertificateField, CreditPolicy } from '@lectern/shared/creditPolicy'
import { numberFor } from '@lectern/shared/designationNumbers'
import { proposedPrintedName } from '@lectern/shared/names'
import type { SessionView } from '@lectern/shared/program'
import type { Interval } from '@lectern/shared/slots'
import { accreditationsOf, filledStatement, jointProvidership, withUnits } from '@lectern/shared/statements'
import { heldDay } from './heldDay.ts'

export interface CertificateOf {
  code: string
  issuedAt: number
  amount: number
  person: Identity
  activity: Activity
  policy: CreditPolicy
  policies: readonly CreditPolicy[]
  sessions: readonly SessionView[]
  conference: Conference
  /** The session or day that it is for; absent: the whole activity. */
  partId?: string
  /** From the first to the last moment that counts; absent for claims of before this was stored. */
  attended?: Interval
  print: CertificatePrint
}

/** The whole activity, as it was held. */
const spanOf = (sessions: readonly SessionView[]): Interval => ({
  from: Math.min(...sessions.map(({ session, state }) => state.liveAt ?? session.startsAt)),
  to: Math.max(...sessions.map(({ session, state }) => state.endedAt ?? session.endsAt)),
})

/** One day, or the first and last day. */
export function shownDates(from: number, to: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone })
  return day.formatRange(from, to)
}

/** Makes a text printable on one line: removes control characters and bidi overrides. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\s\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim()

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

/** As the person chose, or "Clara Nwosu, MD". */
export const holderOf = (person: Pick<Identity, 'name' | 'credentials' | 'printedName'>): string =>
  printable(person.printedName ?? proposedPrintedName(person))

export function certificateOf(of: CertificateOf): Certificate {
  const { activity, policy, person, amount, sessions, conference } = of
  const designation = activity.designations.find(({ policyId }) => policyId === policy.id)!
  const { partId } = of
  const { from: startsAt, to: endsAt } = of.attended ?? spanOf(sessions)
  const holder = holderOf(person)
  const number = numberFor(designation, {
    profession: person.profession,
    ...(partId !== undefined && { sessionId: partId }),
    on: heldDay({ at: endsAt - 1, partId }, of.sessions, conference.timeZone),
  })
  const title = of.sessions.find(({ session }) => session.id === partId)?.session.title
  const also = alsoOf(policy, amount)
  const alsoText = also ? `${also.amount} ${also.unit}` : ''
  const maximum = maximumOf(designation, partId)
  const unit = unitOf(amount, policy)
  const fields: StatementFields = {
    name: holder,
    provider: activity.provider.name,
    activity: title === undefined ? activity.title : `${activity.title}: ${title}`,
    format: withinSentence(activity.format),
    place: activity.place,
    dates: shownDates(startsAt, endsAt - 1, conference.timeZone),
    amount: amountText(amount, policy),
    maximum: amountText(maximum, policy),
    maximumUnit: unitOf(maximum, policy),
    unit,
    also: alsoText,
    uan: number,
    designations: designationsOf(activity, of.policies),
  }
  const filled = fillStatements(policy, accreditationsOf([policy], of.policies, activity), fields)
  return {
    code: of.code,
    personId: person.id,
    activityId: activity.id,
    policyId: policy.id,
    ...(partId !== undefined && { partId }),
    ...(title !== undefined && { partTitle: title }),
    issuedAt: of.issuedAt,
    title: policy.certificate.title,
    holder,
    activityTitle: activity.title,
    provider: activity.provider.name,
    address: policy.certificate.withAddress ? activity.provider.address : '',
    format: activity.format,
    place: activity.place,
    startsAt,
    endsAt,
    timeZone: conference.timeZone,
    amount,
    unit,
    also: alsoText,
    number,
    statements: filled.statements,
    accreditation: [...filled.accreditation, ...jointProvidership(activity)],
    print: of.print,
    revokedAt: null,
    replacedBy: null,
  }
}
