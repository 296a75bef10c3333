// Claims against certificates: whose, for what, and that no moment is paid twice.
import type { Interval } from '../../../shared/src/slots.ts'
import { timeText } from '../../../shared/src/verifying/findings.ts'
import type { Entry } from '../../../shared/src/verifying/items.ts'
import type { Held, Issued } from './issued.ts'

type Stretch = readonly [from: number, to: number]

interface ClaimFor {
  activityId: string
  policyId: string
  partId?: string | undefined
}

interface Claim extends ClaimFor {
  seq: number
  /** When its entry was written. */
  at: number
  code: string
  personId: string
  amount: number
  time: readonly Stretch[]
  /** Claims of earlier versions do not say for which moments they are paid. */
  hasTime: boolean
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

interface Revoked {
  seq: number
  replacedBy: string | null
}

/** Servers' clocks agree within seconds. */
const clockMs = 5000

const isSame = (one: ClaimFor, other: ClaimFor): boolean =>
  one.activityId === other.activityId && one.policyId === other.policyId && one.partId === other.partId

const isSameTime = (one: readonly Stretch[], other: readonly Interval[]): boolean =>
  one.length === other.length && one.every(([from, to], i) => from === other[i]!.from && to === other[i]!.to)

export function createClaims() {
  const claims = new Map<string, Claim>()
  /** What each person claimed, in order. */
  const byPerson = new Map<string, Claim[]>()
  const revoked = new Map<string, Revoked>()
  /** With what a policy pays for the same minutes. */
  const paidWith = new Map<string, readonly string[]>()

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

  const mayPayTogether = (one: Claim, other: Claim): boolean =>
    one.policyId !== other.policyId &&
    [
      [one, other],
      [other, one],
    ].some(([a, b]) => paidWith.get(a!.policyId)?.includes(b!.policyId) !== false)

  /** Claims that are both paid for the same moment, and must not be. */
  function* doubleProblems(
    issued: ReadonlyMap<string, Issued>,
    personOf: (id: string) => string,
    merged: ReadonlySet<string>,
  ): Iterable<ClaimProblem> {
    const standing = [...claims.values()].filter(({ code }) => !revoked.has(code))
    for (const own of Map.groupBy(standing, ({ personId }) => personOf(personId)).values())
      for (const [i, claim] of own.entries())
        for (const before of own.slice(0, i)) {
          if (merged.has(claim.personId)) continue
          const isOne = before.activityId === claim.activityId
          // Earlier versions paid them all.
          const isFormer = [before, claim].some(({ code }) => issued.get(code)?.isFormer !== false)
          if (isOne && (isFormer || mayPayTogether(before, claim))) continue
          const at = sharedMoment(before.time, claim.time)
          if (at === undefined) continue
          const where = isOne ? 'of the same activity' : 'of another activity'
          const problem = `it is paid for ${timeText(at)}, which ${before.code} ${where} is paid for, too`
          yield { seq: claim.seq, code: claim.code, problems: [problem] }
        }
  }

  return {
    *made({ seq, at, by, data }: Entry): Iterable<string> {
      const { activityId, policyId, partId } = data
      const code = text(data.code)
      if (claims.has(code)) yield 'it was claimed already'
      const claim: Claim = {
        ...{ seq, at, personId: by, code, amount: Number(data.amount) },
        ...{ activityId: text(activityId), policyId: text(policyId) },
        time: Array.isArray(data.time) ? data.time.filter(isStretch) : [],
        hasTime: Array.isArray(data.time),
        partId: typeof partId === 'string' ? partId : undefined,
      }
      claims.set(code, claim)
      byPerson.set(by, [...(byPerson.get(by) ?? []), claim])
    },

    /** The moments that this claim is paid for, as its entry says. */
    timeOf(code: string): Interval[] | undefined {
      const claim = claims.get(code)
      return claim?.hasTime ? claim.time.map(([from, to]) => ({ from, to })) : undefined
    },

    /** What was claimed before, and leaves no room, against what a new claim counted of it. */
    *counted(
      issued: Issued,
      { inputs, policies }: Pick<Held, 'inputs' | 'policies'>,
      personOf: (id: string) => string,
    ): Iterable<string> {
      for (const { id, paidWith: others } of policies) paidWith.set(id, others)
      const { personId } = issued
      if (inputs.for !== 'claim' || issued.isFormer || personOf(personId) !== personId) return
      for (const claim of byPerson.get(personId) ?? []) {
        // What was claimed in the same moment may not have been seen; it is corrected then.
        if (revoked.has(claim.code) || claim.at + clockMs > inputs.at || isSame(claim, issued)) continue
        const paid = (inputs.learner.paid ?? []).find((each) => isSame(claim, each))
        if (!paid) yield `it does not count ${claim.code}, which was claimed before it`
        else if (claim.hasTime && !isSameTime(claim.time, paid.time))
          yield `it counts other moments for ${claim.code} than that is paid for`
      }
    },

    *revoked({ seq, data }: Entry): Iterable<string> {
      const code = text(data.code)
      if (revoked.has(code)) yield 'it was revoked already'
      const replacedBy = typeof data.replacedBy === 'string' ? data.replacedBy : null
      revoked.set(code, { seq, replacedBy })
    },

    /** At the end. */
    *problems(issued: ReadonlyMap<string, Issued>, personOf: (id: string) => string): Iterable<ClaimProblem> {
      const merged = new Set<string>()
      for (const claim of claims.values()) {
        const { seq, code, personId } = claim
        if (personOf(personId) !== personId) merged.add(personId)
        yield { seq, code, problems: [...issueProblems(claim, issued.get(code), personOf)] }
      }
      const replaced = new Map<string, string>()
      for (const [code, { seq, replacedBy }] of revoked) {
        if (replacedBy === null) continue
        replaced.set(replacedBy, code)
        if (!issued.has(replacedBy))
          yield { seq, code, problems: [`it was replaced by ${replacedBy}, which no entry issues`] }
      }
      for (const [code, certificate] of issued) {
        const { seq, personId, purpose } = certificate
        const due = claims.has(code) ? 'claim' : 'correction'
        if (purpose !== undefined && purpose !== due)
          yield { seq, code, problems: [`it was computed as a ${purpose}, and is a ${due}`] }
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
      yield* doubleProblems(issued, personOf, merged)
    },
  }
}
