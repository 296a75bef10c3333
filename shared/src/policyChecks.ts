// What a policy's file must have beside what can be read: an origin, no unknown names, and a table of cases
// that it agrees with. Pure: the check of a folder and an upload at the office use the same.
import { type CreditPolicy, isExpired } from './creditPolicy.ts'
import { differenceIn, type PolicyCase, readCases } from './policyCases.ts'

/** Minutes of sessions in one table: each is computed slot by slot. */
const caseMinutesMax = 50_000

/** `latest`: the latest day that has begun anywhere. */
export function* originProblems({ source, checked }: CreditPolicy, latest: string): Iterable<string> {
  if (source.length === 0) yield 'source: it says nowhere where its rules are from'
  if (checked === null) yield 'checked: it says nowhere when they were checked'
  else if (checked > latest) yield `checked: ${checked} is in the future`
}

/** Ids that a policy names and no other file has. */
export function* referenceProblems({ paidWith }: CreditPolicy, ids: ReadonlySet<string>): Iterable<string> {
  for (const id of paidWith) if (!ids.has(id)) yield `paidWith: there is no policy "${id}"`
}

export function* expiryProblems(policy: CreditPolicy, today: string): Iterable<string> {
  if (isExpired(policy, today)) yield `expires: it had to be checked again by ${policy.expires}`
}

const minutesOf = (cases: readonly PolicyCase[]): number =>
  cases.flatMap(({ sessions }) => sessions).reduce((sum, { minutes, of }) => sum + Math.max(minutes, of), 0)

/** What is wrong with a table of cases, and where the policy gives something else than it says. */
export function* caseProblems(policy: CreditPolicy, json: string): Iterable<string> {
  const read = readCases(json)
  if ('problems' in read) {
    yield* read.problems
    return
  }
  if (minutesOf(read.cases) > caseMinutesMax) {
    yield `its sessions have more than ${caseMinutesMax} minutes`
    return
  }
  for (const each of read.cases) {
    const difference = differenceIn(policy, each)
    if (difference) yield difference
  }
}
