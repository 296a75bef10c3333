// An accredited activity's credit as the form holds it, and what no body can give. Pure.

import type { BodyRules } from '@lectern/shared/bodyRules'
import { type Provider, provider } from '@lectern/shared/conferences'
import { type Activity, activity } from '@lectern/shared/credit'
import { biasQuestion } from '@lectern/shared/creditForms'
import { formatProblem, liveFormatProblem, parsProblems } from '@lectern/shared/designations'
import type { ActivityPlan, SeenActivity } from '@lectern/shared/plans'
import { type Problems, problemsIn } from '../../words/problems.ts'
import {
  type AttentionFields,
  attendanceOf,
  attentionFieldsOf,
  attentionProblems,
  usualAttendance,
} from './attentionFields.ts'
import {
  type DesignationRow,
  designationOf,
  designationRowOf,
  fieldOfNumber,
  rowProblems,
} from './designationFields.ts'
import type { PlannedCredit } from './plannedCredit.ts'
import { changedFields } from './rebase.ts'

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
  attention: AttentionFields
}

const usualFormat = 'Live activity'

/** `others`: whose provider's number a new activity begins with. */
export const activityFieldsOf = (
  of: Activity | undefined,
  title: string,
  { activities = [], bodies = [] }: { activities?: readonly Activity[]; bodies?: readonly BodyRules[] } = {},
): ActivityFields => ({
  title: of?.title ?? title,
  format: of?.format ?? usualFormat,
  place: of?.place ?? '',
  number: of?.number ?? '',
  acpeNumber: (of ?? activities.findLast((each) => each.provider.acpeNumber))?.provider.acpeNumber ?? '',
  jointProviders: of?.jointProviders ?? [],
  designations: (of?.designations ?? []).map((saved) =>
    designationRowOf(
      saved,
      bodies.find(({ id }) => id === saved.policyId),
    ),
  ),
  attention: attentionFieldsOf(of?.attendance ?? usualAttendance),
})

export interface Saving {
  /** As the form began from it; undefined for a new activity. */
  activity: Activity | undefined
  /** The form's values then. */
  began: ActivityFields
  bodies: readonly BodyRules[]
  credit: PlannedCredit
  now: number
}

function withNumber(own: Provider, acpeNumber: string): Provider {
  const { acpeNumber: _, ...rest } = own
  return { ...rest, ...(acpeNumber !== '' && { acpeNumber }) }
}

/** The plan's field that a field of the form is about. */
const planned: Partial<Record<keyof ActivityFields, keyof SeenActivity>> = {
  acpeNumber: 'provider',
  attention: 'attendance',
}

/** The fields that were changed, and how they were before: no other person's change is overwritten. */
export function changesOf(
  fields: ActivityFields,
  { activity: of, began, bodies, credit, now }: Saving,
): { changes: Omit<ActivityPlan, 'id'>; seen: SeenActivity } {
  const made: Omit<ActivityPlan, 'id'> = {
    ...{ title: fields.title, format: fields.format, place: fields.place, number: fields.number },
    jointProviders: fields.jointProviders,
    attendance: attendanceOf(fields.attention),
    designations: fields.designations.map((row) =>
      designationOf(row, {
        saved: of?.designations.find(({ policyId }) => policyId === row.policyId),
        body: bodies.find(({ id }) => id === row.policyId),
        ...{ credit, now },
      }),
    ),
  }
  if (!of) return { changes: { ...made, evaluation: [biasQuestion] }, seen: {} }
  const all: Omit<ActivityPlan, 'id'> = { ...made, provider: withNumber(of.provider, fields.acpeNumber) }
  const names = changedFields({ base: began, version: 0, mine: fields, open: [] }).map(
    (field) => planned[field] ?? (field as keyof SeenActivity),
  )
  const only = (from: SeenActivity): SeenActivity =>
    Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
  return { changes: only(all), seen: only(of) }
}

/** The provider of a new activity, where its number at ACPE is another one than recorded. */
export const providerOf = (own: Provider | null, { acpeNumber }: ActivityFields): Provider | undefined =>
  own && acpeNumber !== '' && own.acpeNumber !== acpeNumber ? withNumber(own, acpeNumber) : undefined

/** What the numbers must agree with, as it is written. */
const agreeing = (
  credit: PlannedCredit,
  { acpeNumber, jointProviders }: Pick<ActivityFields, 'acpeNumber' | 'jointProviders'>,
): PlannedCredit => ({
  ...credit,
  planned: credit.planned && {
    ...credit.planned,
    ...(acpeNumber !== '' && { acpeNumber }),
    isJoint: jointProviders.length > 0,
  },
})

const prefixed = (at: string, problems: Problems): Problems =>
  Object.fromEntries(Object.entries(problems).map(([field, problem]) => [`${at}.${field}`, problem]))

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
    Object.assign(problems, prefixed(`designations.${index}`, rowProblems(row, body, agreed)))
    if (designations.findIndex(({ policyId }) => policyId === row.policyId) < index)
      problems[`designations.${index}.policyId`] = 'This body is there already.'
  })
  // Once it has begun, what was announced stays.
  if (!credit.hasBegun)
    Object.assign(problems, prefixed('attention', attentionProblems(fields.attention, chosen)))
  return problems
}

/** The form's field that the server's refusal names, with the words; undefined: none of the form's. */
export function refusedField(message: string, fields: ActivityFields): [string, string] | undefined {
  const [, path = '', words = ''] = /^This request is not valid: ([\w.-]+): (.+)$/s.exec(message) ?? []
  const said = `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? '' : '.'}`
  if (path.startsWith('attendance')) return ['attention.isChecked', said]
  if (path === 'provider.acpeNumber') return ['acpeNumber', said]
  const [, policyId, field] = /^designations\.([\w-]+)\.(\w+)/.exec(path) ?? []
  const index = fields.designations.findIndex((row) => row.policyId === policyId)
  const row = fields.designations[index]
  if (!row) return path in fields ? [path, said] : undefined
  if (field === 'number') return [`designations.${index}.${fieldOfNumber(row, words)}`, said]
  return [`designations.${index}.${field === 'maximums' ? 'per' : field}`, said]
}
