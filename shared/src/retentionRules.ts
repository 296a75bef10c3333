// How long records must be kept, and why. Pure.

/** The provider's accreditation term: its first and last day, like "2027-03-01". */
export interface AccreditationTerm {
  startsOn: string
  endsOn: string
}

export const retentionRuleNames = ['attendance', 'files', 'canada'] as const
export type RetentionRule = (typeof retentionRuleNames)[number]
export const retentionWords: Record<RetentionRule, string> = {
  attendance: 'Attendance stays verifiable for six years (ACCME).',
  files:
    'An activity’s file is kept for the accreditation term in which it was held, or 12 months, whichever is longer.',
  canada: 'Records of Canadian credit are kept for five years.',
}

/** The same day so many years later; 1 March after 29 February, never a day less. */
export function yearsLater(at: number, years: number): number {
  const later = new Date(at)
  later.setUTCFullYear(later.getUTCFullYear() + years)
  return later.getTime()
}

const dayMs = 86_400_000
/** From the first moment of the first day anywhere on earth to the last one of the last day. */
const boundsOf = ({ startsOn, endsOn }: AccreditationTerm): [from: number, to: number] => [
  Date.parse(`${startsOn}T00:00:00Z`) - dayMs / 2,
  Date.parse(`${endsOn}T00:00:00Z`) + dayMs + dayMs / 2,
]

/** Until when (ms) an activity's file is kept that ended at `endedAt`. */
export function filesUntil(endedAt: number, term: AccreditationTerm | null): number {
  const least = yearsLater(endedAt, 1)
  if (!term) return least
  const [from, to] = boundsOf(term)
  return endedAt >= from && endedAt < to ? Math.max(least, to) : least
}

export interface Kept {
  rule: RetentionRule
  until: number
}
/** Each rule with its time; the records are kept until the last of them. */
export const keptBy = (endedAt: number, term: AccreditationTerm | null): Kept[] => [
  { rule: 'attendance', until: yearsLater(endedAt, 6) },
  { rule: 'files', until: filesUntil(endedAt, term) },
  { rule: 'canada', until: yearsLater(endedAt, 5) },
]
export const keptUntil = (endedAt: number, term: AccreditationTerm | null): number =>
  Math.max(...keptBy(endedAt, term).map(({ until }) => until))
