// What a body can give for an activity as it is planned. Pure: the office's routes, the editor's page and the
// review of a session use the same checks. Numbers: `designationNumbers.ts`.
import type { AttendancePolicy } from './attendance.ts'
import type { BodyRules } from './bodyRules.ts'
import type { Activity, Designation } from './credit.ts'
import { amountOf, hundredths } from './creditAmount.ts'
import { partsBy } from './creditParts.ts'
import { numberFaults, numbersShared, type Planned } from './designationNumbers.ts'
import { sameDiscipline } from './disciplines.ts'

/**
 * The most that the body can give for so much planned time, in its units; `planned`: ms, or ms of each day.
 */
export function mostFor(planned: number | readonly number[], body: BodyRules): number {
  const daily = body.dailyMaximum === null ? Infinity : body.dailyMaximum * body.minutesPerUnit * 60_000
  const days = typeof planned === 'number' ? [planned] : planned.map((ms) => Math.min(ms, daily))
  const ms = days.reduce((sum, each) => sum + each, 0)
  return amountOf(ms + body.evaluationMinutes * 60_000, body).hundredths / 100
}

const isFormat = (format: string, { formats }: BodyRules): boolean =>
  formats.length === 0 || formats.some((each) => each.toLowerCase() === format.toLowerCase())

type PlannedActivity = Pick<Activity, 'designations' | 'format' | 'provider' | 'number'>

/** Why the body names no such format, or undefined. */
export const formatProblem = (format: string, bodies: readonly BodyRules[]): string | undefined => {
  const body = bodies.find((each) => !isFormat(format, each))
  return body && `“${format}” is none of the formats that ${body.title} names: ${body.formats.join(', ')}`
}

/**
 * Why sessions cannot be of this format, or undefined: what is held live is no material to be studied at home.
 */
export const liveFormatProblem = (format: string, bodies: readonly BodyRules[]): string | undefined => {
  const body = bodies.find(
    ({ liveFormats }) =>
      liveFormats && !liveFormats.some((each) => each.toLowerCase() === format.toLowerCase()),
  )
  return (
    body &&
    `sessions are held live, and “${format}” is none of ${body.title}’s formats for that: ${body.liveFormats!.join(', ')}`
  )
}

/** PARS takes numbers of a certain length alone; empty ones are asked for when it is reported. */
export function* parsProblems(
  { provider, number }: Pick<Activity, 'provider' | 'number'>,
  bodies: readonly BodyRules[],
): Iterable<{ field: string; problem: string }> {
  if (!bodies.some(({ register }) => register === 'pars')) return
  if (provider.number !== '' && !/^\d{7}$/.test(provider.number))
    yield { field: 'provider.number', problem: `“${provider.number}” is no number of PARS: it has 7 digits` }
  if (number !== '' && !/^\d{9}$/.test(number))
    yield { field: 'number', problem: `“${number}” is no number of PARS: it has 9 digits` }
}

/**
 * What no body can give, whatever is planned, with its field: "designations.ama.maximum: 1.1 is …". Time is
 * judged with the programme (`conflictsOfCredit.ts`).
 */
export function* designationProblems(
  activity: PlannedActivity,
  bodies: readonly BodyRules[],
): Iterable<string> {
  const { designations, format } = activity
  const designated = designations.flatMap((designation) => {
    const body = bodies.find(({ id }) => id === designation.policyId)
    return body ? [{ designation, body }] : []
  })
  for (const { designation, body } of designated) {
    const at = `designations.${body.id}`
    const { maximum, maximums = [] } = designation
    const least = Math.max(body.least, body.step)
    for (const most of [maximum, ...maximums.map((each) => each.maximum)]) {
      if (!isMultiple(most, body.step))
        yield `${at}.maximum: ${most} is no multiple of ${body.step}, the step of ${body.title}`
      if (most < least)
        yield `${at}.maximum: ${most} is less than ${least}, the least that ${body.title} gives`
    }
    for (const problem of partProblems(designation, body)) yield `${at}.maximums: ${problem}`
    for (const problem of numberFaults(designation, body)) yield `${at}.number: ${problem}`
    for (const problem of audienceProblems(designation, body)) yield `${at}.accreditedFor: ${problem}`
    if (body.jointAccreditation && activity.provider.jointlyAccredited === false)
      yield `${at}.policyId: ${body.title} is given by jointly accredited providers alone, and yours is recorded as none`
    if (body.supersededBy !== null)
      yield `${at}.policyId: ${body.title} is no longer designated; “${body.supersededBy}” is, instead`
  }
  for (const { policyId, problem } of numbersShared(activity, bodies))
    yield `designations.${policyId}.number: ${problem}`
  const all = designated.map(({ body }) => body)
  const wrong = formatProblem(format, all)
  if (wrong) yield `format: ${wrong}`
  for (const { field, problem } of parsProblems(activity, all)) yield `${field}: ${problem}`
}

/** What is wrong with the parts that have a maximum of their own; `planned`: what there is to have one. */
export function* partProblems(
  designation: Designation,
  body: BodyRules,
  planned?: Pick<Planned, 'sessionIds' | 'days'>,
): Iterable<string> {
  const by = partsBy(designation, body)
  const ids = (designation.maximums ?? []).map(({ partId }) => partId)
  if (ids.length > 0 && by === 'activity')
    yield 'the activity is claimed as a whole, so no part has a maximum of its own: designate it by session or by day'
  const twice = ids.find((id, i) => ids.indexOf(id) < i)
  if (twice !== undefined) yield `“${twice}” has two maximums`
  const parts = by === 'day' ? planned?.days : planned?.sessionIds
  const unknown = parts && ids.find((id) => !parts.includes(id))
  if (unknown !== undefined) yield `“${unknown}” is no ${by} of the activity`
}

/** Whom an activity is accredited for, where its body says so. */
export function* audienceProblems(
  { accreditedFor = [] }: Pick<Designation, 'accreditedFor'>,
  { namesAudience, professions, title }: BodyRules,
): Iterable<string> {
  if (!namesAudience) {
    if (accreditedFor.length > 0) yield `${title} does not accredit an activity for named disciplines`
    return
  }
  if (accreditedFor.length === 0)
    yield `${title} accredits an activity for named professions and disciplines: say which`
  for (const [i, { profession, disciplines }] of accreditedFor.entries()) {
    if (accreditedFor.findIndex((each) => each.profession === profession) < i)
      yield `“${profession}” is named twice`
    if (!professions.includes(profession)) yield `${title} gives “${profession}” nothing`
    const twice = disciplines.find((each, d) => disciplines.findIndex((one) => sameDiscipline(one, each)) < d)
    if (twice !== undefined) yield `the discipline “${twice}” is named twice`
  }
}

/** Whether the amount is one that the body gives: a multiple of its step, in hundredths exactly. */
export const isMultiple = (amount: number, step: number): boolean =>
  hundredths(amount) % hundredths(step) === 0 && hundredths(amount) / 100 === amount

/** Attention checks that would still wait for an answer when the next one comes. */
export function* attendanceProblems({ checks }: AttendancePolicy): Iterable<string> {
  if (!checks) return
  const { perHour, perMinutes = 60, answerSeconds } = checks
  const each = Math.floor((perMinutes * 60) / perHour)
  if (answerSeconds > each)
    yield `${perHour} checks in ${perMinutes} minutes come every ${each} seconds, and answering one may take ${answerSeconds}: ask fewer, or give less time`
}

/** Whether an answer to it can be right. */
export const isGraded = ({ test }: Pick<Activity, 'test'>): boolean =>
  test.some(({ correct }) => correct.length > 0)

/** Bodies that ask for a test, and there is none. */
export function* testProblems(
  activity: Pick<Activity, 'designations' | 'test'>,
  bodies: readonly BodyRules[],
): Iterable<string> {
  if (isGraded(activity)) return
  for (const { policyId } of activity.designations) {
    const body = bodies.find(({ id }) => id === policyId)
    if (body?.needsTest) yield `test: ${body.title} demands a test with right answers, and there is none`
  }
}

/** What the statements and certificates of these designations lack, in words for the office. */
export function* statementProblems(
  { designations, provider, attendance }: Activity,
  bodies: readonly BodyRules[],
): Iterable<string> {
  for (const { policyId, number, numbers = [] } of designations) {
    const body = bodies.find((each) => each.id === policyId)
    if (!body) {
      yield `designations: there is no policy "${policyId}"`
      continue
    }
    if (body.printsNumber && number === '' && numbers.length === 0)
      yield `designations: the certificates of "${policyId}" name its number, and there is none`
    if (body.printsAddress && provider.address === '')
      yield `provider.address is required: the certificates of "${policyId}" print it`
    if (body.needsChecks && attendance.checks === null)
      yield `attendance.checks: "${policyId}" demands that a share of the attention checks is answered, and there are none`
  }
}
