// One certificate, computed again from what the ledger held when it was issued.

import type { Certificate } from '../../../shared/src/certificates.ts'
import type { Activity } from '../../../shared/src/credit.ts'
import { amountText } from '../../../shared/src/creditAmount.ts'
import { type CreditBasis, fromRuns, type Recomputed, recompute } from '../../../shared/src/creditBasis.ts'
import type { CreditPolicy } from '../../../shared/src/creditPolicy.ts'
import type { WatchedSession } from '../../../shared/src/creditRules.ts'
import { numberFor } from '../../../shared/src/designationNumbers.ts'
import { isMultiple } from '../../../shared/src/designations.ts'
import { filledStatement, jointProvidership, statementText } from '../../../shared/src/statements.ts'
import { timeText } from '../../../shared/src/verifying/findings.ts'
import { sha256 } from '../../../shared/src/verifying/signature.ts'
import { checkOutcomes, isPossible, judge, type PersonFacts } from '../../../shared/src/watchTime.ts'
import type { Facts } from './facts.ts'

export interface Issued {
  seq: number
  code: string
  personId: string
  activityId: string
  policyId: string
  partId?: string
  amount: number
}

export interface Held {
  certificate: Certificate
  inputs: CreditBasis
  activity: Activity
  policies: CreditPolicy[]
  /** The template that it is printed with; absent if it was issued by an earlier version. */
  source: unknown
  /** Its pictures, in base64; absent without one, or if it was issued by an earlier version. */
  pictures: Record<PictureName, unknown>
}

const pictureNames = ['logo', 'signature'] as const
export type PictureName = (typeof pictureNames)[number]

/** What other entries say that it rests on. */
export interface Written {
  isEvaluated: boolean
  testScores: readonly number[]
}

const nobody = { present: new Uint8Array(), delivered: new Uint8Array(), hall: [], checks: [], proofs: [] }

/** What cannot be computed again because it was purged. */
export class PurgedError extends Error {
  override readonly name = 'PurgedError'
}

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
  const made = facts.overrides(session.sessionId, personId)
  for (const { id } of made)
    if (!overrides.includes(id))
      problems.push(`override ${id} of ${about} was made before it, and did not count`)
  for (const id of overrides)
    if (!made.some((each) => each.id === id))
      problems.push(`override ${id} of ${about} counted, and no entry made it`)
  const person: PersonFacts = {
    ...(row ?? nobody),
    overrides: made.filter(({ id }) => overrides.includes(id)),
  }
  const outcomes = checkOutcomes(held.facts, person, attendance)
  const count = (outcome: string): number => outcomes.filter((each) => each.outcome === outcome).length
  const presented = judge(held.facts, { ...nobody, overrides: [] }, attendance)
  return {
    ...session,
    ...(session.presented && {
      presented: presented.map((each) => (isPossible(each) ? ('counted' as const) : each)),
    }),
    verdicts: judge(held.facts, person, attendance),
    checks: { answered: count('answered'), missed: count('missed') },
  }
}

function* writtenProblems({ learner, for: purpose }: CreditBasis, { isEvaluated, testScores }: Written) {
  if (purpose === 'correction') return
  if (learner.evaluatedAt !== null && !isEvaluated)
    yield 'it rests on an evaluation, and no entry says that one was submitted'
  if (JSON.stringify(learner.testScores) !== JSON.stringify(testScores))
    yield `it rests on the test scores ${JSON.stringify(learner.testScores)}, and entries say ${JSON.stringify(testScores)}`
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * A policy's statement, filled in as far as its values are given, as a pattern: any text may stand for another
 * field.
 */
const patternOf = (statement: string): RegExp =>
  new RegExp(
    `^${statement
      .split(/\{\{\w+\}\}/)
      .map(literal)
      .join('.*')}$`,
    's',
  )

/** As an amount is printed; until December 2026 it was with two decimals unless the step is a whole one. */
const amountTexts = (amount: number, policy: Pick<CreditPolicy, 'step'>): string[] => [
  ...new Set([amountText(amount, policy), amount.toFixed(2)]),
]

/** `filled`: what the policies state. `isMarked`: asterisks in the printed statement are marks for italics. */
function* statementProblems(printed: string, filled: readonly string[], isMarked: boolean): Iterable<string> {
  const plain = isMarked ? statementText(printed) : printed
  const fitting = filled.filter((each) => patternOf(statementText(each)).test(plain))
  if (fitting.length === 0) yield `it states “${plain}”, which the policy does not`
  else if (isMarked && !fitting.some((each) => patternOf(each).test(printed)))
    yield `it states “${printed}” in other italics than the policy`
}

/** The day on which something ends there, e.g. "2026-03-02". */
function lastDayOf(endsAt: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(endsAt - 1)
  const part = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** The day that it is for: that of the session, which may end after midnight. */
function heldDay({ partId }: Issued, { certificate, inputs: { sessions } }: Held): string | undefined {
  const last = certificate.endsAt - 1
  const own =
    sessions.find(({ sessionId }) => sessionId === partId) ??
    sessions.find(({ on }) => on !== undefined && on === partId) ??
    sessions
      .filter(({ liveAt, endedAt }) => liveAt !== null && liveAt <= last && last < (endedAt ?? Infinity))
      .toSorted((a, b) => b.liveAt! - a.liveAt!)[0]
  return own?.on
}

/**
 * The number of the activity for this person, session and day; earlier versions took the day on which the
 * time ends.
 */
function numbersOf(issued: Issued, held: Held): string[] {
  const { certificate, inputs, activity } = held
  const designation = activity.designations.find(({ policyId }) => policyId === issued.policyId)
  if (!designation) return ['']
  const lastDay = lastDayOf(certificate.endsAt, certificate.timeZone)
  return [heldDay(issued, held) ?? lastDay, lastDay].map((on) =>
    numberFor(designation, {
      profession: inputs.learner.profession,
      ...(issued.partId !== undefined && { sessionId: issued.partId }),
      on,
    }),
  )
}

/** Whether the pictures beside the entry are those that are printed. */
function* pictureProblems({ certificate: { print }, pictures }: Held): Iterable<string> {
  if (!print?.digests) return
  for (const name of pictureNames) {
    const [digest, picture] = [print.digests[name], pictures[name]]
    if (digest === null) {
      if (picture !== undefined) yield `a ${name} lies beside its entry, and it is printed without one`
    } else if (typeof picture !== 'string')
      yield `the ${name} that it is printed with does not lie beside its entry`
    else if (sha256(Buffer.from(picture, 'base64')) !== digest)
      yield `it is printed with another ${name} than the one that lies beside its entry`
  }
}

/** What the certificate prints against what it rests on. */
function* printedProblems(issued: Issued, held: Held, { earned }: Recomputed) {
  const { certificate, activity, policies, source } = held
  if (typeof source === 'string' && sha256(source) !== certificate.print?.source)
    yield 'it is printed with another template than the one that lies beside its entry'
  if (source === undefined && certificate.print?.digests)
    yield 'the template that it is printed with does not lie beside its entry'
  yield* pictureProblems(held)
  for (const name of ['code', 'personId', 'activityId', 'policyId', 'amount'] as const)
    if (certificate[name] !== issued[name])
      yield `it prints ${name} ${certificate[name]}, and its entry says ${issued[name]}`
  const { attended } = earned
  if (attended && (attended.from !== certificate.startsAt || attended.to !== certificate.endsAt))
    yield `it prints ${timeText(certificate.startsAt)} to ${timeText(certificate.endsAt)}, and the holder attended from ${timeText(attended.from)} to ${timeText(attended.to)}`
  const policy = policies.find(({ id }) => id === issued.policyId)
  const numbers = numbersOf(issued, held)
  const number = numbers.find((each) => each === certificate.number) ?? numbers[0]!
  if (certificate.number !== number)
    yield `it prints the number “${certificate.number}”, and the activity gives this person “${number}”`
  const words = [
    ...(policy?.certificate.statements ?? []),
    ...policies.flatMap(({ statements }) => statements.accreditation),
  ]
  const values = {
    provider: activity.provider.name,
    place: activity.place,
    name: certificate.holder,
    uan: number,
  }
  const variants = policy
    ? amountTexts(issued.amount, policy).map((amount) => ({ ...values, amount }))
    : [values]
  const { statements, accreditation = [], print } = certificate
  const stated = [...words, ...jointProvidership(activity)].flatMap((each) =>
    variants.map((filling) => filledStatement(each, filling)),
  )
  // Statements of before had no marks for italics.
  const isMarked = print !== undefined
  for (const statement of isMarked ? [...statements, ...accreditation] : statements)
    yield* statementProblems(statement, stated, isMarked)
  if (!isMarked) for (const statement of accreditation) yield* statementProblems(statement, stated, true)
  const printed = [
    ['activity', certificate.activityTitle, activity.title],
    ['provider', certificate.provider, activity.provider.name],
    ['format', certificate.format, activity.format],
    ['place', certificate.place, activity.place],
  ] as const
  for (const [what, said, was] of printed)
    if (said !== was) yield `it prints the ${what} “${said}”, which was “${was}”`
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
  return [...problems, ...printedProblems(issued, held, found)]
}
