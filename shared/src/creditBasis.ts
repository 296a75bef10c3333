// What a certificate's amount was computed from, as the ledger keeps it, and the same computation again. What
// the ledger holds elsewhere (marks, checks, overrides) is not in it: it is read from there. Pure, and
// without any package, so that an auditor needs only Node.
import type { SlotVerdict } from './attendance.ts'
import type { Activity } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { type Earned, earnedOf, type Learner, type WatchedSession } from './creditRules.ts'
import type { PersonFacts } from './watchTime.ts'

/** Verdicts as runs of equal ones. */
export type VerdictRuns = [verdict: SlotVerdict, slots: number][]

export type BasisSession = Omit<WatchedSession, 'verdicts' | 'checks'> & {
  checks?: WatchedSession['checks']
  /** Of a session that was not final: there are no frozen marks to judge again. */
  verdicts?: VerdictRuns
  /** Ids of the overrides that counted. */
  overrides: string[]
}

export interface CreditBasis {
  /** When it was computed, in ms. */
  at: number
  /** A claim is judged by every condition, a correction by the watched time alone. */
  for: 'claim' | 'correction'
  /** The most that could be claimed. */
  atMost: number
  /** The conference's, by whose days it was computed; absent: by the rules from before it was kept. */
  timeZone?: string
  sessions: BasisSession[]
  /** Of the identifiers only which of them there are. */
  learner: Omit<Learner, 'subject'>
}

function runsOf(verdicts: readonly SlotVerdict[]): VerdictRuns {
  const runs: VerdictRuns = []
  for (const verdict of verdicts) {
    const last = runs.at(-1)
    if (last?.[0] === verdict) last[1] += 1
    else runs.push([verdict, 1])
  }
  return runs
}
export const fromRuns = (runs: VerdictRuns): SlotVerdict[] =>
  runs.flatMap(([verdict, slots]) => Array<SlotVerdict>(slots).fill(verdict))

/** The same shape without what it says: which texts are there, and which numbers. */
export function masked<Value>(value: Value): Value {
  const mask = (each: unknown): unknown => {
    if (typeof each === 'string') return each === '' ? '' : 'given'
    if (typeof each === 'number') return 1
    if (Array.isArray(each)) return each.map(mask)
    if (typeof each !== 'object' || each === null) return each
    return Object.fromEntries(Object.entries(each).map(([name, member]) => [name, mask(member)]))
  }
  return mask(value) as Value
}

/** A session's watched time as it was when credit was computed from it. */
export function basisSession(
  { verdicts, checks, ...rest }: WatchedSession,
  overrides: PersonFacts['overrides'],
): BasisSession {
  const ids = overrides.flatMap((each) => ('id' in each && typeof each.id === 'string' ? [each.id] : []))
  return { ...rest, ...(!rest.settled && { verdicts: runsOf(verdicts), checks }), overrides: ids }
}

/** Reasons that a correction is not judged by: they can change after the certificate was issued. */
const ofTime = new Set([
  'designated_late',
  'nothing_watched',
  'share_below',
  'checks_below',
  'below_least',
  'number_missing',
])

export interface Recomputed {
  earned: Earned
  /** The most that can be claimed. */
  atMost: number
  /** What speaks against it, in words. */
  blocked: string[]
}

/** What this part of the activity earns; undefined if the policy serves the person with nothing there. */
export function recompute(
  activity: Activity,
  policies: readonly CreditPolicy[],
  basis: CreditBasis,
  sessions: readonly WatchedSession[],
  claimed: { policyId: string; partId?: string },
): Recomputed | undefined {
  const at = { ...activity, timeZone: basis.timeZone, isFormer: basis.timeZone === undefined }
  const earned = earnedOf(at, policies, sessions, basis.learner, basis.at).find(
    ({ result }) => result.policyId === claimed.policyId && result.part?.id === claimed.partId,
  )
  if (!earned) return undefined
  const blocking = earned.result.reasons.filter(
    ({ blocks, code }) => blocks && (basis.for === 'claim' || ofTime.has(code)),
  )
  return {
    earned,
    atMost: blocking.length === 0 ? earned.result.earned : 0,
    blocked: blocking.map(({ message }) => message),
  }
}
