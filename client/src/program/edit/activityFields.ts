// An accredited activity's credit as the form holds it, and what no body can give. Pure.

import type { BodyRules } from '@lectern/shared/bodyRules'
import { provider } from '@lectern/shared/conferences'
import { plannedMs } from '@lectern/shared/conflictsOfCredit'
import { type Activity, activity, type Designation } from '@lectern/shared/credit'
import { amountWithUnit } from '@lectern/shared/creditAmount'
import { biasQuestion } from '@lectern/shared/creditForms'
import { numberDoubts, numberProblems, type Planned } from '@lectern/shared/designationNumbers'
import {
  audienceProblems,
  formatProblem,
  isMultiple,
  liveFormatProblem,
  mostFor,
  parsProblems,
} from '@lectern/shared/designations'
import type { Session } from '@lectern/shared/program'
import { type Problems, problemsIn } from '../../words/problems.ts'

export interface DesignationRow {
  key: string
  policyId: string
  maximum: number | ''
  number: string
  accreditedFor?: NonNullable<Designation['accreditedFor']>
  /** As it is saved, with what this form does not show. */
  saved: Designation | undefined
}

export interface ActivityFields {
  title: string
  format: string
  place: string
  /** For registers. */
  number: string
  /** The first four digits of each of the provider's UANs; empty: not recorded. */
  acpeNumber: string
  jointProviders: string[]
  designations: DesignationRow[]
}

const usualFormat = 'Live activity'

/**
 * What a new activity begins with, until the office changes it: how attention is checked, and the evaluation.
 */
export const usualBeginning = {
  attendance: {
    checks: { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 20 },
    excuseOutages: true,
    maxExcusedMinutes: 10,
  },
  evaluation: [biasQuestion],
}

/** `others`: whose provider's number a new activity begins with. */
export const activityFieldsOf = (
  of: Activity | undefined,
  title: string,
  others: readonly Activity[] = [],
): ActivityFields => ({
  title: of?.title ?? title,
  format: of?.format ?? usualFormat,
  place: of?.place ?? '',
  number: of?.number ?? '',
  acpeNumber: (of ?? others.findLast(({ provider }) => provider.acpeNumber))?.provider.acpeNumber ?? '',
  jointProviders: of?.jointProviders ?? [],
  designations: (of?.designations ?? []).map((saved) => ({
    key: saved.policyId,
    policyId: saved.policyId,
    maximum: saved.maximum,
    number: saved.number,
    accreditedFor: saved.accreditedFor ?? [],
    saved,
  })),
})

/** The sessions of an activity as far as its numbers are concerned. `ms`: the planned time. */
export interface PlannedCredit {
  ms: number
  planned: Planned | undefined
}

type PlannedSession = Pick<Session, 'id' | 'startsAt' | 'endsAt'> & { track?: string }

/** `breaks`: of the whole programme. Concurrent sessions count once. */
export function plannedCredit(
  sessions: readonly PlannedSession[],
  dayOf: (at: number) => string,
  breaks: readonly PlannedSession[] = [],
): PlannedCredit {
  if (sessions.length === 0) return { ms: 0, planned: undefined }
  const starts = sessions.map(({ startsAt }) => startsAt)
  return {
    ms: plannedMs(sessions, breaks),
    planned: {
      startsAt: Math.min(...starts),
      endsAt: Math.max(...sessions.map(({ endsAt }) => endsAt)),
      days: [...new Set(starts.map(dayOf))],
      sessionIds: sessions.map(({ id }) => id),
      dayBySession: Object.fromEntries(sessions.map(({ id, startsAt }) => [id, dayOf(startsAt)])),
    },
  }
}

/** A changed designation is made now; one that is the same keeps its time. */
export const designationOf = (row: DesignationRow, now: number) => {
  const { policyId, maximum, saved, accreditedFor = [] } = row
  const number = row.number.trim()
  const isSame =
    saved &&
    saved.maximum === maximum &&
    saved.number === number &&
    saved.policyId === policyId &&
    JSON.stringify(saved.accreditedFor ?? []) === JSON.stringify(accreditedFor)
  if (isSame) return saved
  const { accreditedFor: _, ...rest } = saved ?? {}
  return {
    ...rest,
    ...{ policyId, maximum: Number(maximum), number, designatedAt: now },
    ...(accreditedFor.length > 0 && { accreditedFor }),
  }
}

function amountProblem(maximum: number | '', body: BodyRules, ms: number): string | undefined {
  if (maximum === '' || maximum <= 0) return 'Write how much, such as 1.25.'
  if (!isMultiple(maximum, body.step)) return `${body.title} gives credit in steps of ${body.step}.`
  if (maximum < body.least) return `${body.title} gives ${body.least} at least.`
  const most = mostFor(ms, body)
  if (ms > 0 && (body.calculates !== 'whole' || body.boundByTime) && maximum > most)
    return `The planned ${ms / 60_000} minutes are worth ${amountWithUnit(most, body)} at most.`
  return undefined
}

const sentenceOf = (field: string, problem: string | undefined) =>
  problem === undefined ? {} : { [field]: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.` }

function rowProblems(
  row: DesignationRow,
  body: BodyRules | undefined,
  { ms, planned }: PlannedCredit,
): { policyId?: string; maximum?: string; number?: string; accreditedFor?: string } {
  if (!body) return { policyId: 'Choose a body.' }
  const maximum = amountProblem(row.maximum, body, ms)
  const made = { ...row.saved, policyId: body.id, maximum: 1, designatedAt: 0, number: row.number.trim() }
  const doubts = new Set(numberDoubts(made, body))
  const problem = [...numberProblems(made, body, planned)].find((words) => !doubts.has(words))
  const isMissing = body.printsNumber && made.number === '' && (made.numbers ?? []).length === 0
  const number = problem ?? (isMissing ? 'its certificates name the number' : undefined)
  return {
    ...(maximum && { maximum }),
    ...sentenceOf('accreditedFor', [...audienceProblems(row, body)][0]),
    ...(number && { number: `${number.charAt(0).toUpperCase()}${number.slice(1)}.` }),
  }
}

/** What the numbers must agree with, as it is written. */
const agreeing = (
  { ms, planned }: PlannedCredit,
  { acpeNumber, jointProviders }: Pick<ActivityFields, 'acpeNumber' | 'jointProviders'>,
): PlannedCredit => ({
  ms,
  planned: planned && {
    ...planned,
    ...(acpeNumber !== '' && { acpeNumber }),
    isJoint: jointProviders.length > 0,
  },
})

/** What the contract or a body refuses, by field. */
export function activityProblems(
  fields: ActivityFields,
  bodies: readonly BodyRules[],
  credit: PlannedCredit,
): Problems {
  const { title, format, place, number, acpeNumber, jointProviders, designations } = fields
  const words = activity.pick({ title: true, format: true, place: true, number: true, jointProviders: true })
  const problems = problemsIn(words.extend({ acpeNumber: provider.shape.acpeNumber }), {
    ...{ title, format, place, number, jointProviders },
    ...(acpeNumber !== '' && { acpeNumber }),
  })
  const agreed = agreeing(credit, fields)
  const chosen = bodies.filter(({ id }) => designations.some(({ policyId }) => policyId === id))
  const wrong = formatProblem(format, chosen) ?? (credit.ms > 0 && liveFormatProblem(format, chosen))
  if (wrong) problems.format = `${wrong}.`
  for (const each of parsProblems({ provider: { name: '', address: '', number: '' }, number }, chosen))
    problems[each.field] = `${each.problem}.`
  if (designations.length === 0) problems.designations = 'Choose at least one body that gives credit.'
  designations.forEach((row, index) => {
    const body = bodies.find(({ id }) => id === row.policyId)
    for (const [field, problem] of Object.entries(rowProblems(row, body, agreed)))
      problems[`designations.${index}.${field}`] = problem
    if (designations.findIndex(({ policyId }) => policyId === row.policyId) < index)
      problems[`designations.${index}.policyId`] = 'This body is there already.'
  })
  return problems
}
