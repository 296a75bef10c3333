// What is wrong between policies: each by itself may be right.
import type { CreditPolicy } from './creditPolicy.ts'

export interface NamedPolicy {
  file: string
  policy: CreditPolicy
}

/** Ids are those of files and addresses, some of which know no capitals. */
const comparable = (id: string): string => id.toLowerCase()

const servesOneOf = (one: CreditPolicy, other: CreditPolicy): boolean =>
  one.professions.length === 0 ||
  other.professions.length === 0 ||
  one.professions.some((each) => other.professions.includes(each))

function* supersedingProblems({ policy }: NamedPolicy, byId: ReadonlyMap<string, CreditPolicy>) {
  if (policy.supersededBy === undefined) return
  const seen = [policy.id]
  for (let next: string | undefined = policy.supersededBy; next !== undefined; ) {
    const found = byId.get(next)
    if (!found) {
      if (seen.length === 1) yield `supersededBy: there is no policy "${next}"`
      return
    }
    if (seen.length === 1 && !servesOneOf(found, policy))
      yield `supersededBy: “${next}” serves none of its professions`
    if (seen.length === 1 && found.audience !== policy.audience)
      yield `supersededBy: “${next}” is for ${found.audience}, and this for ${policy.audience}`
    if (seen.includes(next)) {
      if (next === policy.id)
        yield `supersededBy: ${[...seen, next].map((id) => `“${id}”`).join(' → ')} is a circle, so none of them can be designated`
      return
    }
    seen.push(next)
    next = found.supersededBy
  }
}

/**
 * By file: "ama.json: …". Ids are there once, and what replaces a policy exists and is not replaced by it.
 */
export function policySetProblems(policies: readonly NamedPolicy[]): string[] {
  const byId = new Map(policies.map(({ policy }) => [policy.id, policy]))
  const fileOf = new Map<string, NamedPolicy>()
  return policies.flatMap((named) => {
    const { file, policy } = named
    const other = fileOf.get(comparable(policy.id))
    fileOf.set(comparable(policy.id), named)
    const problems = other ? [`the id "${policy.id}" is the one of ${other.file}`] : []
    return [...problems, ...supersedingProblems(named, byId)].map((problem) => `${file}: ${problem}`)
  })
}
