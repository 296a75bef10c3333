// What a body can give for an activity as it is planned, and which number it has. Pure: the office's routes,
// the editor's page and the review of a session use the same checks.
import type { BodyRules } from './bodyRules.ts'
import type { Activity, Designation } from './credit.ts'
import { amountOf, hundredths } from './creditAmount.ts'
import { sameDiscipline } from './disciplines.ts'
import type { Profession } from './professions.ts'

export type { BodyRules } from './bodyRules.ts'

/**
 * The most that the body can give for so much planned time, in its units; `planned`: ms, or ms of each day.
 */
export function mostFor(planned: number | readonly number[], body: BodyRules): number {
  const daily = body.dailyMaximum === null ? Infinity : body.dailyMaximum * body.minutesPerUnit * 60_000
  const days = typeof planned === 'number' ? [planned] : planned.map((ms) => Math.min(ms, daily))
  const ms = days.reduce((sum, each) => sum + each, 0)
  return amountOf(ms + body.evaluationMinutes * 60_000, body).hundredths / 100
}

/** The planned activity, as far as its numbers are concerned. */
export interface Planned {
  startsAt: number
  endsAt: number
  /** Days on which it is held, e.g. "2027-03-01". */
  days: readonly string[]
  sessionIds: readonly string[]
  /** The first four digits of every UAN of the provider's; absent: not recorded. */
  acpeNumber?: string | undefined
  /** Whether it is jointly provided; absent: not recorded. */
  isJoint?: boolean | undefined
}

export interface Uan {
  provider: string
  joint: '0000' | '9999'
  year: string
  sequence: string
  format: 'L' | 'H'
  topic: string
  audience: 'P' | 'T'
}

const uanFormat =
  /^(?<provider>\d{4})-(?<joint>0000|9999)-(?<year>\d{2})-(?<sequence>\d{3,4})-(?<format>[LH])(?<topic>0[1-8]|99)-(?<audience>[PT])$/
export const uanOf = (number: string): Uan | undefined => uanFormat.exec(number)?.groups as Uan | undefined
const audiences: Readonly<Record<Uan['audience'], Profession>> = { P: 'pharmacist', T: 'pharmacy_technician' }

/**
 * Whether somebody can earn by this number live: a UAN for home study belongs to the recording, and one for
 * pharmacists (…-P) is not one for technicians (…-T).
 */
function isFor(number: string, profession: Profession | undefined): boolean {
  const uan = uanOf(number)
  if (!uan) return true
  const isOthers = Object.values(audiences).some((each) => each === profession)
  return uan.format === 'L' && (!isOthers || audiences[uan.audience] === profession)
}

/** What the same education has in common live and at home. */
const sequenceOf = ({ provider, joint, year, sequence, topic, audience }: Uan): string =>
  [provider, joint, year, sequence, topic, audience].join('-')

interface About {
  planned: Planned | undefined
  who: Profession | undefined
  /** All numbers of the designation. */
  all: readonly string[]
}

function* providerProblems(number: string, { provider, joint }: Uan, planned: Planned | undefined) {
  if (planned?.acpeNumber !== undefined && provider !== planned.acpeNumber)
    yield `the UAN ${number} is of the provider ${provider}, and yours is ${planned.acpeNumber}`
  if (planned?.isJoint !== undefined && (joint === '9999') !== planned.isJoint)
    yield planned.isJoint
      ? `the UAN ${number} says that you provide the activity alone (0000), and it is jointly provided (9999)`
      : `the UAN ${number} says that the activity is jointly provided (9999), and no joint provider is named (0000)`
}

function* formatProblems(number: string, home: Uan, all: readonly string[]) {
  if (home.format === 'L') return
  const live = all.flatMap((each) => {
    const uan = uanOf(each)
    return uan?.format === 'L' && uan.audience === home.audience ? [{ number: each, uan }] : []
  })
  if (live.length === 0) yield `the UAN ${number} is for home study (H), and the activity is live (L)`
  else if (!live.some(({ uan }) => sequenceOf(uan) === sequenceOf(home)))
    yield `the UANs ${live[0]!.number} and ${number} are of one education, live and at home: they may differ in L and H alone`
}

/** As two digits, where the activity is held. */
const yearOf = ({ days, startsAt }: Planned): string =>
  (days.toSorted()[0] ?? new Date(startsAt).toISOString()).slice(2, 4)

function* uanProblems(number: string, { planned, who, all }: About) {
  const uan = uanOf(number)
  if (!uan) {
    yield `“${number}” is no UAN like 1234-0000-26-001-L01-P`
    return
  }
  const planYear = planned && yearOf(planned)
  if (planYear !== undefined && uan.year !== planYear)
    yield `the UAN ${number} is of the year 20${uan.year}, and the activity begins in 20${planYear}`
  yield* formatProblems(number, uan, all)
  yield* providerProblems(number, uan, planned)
  if (who && audiences[uan.audience] !== who)
    yield `the UAN ${number} is for ${uan.audience === 'P' ? 'pharmacists' : 'pharmacy technicians'}, and is given for the others`
}

function* vnrProblems(number: string) {
  if (!/^\d{19}$/.test(number)) yield `“${number}” is no VNR: it has 19 digits`
}

function* problemsOf(number: string, format: BodyRules['numberFormat'], about: About): Iterable<string> {
  if (format === 'uan') yield* uanProblems(number, about)
  else if (format === 'vnr') yield* vnrProblems(number)
}

const numbersOf = ({ number, numbers = [] }: Pick<Designation, 'number' | 'numbers'>): string[] => [
  ...(number === '' ? [] : [number]),
  ...numbers.map((each) => each.number),
]

/**
 * What looks wrong by a rule that no public source confirms, in words: shown to the office, and never a
 * reason to refuse anything.
 */
export function* numberDoubts(designation: Designation, { numberFormat }: BodyRules): Iterable<string> {
  if (numberFormat !== 'vnr') return
  for (const number of numbersOf(designation))
    if (/^\d{19}$/.test(number) && !number.startsWith('276'))
      yield `the VNR ${number} does not begin with 276, as VNRs are said to (unconfirmed: ask the chamber)`
}

/**
 * What is wrong with the numbers of a designation, in words, its doubts last. `planned` absent: no session is
 * planned yet.
 */
export function* numberProblems(
  designation: Designation,
  body: BodyRules,
  planned?: Planned,
): Iterable<string> {
  yield* numberFaults(designation, body, planned)
  yield* numberDoubts(designation, body)
}

/** UANs of one part differ in the letter of the profession alone. */
function* pairProblems({ number, numbers = [] }: Designation): Iterable<string> {
  const all = [...(number === '' ? [] : [{ number }]), ...numbers]
  const of = (audience: Uan['audience'], format: Uan['format']) =>
    all.flatMap((each) => {
      const uan = uanOf(each.number)
      const { sessionId, on } = each as { sessionId?: string; on?: string }
      return uan?.audience === audience && uan.format === format
        ? [{ uan, number: each.number, sessionId, on }]
        : []
    })
  for (const format of ['L', 'H'] as const)
    for (const one of of('P', format))
      for (const other of of('T', format)) {
        const isSamePart = one.sessionId === other.sessionId && one.on === other.on
        const start = (number: string) => number.slice(0, -1)
        if (isSamePart && start(one.number) !== start(other.number))
          yield `the UANs ${one.number} and ${other.number} are of one activity: they may differ in P and T alone`
      }
}

/** The same without doubts: what no body can give. */
function* numberFaults(designation: Designation, body: BodyRules, planned?: Planned): Iterable<string> {
  const { number, numbers = [] } = designation
  const { numberFormat, professions } = body
  const only = professions.length === 1 ? professions[0] : undefined
  const all = numbersOf(designation)
  if (number !== '') yield* problemsOf(number, numberFormat, { planned, who: only, all })
  const seen = new Set(number === '' ? [] : [number])
  for (const each of numbers) {
    yield* problemsOf(each.number, numberFormat, { planned, who: each.profession ?? only, all })
    if (seen.has(each.number)) yield `the number ${each.number} is given twice`
    seen.add(each.number)
    if (each.on !== undefined && planned && planned.days.length > 0 && !planned.days.includes(each.on))
      yield `the number ${each.number} is for ${each.on}, and nothing is held then`
    if (each.sessionId !== undefined && planned && !planned.sessionIds.includes(each.sessionId))
      yield `the number ${each.number} is for a session that is not part of the activity`
  }
  if (body.numberFormat === 'uan') yield* pairProblems(designation)
  if (body.calculates === 'whole' && designation.per !== 'day' && numbers.some(({ on }) => on !== undefined))
    yield 'a day has a number of its own, so its points are given for each day: designate it by day'
}

const isFormat = (format: string, { formats }: BodyRules): boolean =>
  formats.length === 0 || formats.some((each) => each.toLowerCase() === format.toLowerCase())

type PlannedActivity = Pick<Activity, 'designations' | 'format' | 'provider' | 'number'>

/** Why the body names no such format, or undefined. */
export const formatProblem = (format: string, bodies: readonly BodyRules[]): string | undefined => {
  const body = bodies.find((each) => !isFormat(format, each))
  return body && `“${format}” is none of the formats that ${body.title} names: ${body.formats.join(', ')}`
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
    for (const problem of numberFaults(designation, body)) yield `${at}.number: ${problem}`
    for (const problem of audienceProblems(designation, body)) yield `${at}.accreditedFor: ${problem}`
    if (body.jointAccreditation && activity.provider.jointlyAccredited === false)
      yield `${at}.policyId: ${body.title} is given by jointly accredited providers alone, and yours is recorded as none`
    if (body.supersededBy !== null)
      yield `${at}.policyId: ${body.title} is no longer designated; “${body.supersededBy}” is, instead`
  }
  const all = designated.map(({ body }) => body)
  const wrong = formatProblem(format, all)
  if (wrong) yield `format: ${wrong}`
  for (const { field, problem } of parsProblems(activity, all)) yield `${field}: ${problem}`
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

/** The number for this person, session and day: the one with the most conditions, all of them met; or ''. */
export function numberFor(
  { number, numbers = [] }: Pick<Designation, 'number' | 'numbers'>,
  about: { profession?: Profession; sessionId?: string; on?: string },
): string {
  const conditions = ['profession', 'sessionId', 'on'] as const
  const fitting = numbers
    .filter((each) => isFor(each.number, about.profession))
    .filter((each) => conditions.every((name) => each[name] === undefined || each[name] === about[name]))
    .map((each) => ({ each, met: conditions.filter((name) => each[name] !== undefined).length }))
  const best = fitting.toSorted((a, b) => b.met - a.met)[0]
  return best?.each.number ?? (isFor(number, about.profession) ? number : '')
}

/** Whether the amount is one that the body gives: a multiple of its step. */
export const isMultiple = (amount: number, step: number): boolean =>
  hundredths(amount) % hundredths(step) === 0 && Math.abs(hundredths(amount) - amount * 100) < 1e-6

/** What the statements and certificates of these designations lack, in words for the office. */
export function* statementProblems(
  { designations, provider, test, attendance }: Activity,
  bodies: readonly BodyRules[],
): Iterable<string> {
  for (const { policyId, number, numbers = [] } of designations) {
    const body = bodies.find((each) => each.id === policyId)
    if (!body) {
      yield `designations: there is no policy "${policyId}"`
      continue
    }
    if (body.needsTest && !test.some(({ correct }) => correct.length > 0))
      yield `test: the policy "${policyId}" demands a test with right answers`
    if (body.printsNumber && number === '' && numbers.length === 0)
      yield `designations: the certificates of "${policyId}" name its number, and there is none`
    if (body.printsAddress && provider.address === '')
      yield `provider.address is required: the certificates of "${policyId}" print it`
    if (body.needsChecks && attendance.checks === null)
      yield `attendance.checks: "${policyId}" demands that a share of the attention checks is answered, and there are none`
  }
}
