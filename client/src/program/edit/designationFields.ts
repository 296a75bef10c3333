// A body's designation as the form holds it, and what the body cannot give. Pure.
import type { Profession } from '@lectern/shared/accounts'
import type { BodyRules } from '@lectern/shared/bodyRules'
import type { Designation } from '@lectern/shared/credit'
import { amountWithUnit } from '@lectern/shared/creditAmount'
import { partsBy } from '@lectern/shared/creditParts'
import { numberDoubts, numberProblems } from '@lectern/shared/designationNumbers'
import { audienceProblems, isMultiple, mostFor } from '@lectern/shared/designations'
import type { Problems } from '../../words/problems.ts'
import { type Per, type PlannedCredit, partsPer } from './plannedCredit.ts'

/** A session or day with a maximum of its own. */
export interface MaximumRow {
  key: string
  partId: string
  maximum: number | ''
}

/** A number for a profession, a session or a day. */
export interface NumberRow {
  key: string
  /** Empty: for everybody. */
  profession: Profession | ''
  /** A session's id or a day; empty: for the whole activity. */
  part: string
  number: string
}

export interface DesignationRow {
  key: string
  policyId: string
  per: Per
  maximum: number | ''
  number: string
  maximums: MaximumRow[]
  numbers: NumberRow[]
  accreditedFor: NonNullable<Designation['accreditedFor']>
}

export const emptyRow = (key: string): DesignationRow => ({
  ...{ key, policyId: '', per: 'activity', maximum: '', number: '' },
  ...{ maximums: [], numbers: [], accreditedFor: [] },
})

/** Keys are the same each time, so that two forms of one activity are the same. */
export const designationRowOf = (saved: Designation, body: BodyRules | undefined): DesignationRow => ({
  key: saved.policyId,
  policyId: saved.policyId,
  per: body ? partsBy(saved, body) : (saved.per ?? 'activity'),
  maximum: saved.maximum,
  number: saved.number,
  maximums: (saved.maximums ?? []).map(({ partId, maximum }) => ({ key: partId, partId, maximum })),
  numbers: (saved.numbers ?? []).map(
    ({ number, profession, sessionId, on }, i): NumberRow => ({
      key: String(i),
      profession: profession ?? '',
      part: sessionId ?? on ?? '',
      number,
    }),
  ),
  accreditedFor: saved.accreditedFor ?? [],
})

type OwnNumber = NonNullable<Designation['numbers']>[number]

const isDay = (part: string): boolean => /^\d{4}-\d\d-\d\d$/.test(part)

const ownNumberOf = ({ profession, part, number }: NumberRow, { sessions }: PlannedCredit): OwnNumber => {
  const isSession = sessions.some(({ id }) => id === part) || !isDay(part)
  return {
    number: number.trim(),
    ...(profession !== '' && { profession }),
    ...(part !== '' && (isSession ? { sessionId: part } : { on: part })),
  }
}

export interface Making {
  /** The same body's as it is saved. */
  saved: Designation | undefined
  body: BodyRules | undefined
  credit: PlannedCredit
  now: number
}

/** What is designated, without when. */
function givenBy(designation: Designation, body: BodyRules | undefined) {
  const { designatedAt: _, ...rest } = designation
  return {
    ...{ maximums: [], numbers: [], accreditedFor: [], ...rest },
    per: body ? partsBy(rest, body) : (rest.per ?? 'activity'),
  }
}

/**
 * A changed designation is made now; one that is the same keeps its time. So does one that has begun: only
 * what has not begun can change in it.
 */
export function designationOf(row: DesignationRow, { saved, body, credit, now }: Making): Designation {
  const { policyId, per, maximum, maximums, numbers, accreditedFor } = row
  const made: Designation = {
    ...{ policyId, maximum: Number(maximum), number: row.number.trim(), designatedAt: now },
    ...((saved?.per !== undefined || per !== (body ? partsBy({}, body) : 'activity')) && { per }),
    ...(maximums.length > 0 && {
      maximums: maximums.map((each) => ({ partId: each.partId, maximum: Number(each.maximum) })),
    }),
    ...(numbers.length > 0 && { numbers: numbers.map((each) => ownNumberOf(each, credit)) }),
    ...(accreditedFor.length > 0 && { accreditedFor }),
  }
  if (!saved) return made
  const isSame = JSON.stringify(sorted(givenBy(saved, body))) === JSON.stringify(sorted(givenBy(made, body)))
  if (isSame) return saved
  return credit.hasBegun ? { ...made, designatedAt: saved.designatedAt } : made
}

const sorted = (given: object): [string, unknown][] =>
  Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))

const sentence = (problem: string): string => `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`

const isBound = ({ calculates, boundByTime }: BodyRules): boolean =>
  calculates !== 'whole' || boundByTime === true

/** "1.25", or "2" where a body gives only whole ones. */
const exampleOf = ({ step }: BodyRules): number =>
  isMultiple(1.25, step) ? 1.25 : isMultiple(1.5, step) ? 1.5 : 2

/** `days`: the planned time of each day, in ms; `of`: the part's title. */
function amountProblem(
  maximum: number | '',
  body: BodyRules,
  days: readonly number[] = [],
  of = '',
): string | undefined {
  if (maximum === '' || maximum <= 0) return `Write how much, such as ${exampleOf(body)}.`
  if (!isMultiple(maximum, body.step)) return `${body.title} gives credit in steps of ${body.step}.`
  if (maximum < body.least) return `${body.title} gives ${body.least} at least.`
  const ms = days.reduce((sum, each) => sum + each, 0)
  const most = mostFor(days, body)
  if (ms > 0 && isBound(body) && maximum > most)
    return `${of === '' ? 'The' : `“${of}”: the`} planned ${ms / 60_000} minutes are worth ${amountWithUnit(most, body)} at most.`
  return undefined
}

/** What has begun is the server's to judge: a rule from after then changes nothing about it. */
function maximumProblem(row: DesignationRow, body: BodyRules, credit: PlannedCredit): string | undefined {
  const basic = amountProblem(row.maximum, body)
  if (basic !== undefined) return basic
  if (row.per === 'activity')
    return credit.hasBegun ? undefined : amountProblem(row.maximum, body, credit.days)
  const own = new Set(row.maximums.map(({ partId }) => partId))
  for (const { id, title, days, hasBegun } of partsPer(row.per, credit)) {
    const problem = hasBegun || own.has(id) ? undefined : amountProblem(row.maximum, body, days, title)
    if (problem !== undefined) return problem
  }
  return undefined
}

const nameOfPart: Record<Per, string> = { activity: 'session', session: 'session', day: 'day' }

function ownMaximumProblems(row: DesignationRow, body: BodyRules, credit: PlannedCredit): Problems {
  const problems: Problems = {}
  const what = nameOfPart[row.per]
  if (row.per === 'activity' && row.maximums.length > 0)
    problems.per = 'Single parts have a maximum below: have each claimed by itself, or remove those.'
  row.maximums.forEach(({ partId, maximum }, i) => {
    const part = partsPer(row.per, credit).find(({ id }) => id === partId)
    const at = `maximums.${i}`
    if (partId === '') problems[`${at}.partId`] = `Choose a ${what}.`
    else if (!part && row.per !== 'activity')
      problems[`${at}.partId`] = `This is no ${what} of the activity: choose another one, or remove it.`
    else if (row.maximums.findIndex((each) => each.partId === partId) < i)
      problems[`${at}.partId`] = `This ${what} is there already.`
    const problem = amountProblem(maximum, body, part?.hasBegun ? [] : part?.days)
    if (problem) problems[`${at}.maximum`] = problem
  })
  return problems
}

/** The field of a number that a problem names; its last one, if it names several. */
export function fieldOfNumber({ numbers }: Pick<DesignationRow, 'numbers'>, problem: string): string {
  const at = numbers.findLastIndex(({ number }) => number.trim() !== '' && problem.includes(number.trim()))
  return at < 0 ? 'number' : `numbers.${at}.number`
}

function ownNumberProblems(row: DesignationRow, body: BodyRules, credit: PlannedCredit): Problems {
  const problems: Problems = {}
  const known = new Set(['', ...credit.sessions.map(({ id }) => id), ...credit.byDay.map(({ id }) => id)])
  row.numbers.forEach(({ number, part }, i) => {
    if (number.trim() === '') problems[`numbers.${i}.number`] = 'Write the number, or remove it.'
    if (!known.has(part))
      problems[`numbers.${i}.part`] = 'This is no session or day of the activity: choose another one.'
  })
  const written = { ...row, numbers: row.numbers.filter(({ number }) => number.trim() !== '') }
  const made = designationOf(written, { saved: undefined, body, credit, now: 0 })
  const doubts = new Set(numberDoubts(made, body))
  for (const problem of numberProblems(made, body, credit.planned))
    if (!doubts.has(problem)) problems[fieldOfNumber(row, problem)] ??= sentence(problem)
  if (body.printsNumber && made.number === '' && row.numbers.length === 0)
    problems.number ??= 'Its certificates name the number.'
  return problems
}

/** The problems of one designation, by its fields. */
export function rowProblems(
  row: DesignationRow,
  body: BodyRules | undefined,
  credit: PlannedCredit,
): Problems {
  if (!body) return { policyId: 'Choose a body.' }
  const maximum = maximumProblem(row, body, credit)
  const [audience] = audienceProblems(row, body)
  return {
    ...(maximum !== undefined && { maximum }),
    ...(audience !== undefined && { accreditedFor: sentence(audience) }),
    ...ownMaximumProblems(row, body, credit),
    ...ownNumberProblems(row, body, credit),
  }
}

/** "In steps of 0.25. For the planned 60 minutes up to 1.00 credit." */
export function amountHelp(per: Per, body: BodyRules, { days, ms }: PlannedCredit): string {
  const steps = `In steps of ${body.step}${body.least > body.step ? `, at least ${body.least}` : ''}.`
  if (per !== 'activity') return `${steps} For each ${per} that has none of its own below.`
  if (ms === 0 || !isBound(body)) return steps
  return `${steps} For the planned ${ms / 60_000} minutes up to ${amountWithUnit(mostFor(days, body), body)}.`
}

/** What a number of this body looks like, and whose it is. */
export function numberHelp({ numberFormat, printsNumber, professions }: BodyRules): string {
  if (numberFormat === 'uan')
    return professions.includes('pharmacy_technician')
      ? 'The UAN for pharmacists (…-P). Add that for technicians (…-T) below.'
      : 'The UAN, such as 1234-0000-26-001-L01-P.'
  if (numberFormat === 'vnr')
    return 'The VNR: 19 digits. Each measure has its own; its points are booked once.'
  return printsNumber ? 'Certificates print it.' : 'If the body gave the activity one.'
}
