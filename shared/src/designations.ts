// What a body can give for an activity as it is planned, and which number it has. Pure: the office's routes,
// the editor's page and the review of a session use the same checks.
import { z } from 'zod'
import type { Profession } from './accounts.ts'
import { type Activity, type CreditPolicy, creditPolicy, type Designation } from './credit.ts'
import { amountOf, hundredths } from './creditAmount.ts'

const { shape } = creditPolicy
/** The parts of a policy that planning goes by. */
export const bodyRules = z.object({
  id: shape.id,
  title: shape.title,
  professions: shape.professions,
  unit: shape.unit,
  calculates: shape.calculates.unwrap(),
  minutesPerUnit: shape.minutesPerUnit,
  step: shape.step,
  rounding: shape.rounding,
  least: shape.least,
  evaluationMinutes: shape.evaluationMinutes,
  numberFormat: shape.numberFormat.unwrap().nullable(),
  /** Its certificates print the number, or the provider's address. */
  printsNumber: z.boolean(),
  printsAddress: z.boolean(),
  needsTest: z.boolean(),
  needsChecks: z.boolean(),
})
export type BodyRules = z.infer<typeof bodyRules>

export const bodyRulesOf = (policy: CreditPolicy): BodyRules => ({
  id: policy.id,
  title: policy.title,
  professions: policy.professions,
  unit: policy.unit,
  calculates: policy.calculates ?? 'measured',
  minutesPerUnit: policy.minutesPerUnit,
  step: policy.step,
  rounding: policy.rounding,
  least: policy.least,
  evaluationMinutes: policy.evaluationMinutes,
  numberFormat: policy.numberFormat ?? null,
  printsNumber: policy.certificate.statements.some((statement) => statement.includes('{{uan}}')),
  printsAddress: policy.certificate.withAddress,
  needsTest: policy.test !== null,
  needsChecks: Boolean(policy.minimumChecks),
})

/** The most that the body can give for so much planned time, in its units. */
export const mostFor = (plannedMs: number, body: BodyRules): number =>
  amountOf(plannedMs + body.evaluationMinutes * 60_000, body).hundredths / 100

/** The planned activity, as far as its numbers are concerned. */
export interface Planned {
  startsAt: number
  endsAt: number
  /** Days on which it is held, e.g. "2027-03-01". */
  days: readonly string[]
  sessionIds: readonly string[]
}

const uan = /^(\d{4})-(0000|9999)-(\d{2})-(\d{3,4})-([LH])(0[1-8]|99)-([PT])$/
const audiences: Readonly<Record<string, Profession>> = { P: 'pharmacist', T: 'pharmacy_technician' }

function* uanProblems(number: string, planned: Planned | undefined, who: Profession | undefined) {
  const parts = uan.exec(number)
  if (!parts) {
    yield `“${number}” is no UAN like 1234-0000-26-001-L01-P`
    return
  }
  const [, , , year, , format, , audience] = parts
  const planYear = planned && String(new Date(planned.startsAt).getUTCFullYear()).slice(2)
  if (planYear !== undefined && year !== planYear)
    yield `the UAN ${number} is of the year 20${year}, and the activity begins in 20${planYear}`
  if (format !== 'L') yield `the UAN ${number} is for home study (H), and the activity is live (L)`
  if (who && audiences[audience!] !== who)
    yield `the UAN ${number} is for ${audience === 'P' ? 'pharmacists' : 'pharmacy technicians'}, and is given for the others`
}

function* vnrProblems(number: string) {
  if (!/^\d{19}$/.test(number)) yield `“${number}” is no VNR: it has 19 digits`
}

function* problemsOf(
  number: string,
  format: BodyRules['numberFormat'],
  planned: Planned | undefined,
  who: Profession | undefined,
): Iterable<string> {
  if (format === 'uan') yield* uanProblems(number, planned, who)
  else if (format === 'vnr') yield* vnrProblems(number)
}

/** What is wrong with the numbers of a designation, in words. `planned` absent: no session is planned yet. */
export function* numberProblems(
  { number, numbers = [] }: Designation,
  { numberFormat, professions: audience }: BodyRules,
  planned?: Planned,
): Iterable<string> {
  const only = audience.length === 1 ? audience[0] : undefined
  if (number !== '') yield* problemsOf(number, numberFormat, planned, only)
  const seen = new Set(number === '' ? [] : [number])
  for (const each of numbers) {
    yield* problemsOf(each.number, numberFormat, planned, each.profession ?? only)
    if (seen.has(each.number)) yield `the number ${each.number} is given twice`
    seen.add(each.number)
    if (each.on !== undefined && planned && planned.days.length > 0 && !planned.days.includes(each.on))
      yield `the number ${each.number} is for ${each.on}, and nothing is held then`
    if (each.sessionId !== undefined && planned && !planned.sessionIds.includes(each.sessionId))
      yield `the number ${each.number} is for a session that is not part of the activity`
  }
}

/** The number for this person, session and day: the one with the most conditions, all of them met. */
export function numberFor(
  { number, numbers = [] }: Pick<Designation, 'number' | 'numbers'>,
  about: { profession?: Profession; sessionId?: string; on?: string },
): string {
  const conditions = ['profession', 'sessionId', 'on'] as const
  const fitting = numbers
    .filter((each) => conditions.every((name) => each[name] === undefined || each[name] === about[name]))
    .map((each) => ({ each, met: conditions.filter((name) => each[name] !== undefined).length }))
  const best = fitting.toSorted((a, b) => b.met - a.met)[0]
  return best?.each.number ?? number
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
