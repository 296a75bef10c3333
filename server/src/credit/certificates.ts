// A certificate is a snapshot: all its text is fixed on the day of issue.
import type { Identity } from '@lectern/shared/accounts'
import type { Certificate, CertificatePrint } from '@lectern/shared/certificates'
import { certificateWords } from '@lectern/shared/certificateWords'
import type { Conference } from '@lectern/shared/conferences'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { numberFor } from '@lectern/shared/designationNumbers'
import type { Presented } from '@lectern/shared/facultyCredit'
import { proposedPrintedName } from '@lectern/shared/names'
import type { SessionView } from '@lectern/shared/program'
import type { Interval } from '@lectern/shared/slots'
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
  /** From the first to the last moment that counts; absent for claims made before this was stored. */
  attended?: Interval
  /** The time that was presented, where credit is for presenting. */
  presented?: Presented
  print: CertificatePrint
}

/** The whole activity, as it was held. */
const spanOf = (sessions: readonly SessionView[]): Interval => ({
  from: Math.min(...sessions.map(({ session, state }) => state.liveAt ?? session.startsAt)),
  to: Math.max(...sessions.map(({ session, state }) => state.endedAt ?? session.endsAt)),
})

/** Makes a text printable on one line: removes control characters and bidi overrides. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\s\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim()

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
  const words = certificateWords({
    ...{ activity, policy, policies: of.policies, amount, number, holder, startsAt, endsAt },
    timeZone: conference.timeZone,
    ...(partId !== undefined && { partId }),
    ...(title !== undefined && { partTitle: title }),
    ...(of.presented && { presented: of.presented }),
  })
  return {
    code: of.code,
    personId: person.id,
    activityId: activity.id,
    policyId: policy.id,
    ...(partId !== undefined && { partId }),
    ...(title !== undefined && { partTitle: title }),
    issuedAt: of.issuedAt,
    holder,
    startsAt,
    endsAt,
    timeZone: conference.timeZone,
    amount,
    number,
    ...words,
    print: of.print,
    revokedAt: null,
    replacedBy: null,
  }
}
