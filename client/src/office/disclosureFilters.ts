// What the office's list of disclosures can be narrowed to. Pure.
import type { PartState, PersonStates } from '@lectern/shared/disclosures'

export type DisclosureFilter = 'all' | 'missing' | 'undecided' | 'expires' | 'cleared'

export const disclosureFilters: readonly { value: DisclosureFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'missing', label: 'Not answered' },
  { value: 'undecided', label: 'To decide' },
  { value: 'expires', label: 'Expires before the session' },
  { value: 'cleared', label: 'Cleared' },
]

const statesIn: Record<Exclude<DisclosureFilter, 'all' | 'cleared'>, readonly PartState[]> = {
  missing: ['missing', 'withdrawn', 'expired'],
  undecided: ['undecided', 'excluded'],
  expires: ['expires'],
}

export function isIn(filter: DisclosureFilter, { parts, validUntil }: PersonStates): boolean {
  if (filter === 'all') return true
  if (filter === 'cleared') return parts.length > 0 && parts.every(({ state }) => state === 'cleared')
  // Somebody who was asked without a part in a session has not answered until they sign.
  if (filter === 'missing' && parts.length === 0) return validUntil === null
  return parts.some(({ state }) => statesIn[filter].includes(state))
}
