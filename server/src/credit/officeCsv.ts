import { slotMs } from '@lectern/shared/attendance'
import { isClaimFor } from '@lectern/shared/creditParts'
import type { PersonRow } from './activityRecords.ts'

const minutes = (slots: number): string => ((slots * slotMs) / 60_000).toFixed(1)
const day = (at: number): string => new Date(at).toISOString()

/** One row per person and credit after the header row, so that a spreadsheet can sum by credit. */
export function creditRows(rows: readonly PersonRow[]): string[][] {
  const header = [
    'Person',
    'Name',
    'Credentials',
    'Profession',
    'Minutes counted',
    'Minutes possible',
    'Evaluation',
    'Credit',
    'Earned',
    'May be claimed',
    'Claimed',
    'Claimed at',
    'Certificate',
    'Reasons',
  ]
  const body = rows.flatMap(({ person, sessions, results, claims, evaluatedAt }) =>
    results.map((result) => {
      const claim = claims.find((each) => isClaimFor(each, result))
      const sum = (of: 'creditedSlots' | 'possibleSlots') =>
        minutes(sessions.reduce((slots, session) => slots + session[of], 0))
      return [
        person.id,
        person.name,
        person.credentials,
        person.profession,
        sum('creditedSlots'),
        sum('possibleSlots'),
        evaluatedAt === null ? '' : day(evaluatedAt),
        result.part ? `${result.title}: ${result.part.title}` : result.title,
        result.earned.toFixed(2),
        result.amount.toFixed(2),
        claim ? claim.amount.toFixed(2) : '',
        claim ? day(claim.claimedAt) : '',
        claim?.code ?? '',
        result.reasons.map(({ code }) => code).join(' '),
      ]
    }),
  )
  return [header, ...body]
}
