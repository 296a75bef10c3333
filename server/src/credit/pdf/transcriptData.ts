// All of a person's valid certificates in words, with a total for each kind of credit.
import type { Identity } from '@lectern/shared/accounts'
import type { Certificate } from '@lectern/shared/certificates'
import { shownDates } from '@lectern/shared/certificateWords'
import { termRuns } from '@lectern/shared/statements'
import { sumOf } from '../amounts.ts'
import { holderOf, printable } from '../certificates.ts'

export interface TranscriptOf {
  person: Identity
  provider: string
  timeZone: string
  at: number
  /** Where certificates are verified. */
  verifyUrl: string
  isTrial?: boolean
}

const rowOf = ({
  activityTitle,
  partTitle,
  startsAt,
  endsAt,
  timeZone,
  provider,
  amount,
  unit,
  also,
  code,
}: Certificate) => ({
  activity: partTitle ? `${activityTitle}: ${partTitle}` : activityTitle,
  about: `${shownDates(startsAt, endsAt, timeZone)}, ${provider}`,
  credit: termRuns(`${amount.toFixed(2)} ${unit}${also ? ` (${also})` : ''}`),
  code,
})

/** One total per kind of credit, in the order first earned. */
function totalsOf(certificates: readonly Certificate[]): string[] {
  const kinds = Map.groupBy(certificates, ({ policyId }) => policyId)
  return [...kinds.values()].map((same) => {
    const total = sumOf(same.map(({ amount }) => amount))
    // Prefer a unit of the total's number; if every certificate is for exactly one, only the singular exists.
    const unit = same.find(({ amount }) => (amount === 1) === (total === 1))?.unit ?? same[0]!.unit
    return `${total.toFixed(2)} ${unit}`
  })
}

export const transcriptData = (
  { person, provider, timeZone, at, verifyUrl, isTrial = false }: TranscriptOf,
  certificates: readonly Certificate[],
) => ({
  trial: isTrial
    ? 'Trial: not a transcript. Nobody can verify it at the address below, which is that of a trial.'
    : null,
  documentTitle: `Transcript of credit: ${printable(person.name)}`,
  provider,
  holder: holderOf(person),
  asOf: shownDates(at, at, timeZone),
  rows: certificates.map(rowOf),
  totals: totalsOf(certificates).map(termRuns),
  verifyUrl,
})
