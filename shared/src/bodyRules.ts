// The parts of a policy that planning goes by, as the editor's page receives them.
import { z } from 'zod'
import { profession, professions } from './accounts.ts'
import { audiences, type CreditPolicy, calculations, numberFormats } from './creditPolicy.ts'
import { registers } from './creditRegisters.ts'
import { day, id } from './ids.ts'
import { list } from './text.ts'

export const bodyRules = z.object({
  id,
  title: z.string(),
  professions: list(profession, professions.length),
  audience: z.enum(audiences),
  unit: z.object({ one: z.string(), many: z.string() }),
  calculates: z.enum(calculations),
  minutesPerUnit: z.number().int().positive(),
  step: z.number().min(0.01).max(10),
  rounding: z.enum(['nearest', 'down']),
  least: z.number().nonnegative(),
  dailyMaximum: z.number().positive().nullable(),
  evaluationMinutes: z.number().int().nonnegative(),
  numberFormat: z.enum(numberFormats).nullable(),
  register: z.enum(registers).nullable(),
  /** The only formats of an activity that the body names; empty: any. */
  formats: z.array(z.string()),
  /** Those of them that sessions can have; absent: all. */
  liveFormats: z.array(z.string()).exactOptional(),
  /** What is given whole may not be more than its time is worth, either. */
  boundByTime: z.literal(true).exactOptional(),
  /** No longer designated: this one is, instead. */
  supersededBy: id.nullable(),
  expires: day.nullable(),
  /** Its certificates print the number, or the provider's address. */
  printsNumber: z.boolean(),
  printsAddress: z.boolean(),
  needsTest: z.boolean(),
  /** An activity is accredited for named professions and their disciplines. */
  namesAudience: z.literal(true).exactOptional(),
  /** Only a jointly accredited provider designates it. */
  jointAccreditation: z.literal(true).exactOptional(),
  needsChecks: z.boolean(),
  /** The share of attention checks to answer, 0 to 1; absent: none. */
  leastChecks: z.number().exactOptional(),
})
export type BodyRules = z.infer<typeof bodyRules>

export const bodyRulesOf = (policy: CreditPolicy): BodyRules => ({
  id: policy.id,
  title: policy.title,
  professions: policy.professions,
  audience: policy.audience,
  unit: policy.unit,
  calculates: policy.calculates,
  minutesPerUnit: policy.minutesPerUnit,
  step: policy.step,
  rounding: policy.rounding,
  least: policy.least,
  dailyMaximum: policy.dailyMaximum,
  evaluationMinutes: policy.evaluationMinutes,
  numberFormat: policy.numberFormat ?? null,
  register: policy.register ?? null,
  formats: policy.formats,
  ...(policy.liveFormats && { liveFormats: policy.liveFormats }),
  ...(policy.boundByTime && { boundByTime: true }),
  supersededBy: policy.supersededBy ?? null,
  expires: policy.expires,
  printsNumber: policy.certificate.statements.some((statement) => statement.includes('{{uan}}')),
  printsAddress: policy.certificate.withAddress,
  needsTest: policy.test !== null,
  ...(policy.namesAudience && { namesAudience: true }),
  ...(policy.jointAccreditation && { jointAccreditation: true }),
  needsChecks: Boolean(policy.minimumChecks),
  ...(policy.minimumChecks && { leastChecks: policy.minimumChecks }),
})
