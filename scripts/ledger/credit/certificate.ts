// One certificate, computed again from what the ledger held when it was issued.

import type { SlotVerdict } from '../../../shared/src/attendance.ts'
import type { Activity } from '../../../shared/src/credit.ts'
import { type CreditBasis, fromRuns, recompute } from '../../../shared/src/creditBasis.ts'
import { timeFor, type WatchedSession } from '../../../shared/src/creditRules.ts'
import { isMultiple } from '../../../shared/src/designations.ts'
import { type Interval, msOf, unite, without } from '../../../shared/src/slots.ts'
import { presentedVerdicts } from '../../../shared/src/stageTime.ts'
import { timeText } from '../../../shared/src/verifying/findings.ts'
import { checkOutcomes, judge, type PersonFacts } from '../../../shared/src/watchTime.ts'
import type { Facts } from './facts.ts'
import { type Held, type Issued, PurgedError } from './issued.ts'
import { printedProblems } from './printed.ts'

/** What other entries say that it rests on. */
export interface Written {
  isEvaluated: boolean
  hasDeclared: boolean
  attempts: readonly { score: number; at: number }[]
  /** The moments that its claim is paid for. */
  claimed?: readonly Interval[]
}

const nobody = { present: new Uint8Array(), delivered: new Uint8Array(), hall: [], checks: [], proofs: [] }

/** A session as it was watched, from its frozen facts; what differs is added to `problems`. */
function watched(
  of: CreditBasis['sessions'][number],
  { personId }: Issued,
  { attendance }: Activity,
  facts: Facts,
  problems: string[],
): WatchedSession {
  const { verdicts = [], overrides, checks = { answered: 0, missed: 0 }, ...session } = of
  const about = `“${session.title}”`
  if (!session.settled) return { ...session, checks, verdicts: fromRuns(verdicts) }
  const held = facts.session(session.sessionId)
  if (!held) {
    problems.push(`${about} counts as final, and no entry says that its attendance was`)
    return { ...session, checks, verdicts: [] }
  }
  if (held.facts.liveAt !== session.liveAt || held.facts.until !== session.endedAt)
    problems.push(
      `${about} was held from ${timeText(session.liveAt ?? 0)} to ${timeText(session.endedAt ?? 0)} by what it rests on, and from ${timeText(held.facts.liveAt)} to ${timeText(held.facts.until)} by the entry of its attendance`,
    )
  const row = facts.row(session.sessionId, personId)
  if (row === null) throw new PurgedError()
  const byStage = session.byStage === true
  const made = facts
    .overrides(session.sessionId, personId)
    .filter(({ presented }) => byStage || presented !== true)
  for (const { id } of made)
    if (!overrides.includes(id))
      problems.push(`override ${id} of ${about} was made before it, and did not count`)
  for (const id of overrides)
    if (!made.some((each) => each.id === id))
      problems.push(`override ${id} of ${about} counted, and no entry made it`)
  const person: PersonFacts = {
    ...(row ?? nobody),
    overrides: made.filter(({ id, presented }) => overrides.includes(id) && presented !== true),
  }
  const outcomes = checkOutcomes(held.facts, person, attendance)
  const count = (outcome: string): number => outcomes.filter((each) => each.outcome === outcome).length
  const stated = made.filter(({ id, presented }) => overrides.includes(id) && presented === true)
  return {
    ...session,
    ...(session.presented && {
      presented: presentedIn(of, personId, facts, stated, problems),
    }),
    verdicts: judge(held.facts, person, attendance),
    checks: { answered: count('answered'), missed: count('missed') },
  }
}

/** The verdicts on what the person presented of a session, from their frozen time on stage. */
function presentedIn(
  { sessionId, title, presented = [], ...session }: CreditBasis['sessions'][number],
  personId: string,
  facts: Facts,
  overrides: PersonFacts['overrides'],
  problems: string[],
): SlotVerdict[] {
  const held = facts.session(sessionId)!.facts
  const byStage = session.byStage === true
  const about = `“${title}”`
  const isKept = held.presenters !== undefined
  if (byStage !== isKept)
    problems.push(
      byStage
        ? `${about} counts by time on stage, and the entry of its attendance says that none was kept`
        : `all of ${about} counts as presented, and the entry of its attendance says who was on stage`,
    )
  const time = facts.presented(sessionId, personId)
  if (time === null) throw new PurgedError()
  const slots = time?.slots ?? new Uint8Array()
  const found = presentedVerdicts(held, { slots, overrides })
  if (byStage && !found.every((verdict, slot) => verdict === presented[slot]))
    problems.push(`its time on stage in ${about} is not what the entries about that give`)
  return found
}

function* writtenProblems(
  { learner, for: purpose }: CreditBasis,
  { isEvaluated, hasDeclared, attempts }: Written,
) {
  if (purpose === 'correction') return
  if (learner.evaluatedAt !== null && !isEvaluated)
    yield 'it rests on an evaluation, and no entry says that one was submitted'
  if (learner.hasDeclared && !hasDeclared)
    yield 'it rests on a declaration of recruitment, and no entry says that there was one'
  const testScores = attempts.map(({ score }) => score)
  if (JSON.stringify(learner.testScores) !== JSON.stringify(testScores))
    yield `it rests on the test scores ${JSON.stringify(learner.testScores)}, and entries say ${JSON.stringify(testScores)}`
  for (const [i, { at }] of attempts.entries())
    if (learner.testedAt && !Number.isNaN(at) && learner.testedAt[i] !== at)
      yield `it does not rest on the attempt at the test of ${timeText(at)}, as an entry says`
}

/** Whether its claim is paid for moments that count, and for as many as the amount is worth. */
function* claimProblems(
  { amount, policyId, isFormer }: Issued,
  own: readonly Interval[],
  { policies }: Held,
  { claimed }: Written,
): Iterable<string> {
  const policy = policies.find(({ id }) => id === policyId)
  if (!claimed || !policy || isFormer) return
  const paid = unite(claimed)
  if (without(paid, own).length > 0) yield 'it is paid for moments that do not count'
  const due = msOf(timeFor(amount, own, [], policy))
  if (msOf(paid) !== due)
    yield `it is paid for ${msOf(paid) / 1000} seconds, and ${amount} is worth ${due / 1000}`
}

/** What can still be certified after every override so far. */
export function leftOf(issued: Issued, held: Pick<Held, 'inputs' | 'activity' | 'policies'>, facts: Facts) {
  const { inputs, activity, policies } = held
  const sessions = inputs.sessions.map((session) => {
    const overrides = facts.overrides(session.sessionId, issued.personId).map(({ id }) => id)
    return watched({ ...session, overrides }, issued, activity, facts, [])
  })
  return recompute(activity, policies, { ...inputs, for: 'correction' }, sessions, issued)?.atMost ?? 0
}

/** What differs, in words; none if the certificate is what the ledger gives. Throws PurgedError. */
export function certificateProblems(issued: Issued, held: Held, facts: Facts, written: Written): string[] {
  const { inputs, activity, policies } = held
  const problems: string[] = []
  const sessions = inputs.sessions.map((session) => watched(session, issued, activity, facts, problems))
  problems.push(...writtenProblems(inputs, written))
  const found = recompute(activity, policies, inputs, sessions, issued)
  if (!found) return [...problems, `policy ${issued.policyId} gives this person nothing here`]
  const { atMost, blocked } = found
  if (atMost !== inputs.atMost)
    problems.push(
      `at most ${inputs.atMost} could be claimed when it was issued, and recomputing gives ${atMost}${blocked.length > 0 ? `: ${blocked.join(' ')}` : ''}`,
    )
  if (issued.amount > atMost) problems.push(`it states ${issued.amount}, and ${atMost} was earned`)
  const { step } = found.earned.result
  if (!isMultiple(issued.amount, step))
    problems.push(`it states ${issued.amount}, which is no multiple of ${step}`)
  const claimed = claimProblems(issued, found.earned.own, held, written)
  return [...problems, ...claimed, ...printedProblems(issued, held, found)]
}
