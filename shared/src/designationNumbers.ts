// The numbers that bodies give to an activity: which one is whose, and what is wrong with them. Pure.
import type { BodyRules } from './bodyRules.ts'
import type { Activity, Designation } from './credit.ts'
import { maximumOf, partsBy } from './creditParts.ts'
import type { Profession } from './professions.ts'

/** The planned activity, as far as its numbers are concerned. */
export interface Planned {
  startsAt: number
  endsAt: number
  /** Days on which it is held, e.g. "2027-03-01". */
  days: readonly string[]
  sessionIds: readonly string[]
  /** The day of each session by its id; absent: not known here. */
  dayBySession?: Readonly<Record<string, string>> | undefined
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

type Numbered = Pick<Designation, 'number' | 'numbers'>
type OwnNumber = NonNullable<Designation['numbers']>[number]

const given = ({ number, numbers = [] }: Numbered): OwnNumber[] => [
  ...(number === '' ? [] : [{ number }]),
  ...numbers,
]
const numbersOf = (designation: Numbered): string[] => given(designation).map(({ number }) => number)

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

const twoDigits = (day: string): string => day.slice(2, 4)
/** As two digits, where the activity is held. */
const yearOf = ({ days, startsAt }: Planned): string =>
  twoDigits(days.toSorted()[0] ?? new Date(startsAt).toISOString())

/**
 * A series that spans the year's end has one UAN of the year in which it begins; a session or day with a UAN
 * of its own begins by itself.
 */
function* yearProblems(number: string, { year }: Uan, planned: Planned, own: string | undefined) {
  const begins = yearOf(planned)
  if (year === begins || (own !== undefined && year === twoDigits(own))) return
  yield `the UAN ${number} is of the year 20${year}, and the activity begins in 20${begins}`
}

function* uanProblems({ number, sessionId, on }: OwnNumber, { planned, who, all }: About) {
  const uan = uanOf(number)
  if (!uan) {
    yield `“${number}” is no UAN like 1234-0000-26-001-L01-P`
    return
  }
  const day = on ?? (sessionId === undefined ? undefined : planned?.dayBySession?.[sessionId])
  if (planned) yield* yearProblems(number, uan, planned, day)
  yield* formatProblems(number, uan, all)
  yield* providerProblems(number, uan, planned)
  if (who && audiences[uan.audience] !== who)
    yield `the UAN ${number} is for ${uan.audience === 'P' ? 'pharmacists' : 'pharmacy technicians'}, and is given for the others`
}

const vnrFormat = /^\d{19}$/

function* problemsOf(own: OwnNumber, format: BodyRules['numberFormat'], about: About): Iterable<string> {
  if (format === 'uan') yield* uanProblems(own, about)
  else if (format === 'vnr' && !vnrFormat.test(own.number))
    yield `“${own.number}” is no VNR: it has 19 digits`
}

/**
 * What looks wrong by a rule that no public source confirms, in words: shown to the office, and never a
 * reason to refuse anything.
 */
export function* numberDoubts(designation: Numbered, { numberFormat }: BodyRules): Iterable<string> {
  if (numberFormat !== 'vnr') return
  for (const number of numbersOf(designation))
    if (vnrFormat.test(number) && !number.startsWith('276'))
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
function* pairProblems(designation: Numbered): Iterable<string> {
  const of = (audience: Uan['audience'], format: Uan['format']) =>
    given(designation).flatMap(({ number, sessionId, on }) => {
      const uan = uanOf(number)
      return uan?.audience === audience && uan.format === format ? [{ number, sessionId, on }] : []
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

/** For whom and what a number is given: two numbers for the same leave open which one holds. */
function placeOf({ number, profession, sessionId, on }: OwnNumber): string {
  const uan = uanOf(number)
  return JSON.stringify([sessionId, on, uan ? uan.audience + uan.format : profession])
}

function* repeatProblems(designation: Numbered): Iterable<string> {
  const byPlace = new Map<string, string>()
  const seen = new Set<string>()
  for (const own of given(designation)) {
    const { number } = own
    const other = byPlace.get(placeOf(own))
    if (seen.has(number)) yield `the number ${number} is given twice`
    else if (other !== undefined)
      yield `the numbers ${other} and ${number} are both for the same people and part: give one of them`
    byPlace.set(placeOf(own), number)
    seen.add(number)
  }
}

/** Whom and what the numbers are given for. */
function* placeProblems(designation: Designation, body: BodyRules, planned?: Planned): Iterable<string> {
  const by = partsBy(designation, body)
  for (const { number, profession, sessionId, on } of designation.numbers ?? []) {
    if (profession !== undefined && body.professions.length > 0 && !body.professions.includes(profession))
      yield `the number ${number} is for “${profession}”, whom ${body.title} gives nothing`
    if (on !== undefined && planned && planned.days.length > 0 && !planned.days.includes(on))
      yield `the number ${number} is for ${on}, and nothing is held then`
    if (sessionId !== undefined && planned && !planned.sessionIds.includes(sessionId))
      yield `the number ${number} is for a session that is not part of the activity`
    else if (sessionId !== undefined && by !== 'session')
      yield `the number ${number} is for one session, and no session is claimed by itself: designate it by session`
  }
  if (by === 'activity' && (designation.numbers ?? []).some(({ on }) => on !== undefined))
    yield 'a day has a number of its own, so its credit is given for each day: designate it by day'
}

/** The chamber books the points of a VNR once, whatever else is claimed by it. */
function* measureProblems(designation: Designation, body: BodyRules, planned: Planned): Iterable<string> {
  if (body.numberFormat !== 'vnr') return
  const by = partsBy(designation, body)
  if (by === 'activity') return
  const parts = by === 'day' ? planned.days : planned.sessionIds
  const used = new Map<string, string>()
  for (const part of parts) {
    const on = by === 'day' ? part : planned.dayBySession?.[part]
    const number = numberFor(designation, {
      ...(by === 'session' && { sessionId: part }),
      ...(on !== undefined && { on }),
    })
    if (number !== '' && used.has(number)) {
      yield `the VNR ${number} is for one measure, whose points are booked once: give each ${by} a VNR of its own`
      return
    }
    used.set(number, part)
  }
}

/** The same as `numberProblems` without doubts: what no body can give. */
export function* numberFaults(
  designation: Designation,
  body: BodyRules,
  planned?: Planned,
): Iterable<string> {
  const { numberFormat, professions } = body
  const only = professions.length === 1 ? professions[0] : undefined
  const all = numbersOf(designation)
  for (const own of given(designation))
    yield* problemsOf(own, numberFormat, { planned, who: own.profession ?? only, all })
  yield* repeatProblems(designation)
  yield* placeProblems(designation, body, planned)
  if (numberFormat === 'uan') yield* pairProblems(designation)
  if (planned) yield* measureProblems(designation, body, planned)
}

/** Parts of an activity whose number nobody there can be given, although certificates print it. */
export function* partsWithoutNumber(
  designation: Designation,
  body: BodyRules,
  planned: Planned,
): Iterable<{ sessionId: string; problem: string }> {
  if (!body.printsNumber || numbersOf(designation).length === 0) return
  const by = partsBy(designation, body)
  for (const sessionId of planned.sessionIds) {
    const on = planned.dayBySession?.[sessionId]
    const about = { ...(by === 'session' && { sessionId }), ...(on !== undefined && { on }) }
    if (body.professions.some((profession) => numberFor(designation, { ...about, profession }) !== ''))
      continue
    yield { sessionId, problem: `no number is given for ${by === 'day' && on ? on : 'this session'}` }
  }
}

type Carrying = Pick<Activity, 'id' | 'title' | 'designations'>

/** UANs and VNRs of an activity, with the policies that they are given for, and how much for each. */
const bodyNumbers = ({ designations }: Pick<Activity, 'designations'>, bodies: readonly BodyRules[]) =>
  designations.flatMap((designation) => {
    const body = bodies.find(({ id }) => id === designation.policyId)
    const { numberFormat: format } = body ?? {}
    if (!body || !format) return []
    return given(designation).map(({ number, sessionId, on }) => ({
      ...{ number, policyId: body.id, format, body: body.title },
      maximum: maximumOf(designation, sessionId ?? on),
    }))
  })

/** Numbers that are given for two of the activity's own designations. */
export function* numbersShared(
  activity: Pick<Activity, 'designations'>,
  bodies: readonly BodyRules[],
): Iterable<{ policyId: string; problem: string }> {
  const seen = new Map<string, string>()
  for (const { number, policyId } of bodyNumbers(activity, bodies)) {
    const other = seen.get(number)
    if (other !== undefined && other !== policyId)
      yield { policyId, problem: `the number ${number} is given for “${other}” already` }
    seen.set(number, policyId)
  }
}

type BodyNumber = ReturnType<typeof bodyNumbers>[number]

/** Why a number cannot be that of another activity, too; undefined if it can. */
function whyNotBoth(own: BodyNumber, other: BodyNumber): string | undefined {
  if (own.format === 'vnr') return 'its points are booked once'
  if (own.policyId !== other.policyId)
    return `a UAN is of one kind of activity, and that one is designated for “${other.body}”`
  if (own.maximum !== other.maximum)
    return `a UAN is of one education, and that one is designated for ${other.maximum} instead of ${own.maximum}`
  return undefined
}

/**
 * Numbers that another activity has. A VNR is one measure's, whose points are booked once. The same education
 * held again keeps its UAN, which has several live dates then: that is only a doubt; of another kind or
 * length it is not the same.
 */
export function* numbersElsewhere(
  activity: Carrying,
  others: readonly Carrying[],
  bodies: readonly BodyRules[],
): Iterable<{ policyId: string; problem: string; isDoubt: boolean }> {
  const own = bodyNumbers(activity, bodies)
  if (own.length === 0) return
  const numbers = new Set(own.map(({ number }) => number))
  const taken = others
    .filter(({ id }) => id !== activity.id)
    .flatMap((other) => bodyNumbers(other, bodies).map((one) => ({ ...one, title: other.title })))
    .filter(({ number }) => numbers.has(number))
  for (const one of own) {
    const same = taken.filter(({ number }) => number === one.number)
    const other = same.find((each) => whyNotBoth(one, each) !== undefined) ?? same[0]
    if (!other) continue
    const why = whyNotBoth(one, other)
    const rule = why ?? 'each activity has its own, unless the same one is held again'
    const problem = `the number ${one.number} is the one of “${other.title}”, too: ${rule}`
    yield { policyId: one.policyId, isDoubt: why === undefined, problem }
  }
}

/** The number for this person, session and day: the one with the most conditions, all of them met; or ''. */
export function numberFor(
  { number, numbers = [] }: Numbered,
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
