// Claims against certificates: whose, for what, and that no moment is paid twice.
import { timeText } from '../../../shared/src/verifying/findings.ts'
import type { Entry } from '../../../shared/src/verifying/items.ts'
import type { Issued } from './certificate.ts'

type Stretch = readonly [from: number, to: number]

interface Claim extends Omit<Issued, 'partId'> {
  partId: string | undefined
  time: readonly Stretch[]
}

export interface ClaimProblem {
  seq: number
  code: string
  problems: string[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const isStretch = (value: unknown): value is Stretch =>
  Array.isArray(value) && value.length === 2 && value.every(Number.isFinite)

/** The first moment that is in both. */
const sharedMoment = (one: readonly Stretch[], other: readonly Stretch[]): number | undefined =>
  one.flatMap(([from, to]) => {
    const found = other.find((each) => each[0] < to && from < each[1])
    return found ? [Math.max(from, found[0])] : []
  })[0]

export function createClaims() {
  const claims = new Map<string, Claim>()
  /** The revoked certificate, by the code that took its place. */
  const replaced = new Map<string, string>()
  const revoked = new Set<string>()

  function* issueProblems(claim: Claim, certificate: Issued | undefined, personOf: (id: string) => string) {
    if (!certificate) {
      yield 'it was claimed, and no entry issues its certificate'
      return
    }
    if (certificate.amount !== claim.amount)
      yield `${claim.amount} was claimed, and its certificate states ${certificate.amount}`
    if (personOf(certificate.personId) !== personOf(claim.personId))
      yield 'it was claimed by somebody else than its certificate is for'
    for (const name of ['activityId', 'policyId', 'partId'] as const)
      if (certificate[name] !== claim[name])
        yield `it was claimed for ${claim[name] ?? 'the whole activity'}, and its certificate is for ${certificate[name] ?? 'the whole activity'}`
  }

  /** Claims of two activities that are both paid for the same moment. */
  function* doubleProblems(
    personOf: (id: string) => string,
    merged: ReadonlySet<string>,
  ): Iterable<ClaimProblem> {
    const standing = [...claims.values()].filter(({ code }) => !revoked.has(code))
    for (const own of Map.groupBy(standing, ({ personId }) => personOf(personId)).values())
      for (const [i, claim] of own.entries())
        for (const before of own.slice(0, i)) {
          if (before.activityId === claim.activityId || merged.has(claim.personId)) continue
          const at = sharedMoment(before.time, claim.time)
          if (at === undefined) continue
          const problem = `it is paid for ${timeText(at)}, which ${before.code} of another activity is paid for, too`
          yield { seq: claim.seq, code: claim.code, problems: [problem] }
        }
  }

  return {
    made({ seq, by, data }: Entry): void {
      const time = Array.isArray(data.time) ? data.time.filter(isStretch) : []
      const { activityId, policyId, partId, code } = data
      claims.set(text(code), {
        ...{ seq, personId: by, time, code: text(code), amount: Number(data.amount) },
        ...{ activityId: text(activityId), policyId: text(policyId) },
        partId: typeof partId === 'string' ? partId : undefined,
      })
    },

    revoked({ data }: Entry): void {
      revoked.add(text(data.code))
      if (typeof data.replacedBy === 'string') replaced.set(data.replacedBy, text(data.code))
    },

    /** At the end. */
    *problems(issued: ReadonlyMap<string, Issued>, personOf: (id: string) => string): Iterable<ClaimProblem> {
      const merged = new Set<string>()
      for (const claim of claims.values()) {
        const { seq, code, personId } = claim
        if (personOf(personId) !== personId) merged.add(personId)
        yield { seq, code, problems: [...issueProblems(claim, issued.get(code), personOf)] }
      }
      for (const [code, certificate] of issued) {
        const { seq, personId } = certificate
        const before = replaced.get(code)
        if (before === undefined) {
          if (!claims.has(code))
            yield { seq, code, problems: ['no entry claims it, and it replaces no other'] }
          continue
        }
        const other = issued.get(before)
        if (other && personOf(other.personId) !== personOf(personId))
          yield { seq, code, problems: [`it replaces ${before}, which is somebody else’s`] }
      }
      yield* doubleProblems(personOf, merged)
    },
  }
}
