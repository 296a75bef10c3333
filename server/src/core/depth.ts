// How deep parsed JSON is nested. What schemas and logs walk by recursion must not be as deep as its sender likes.

/** Nothing in the contract is nested deeper. */
const deepest = 16

/** Looks no deeper than it must, without recursion over the value's own depth. */
export function isTooDeep(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}
