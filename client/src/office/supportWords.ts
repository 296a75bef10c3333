// Agreements with supporters in words. Pure.
import type { OfficeAgreement, SupportOverview } from '@lectern/shared/commercialSupport'
import { moneyWords } from '@lectern/shared/money'
import { type AgreementTerms, inKindWords, type Side, sidesOf } from '@lectern/shared/supportRules'

/** Who has to sign: each side of the activities once. */
export function sidesIn({ activities }: SupportOverview, { allocations }: AgreementTerms): Side[] {
  const own = activities.filter(({ id }) => allocations.some(({ activityId }) => activityId === id))
  const sides = [...sidesOf({}), ...own.flatMap(sidesOf)]
  return [...new Map(sides.map((side) => [`${side.party} ${side.of}`, side])).values()]
}

/** "Heart failure in 2026: USD 12,000.00, facilities or space" */
export function allocationWords({ activities }: SupportOverview, terms: AgreementTerms): string[] {
  return terms.allocations.map(({ activityId, amount, inKind, other }) => {
    const title = activities.find(({ id }) => id === activityId)?.title ?? activityId
    const kinds = inKind.map((kind) => (kind === 'other' ? other : inKindWords[kind].toLowerCase()))
    const money = amount > 0 ? [moneyWords(amount, terms.currency)] : []
    return `${title}: ${[...money, ...kinds].join(', ')}`
  })
}

export type AgreementState = 'withdrawn' | 'unsigned' | 'signed'
export function stateOf(overview: SupportOverview, { versions, withdrawn }: OfficeAgreement): AgreementState {
  if (withdrawn) return 'withdrawn'
  const { terms, signatures } = versions.at(-1)!
  const isSigned = ({ party, of }: Side) => signatures.some((each) => each.party === party && each.of === of)
  return sidesIn(overview, terms).every(isSigned) ? 'signed' : 'unsigned'
}
