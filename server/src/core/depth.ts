// Limits how deeply parsed JSON is nested. Schemas and logs walk it recursively, so its sender must not
// choose the depth.

/** Nothing in the contract is nested deeper. */
const deepest = 16

/** Stops at the limit, so the recursion is bounded whatever the value's depth. */
export function isTooDeep(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}
