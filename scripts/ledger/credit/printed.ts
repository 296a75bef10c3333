// What a certificate prints, against what it rests on.
import { certificateWords } from '../../../shared/src/certificateWords.ts'
import type { Recomputed } from '../../../shared/src/creditBasis.ts'
import { designatedDay } from '../../../shared/src/creditParts.ts'
import { numberFor } from '../../../shared/src/designationNumbers.ts'
import { statementText } from '../../../shared/src/statements.ts'
import { timeText } from '../../../shared/src/verifying/findings.ts'
import { sha256 } from '../../../shared/src/verifying/signature.ts'
import { formerProblems } from './formerWords.ts'
import { type Held, type Issued, pictureNames } from './issued.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Thousands of certificates share a time zone. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en', {
      ...{ timeZone, calendar: 'iso8601', numberingSystem: 'latn' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    })
  formats.set(timeZone, made)
  return made
}

/** The day on which something ends there, e.g. "2026-03-02". */
function lastDayOf(endsAt: number, timeZone: string): string {
  const parts = formatIn(timeZone).formatToParts(endsAt - 1)
  const part = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** The day that it is for: that of the session, which may end after midnight. */
function heldDay({ partId }: Issued, { certificate, inputs: { sessions } }: Held): string | undefined {
  const last = certificate.endsAt - 1
  // A day has its number by its name, also where a session of it began on the other side of midnight.
  if (partId !== undefined && sessions.some((each) => designatedDay(each) === partId)) return partId
  const own =
    sessions.find(({ sessionId }) => sessionId === partId) ??
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

/** Dates in words differ in their blanks between versions of Node. */
const even = (text: string): string => text.replace(/\s+/g, ' ').replace(/ ?– ?/g, '–')

/** `stated`: what it has to say, and nothing else. */
function* statementProblems(printed: readonly string[], stated: readonly string[]): Iterable<string> {
  const [said, due] = [printed.map(even), stated.map(even)]
  const plain = due.map(statementText)
  for (const each of said) {
    if (due.includes(each)) continue
    if (plain.includes(statementText(each))) yield `it states “${each}” in other italics than the policy`
    else yield `it states “${statementText(each)}”, which the policy does not`
  }
  const spoken = said.map(statementText)
  for (const each of plain) if (!spoken.includes(each)) yield `it leaves out “${each}”, which it has to state`
}

const named = {
  title: 'title',
  activityTitle: 'activity',
  provider: 'provider',
  address: 'address',
  format: 'format',
  place: 'place',
  unit: 'unit',
  also: 'amount in another unit',
} as const

function* wordProblems(
  issued: Issued,
  held: Held,
  number: string,
  { presented }: Recomputed['earned'],
): Iterable<string> {
  const { certificate, activity, policies, inputs } = held
  const policy = policies.find(({ id }) => id === issued.policyId)
  const { timeZone = certificate.timeZone, sessions } = inputs
  if (timeZone !== certificate.timeZone)
    yield `it prints dates of ${certificate.timeZone}, and was computed by those of ${timeZone}`
  for (const { title, liveAt, on } of sessions)
    if (liveAt !== null && on !== undefined && on !== lastDayOf(liveAt + 1, timeZone))
      yield `“${title}” counts for ${on}, and went live on ${lastDayOf(liveAt + 1, timeZone)}`
  const part = sessions.find(({ sessionId }) => sessionId === issued.partId)
  // Earlier versions did not print it.
  const isFormer = certificate.partTitle === undefined && certificate.print?.made === undefined
  if (!isFormer && certificate.partTitle !== part?.title)
    yield `it prints the session “${certificate.partTitle ?? ''}”, and is for “${part?.title ?? ''}”`
  if (!policy) return
  const { accreditation, statements, ...words } = certificateWords({
    ...certificate,
    ...{ activity, policies, policy, number, amount: issued.amount },
    ...(presented && { presented }),
  })
  for (const name of Object.keys(named) as (keyof typeof named)[])
    if (certificate[name] !== words[name])
      yield `it prints the ${named[name]} “${certificate[name]}”, which was “${words[name]}”`
  if (certificate.print?.made === undefined)
    yield* formerProblems(certificate, number, activity, policy, policies)
  else {
    yield* statementProblems(certificate.statements, statements)
    yield* statementProblems(certificate.accreditation ?? [], accreditation)
  }
}

/** Servers' clocks agree within seconds. */
const clockMs = 120_000
/** What a server left undone another one completes soon. */
const delayMs = 86_400_000

/** A claim is computed when its certificate is issued; a correction may have waited for a server. */
function* timeProblems(
  { at: writtenAt }: Issued,
  { certificate: { issuedAt }, inputs: { at, for: purpose } }: Held,
): Iterable<string> {
  if (at > writtenAt + clockMs || issuedAt > writtenAt + clockMs || at < writtenAt - delayMs)
    yield `it was computed as of ${timeText(at)} and issued at ${timeText(issuedAt)}, and its entry was written at ${timeText(writtenAt)}`
  if (at < issuedAt - clockMs || (purpose === 'claim' && at > issuedAt + clockMs))
    yield `it was issued at ${timeText(issuedAt)}, and computed as of ${timeText(at)}`
}

/** What the certificate prints against what it rests on. */
export function* printedProblems(issued: Issued, held: Held, { earned }: Recomputed): Iterable<string> {
  const { certificate, source } = held
  if (typeof source === 'string' && sha256(source) !== certificate.print?.source)
    yield 'it is printed with another template than the one that lies beside its entry'
  if (source === undefined && certificate.print?.digests)
    yield 'the template that it is printed with does not lie beside its entry'
  yield* pictureProblems(held)
  for (const name of ['code', 'personId', 'activityId', 'policyId', 'partId', 'amount'] as const)
    if (certificate[name] !== issued[name])
      yield `it prints ${name} ${certificate[name]}, and its entry says ${issued[name]}`
  if (held.activity.id !== issued.activityId) yield `it rests on the activity ${held.activity.id}`
  if (certificate.revokedAt !== null || certificate.replacedBy !== null)
    yield 'it says that it was revoked, when it was issued'
  const { attended } = earned
  if (attended && (attended.from !== certificate.startsAt || attended.to !== certificate.endsAt))
    yield `it prints ${timeText(certificate.startsAt)} to ${timeText(certificate.endsAt)}, and the holder attended from ${timeText(attended.from)} to ${timeText(attended.to)}`
  const numbers = numbersOf(issued, held)
  const number = numbers.find((each) => each === certificate.number) ?? numbers[0]!
  if (certificate.number !== number)
    yield `it prints the number “${certificate.number}”, and the activity gives this person “${number}”`
  yield* timeProblems(issued, held)
  yield* wordProblems(issued, held, number, earned)
}
