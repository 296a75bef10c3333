// Reads the text of a policy file. Imports no package, so that an export can be verified with nothing but
// Node. Fields that came later have a default: a file from before them still reads, and means the same.
import {
  announcedFields,
  audiences,
  type CreditPolicy,
  calculations,
  certificateFields,
  numberFormats,
  policyDefaults,
} from './creditPolicy.ts'
import { duplicateFields } from './duplicateFields.ts'
import { professions } from './professions.ts'
import { day, flag, list, matching, number, oneOf, optional, orNull, record, text } from './readFields.ts'
import { type Register, refusesLate, registers } from './registerNames.ts'
import { boards, type Requirement, requirements } from './requirements.ts'

const id = matching(/^[A-Za-z0-9_-]+$/, 'not an id')
const share = number({ most: 1 })
const days = number({ least: 1, most: 3660, isWhole: true })
const amount = number({ most: 1000 })
const words = text(1200, { lines: true })
const statements = list(words, 10)

const policyFile = record({
  id,
  title: text(120),
  short: optional(text(16)),
  unit: record({ one: text(40), many: text(40) }),
  professions: list(oneOf(professions), professions.length),
  audience: optional(oneOf(audiences), policyDefaults.audience),
  calculates: optional(oneOf(calculations), policyDefaults.calculates),
  minutesPerUnit: number({ least: 1, most: 10_000, isWhole: true }),
  step: number({ least: 0.01, most: 10 }),
  rounding: oneOf(['nearest', 'down']),
  least: amount,
  dailyMaximum: optional(orNull(number({ least: 0.01, most: 24 })), policyDefaults.dailyMaximum),
  minimumShare: share,
  shareOf: oneOf(['session', 'activity']),
  minimumChecks: orNull(share),
  evaluation: oneOf(['required', 'optional']),
  evaluationMinutes: number({ most: 600, isWhole: true }),
  test: orNull(
    record({
      minimumScore: share,
      attempts: orNull(number({ least: 1, most: 100, isWhole: true })),
      days: optional(days),
    }),
  ),
  claimDays: orNull(days),
  appealDays: optional(days, policyDefaults.appealDays),
  requires: list(oneOf(requirements), requirements.length),
  also: orNull(record({ perUnit: number({ least: 0.001, most: 1000 }), unit: text(20) })),
  reportDays: orNull(days),
  reportsByDay: optional(flag),
  namesAudience: optional(flag),
  jointAccreditation: optional(flag),
  numberFormat: optional(oneOf(numberFormats)),
  register: optional(oneOf(registers)),
  accmeCertification: optional(text(60)),
  formats: optional(list(text(80), 20), policyDefaults.formats),
  liveFormats: optional(list(text(80), 20, 1)),
  boundByTime: optional(flag),
  paidWith: optional(list(id, 60), policyDefaults.paidWith),
  board: optional(
    orNull(record({ id: oneOf(boards), creditTypes: list(text(80), 20) })),
    policyDefaults.board,
  ),
  supersededBy: optional(id),
  statements: optional(
    record({ accreditation: statements, designation: statements }),
    policyDefaults.statements,
  ),
  certificate: record({ title: text(80), statements: list(words, 20, 1), withAddress: flag }),
  source: optional(list(text(400), 20), policyDefaults.source),
  checked: optional(orNull(day), policyDefaults.checked),
  expires: optional(orNull(day), policyDefaults.expires),
  unconfirmed: optional(list(text(600), 40), policyDefaults.unconfirmed),
})

/** As a designation's maximum (`credit.ts`). */
const designatedMost = 200

type Fail = (at: string, problem: string) => void

/** Amounts are counted in hundredths (`creditAmount.ts`). */
const isHundredths = (value: number): boolean => Math.round(value * 100) / 100 === value
const isMultiple = (value: number, step: number): boolean =>
  Math.round(value * 100) % Math.round(step * 100) === 0

/** Wherever the AMA's phrase stands, it stands in italics. */
const amaPhrase = /AMA PRA Category [12] Credit/

function checkStatement(statement: string, at: string, fields: readonly string[], fail: Fail): void {
  for (const [whole, name] of statement.matchAll(/\{\{([^{}]*)\}\}/g))
    if (!fields.includes(name!)) fail(at, `${whole} is none of the fields that it may have`)
  if (/[{}]/.test(statement.replaceAll(/\{\{[^{}]*\}\}/g, ''))) fail(at, 'a brace is missing')
  if ((statement.match(/\*/g)?.length ?? 0) % 2 === 1) fail(at, 'an asterisk is missing')
  else if (amaPhrase.test(statement.replaceAll(/\*[^*]*\*/g, '')))
    fail(at, 'the AMA’s phrase stands in italics: write *AMA PRA Category 1 Credit(s)*™')
}

function checkAmounts({ step, least, dailyMaximum, calculates, minutesPerUnit }: CreditPolicy, fail: Fail) {
  for (const [field, value] of Object.entries({ step, least, dailyMaximum }))
    if (value !== null && !isHundredths(value)) fail(field, 'at most two decimals')
  if (!isMultiple(least, step)) fail('least', `no multiple of the step ${step}`)
  if (least > designatedMost) fail('least', `more than the ${designatedMost} that can be designated`)
  if (dailyMaximum !== null) {
    if (!isMultiple(dailyMaximum, step)) fail('dailyMaximum', `no multiple of the step ${step}`)
    if (dailyMaximum < Math.max(least, step)) fail('dailyMaximum', 'less than the least that is given')
    if (calculates === 'whole') fail('dailyMaximum', 'what is given whole is not divided by days')
    if (dailyMaximum * minutesPerUnit > 1440) fail('dailyMaximum', 'more than a day has')
  }
}

function checkDays(policy: CreditPolicy, fail: Fail) {
  const { claimDays, reportDays, reportsByDay, checked, expires, test } = policy
  if (reportsByDay && reportDays === null) fail('reportsByDay', 'there are no days for reporting')
  if (test?.days !== undefined && claimDays !== null && test.days > claimDays)
    fail('test.days', 'a test that is taken after the last day for claiming earns nothing')
  if (reportDays !== null && (claimDays === null || claimDays > reportDays))
    fail('claimDays', 'credit must be claimed before it has to be reported')
  if (checked !== null && expires !== null && expires < checked) fail('expires', 'before it was checked')
}

/** The register's records hold a number of this kind. */
const registerNumbers = { 'cpe-monitor': 'uan', eiv: 'vnr' } as const satisfies Partial<
  Record<Register, CreditPolicy['numberFormat']>
>

/** The register takes no record without these. */
const registerAsks: Partial<Record<Register, readonly Requirement[]>> = {
  'cpe-monitor': ['nabpId', 'birthMonth', 'birthDay'],
  eiv: ['efn'],
  cogeaps: ['codiceFiscale', 'discipline'],
}

function checkRegister({ register, numberFormat, requires, reportDays }: CreditPolicy, fail: Fail) {
  if (register === undefined) return
  const kind = registerNumbers[register as keyof typeof registerNumbers]
  if (kind && numberFormat !== kind)
    fail('numberFormat', `the register ${register} takes records by the number of kind “${kind}”`)
  const missing = (registerAsks[register] ?? []).filter((each) => !requires.includes(each))
  if (missing.length > 0)
    fail('requires', `the register ${register} takes no record without ${missing.join(', ')}`)
  if (refusesLate.has(register) && reportDays === null)
    fail('reportDays', `the register ${register} refuses late records, and there are no days for them`)
}

const lower = (text: string): string => text.toLowerCase()

function checkFormats(
  { formats, liveFormats = [], numberFormat, professions: served, certificate }: CreditPolicy,
  fail: Fail,
) {
  const other = liveFormats.find((each) => !formats.map(lower).includes(lower(each)))
  if (formats.length > 0 && other !== undefined) fail('liveFormats', `“${other}” is none of its formats`)
  if (numberFormat && !certificate.statements.some((each) => each.includes('{{uan}}')))
    fail('certificate.statements', 'none of them prints the number that it is given: {{uan}}')
  const none = served.find((each) => each !== 'pharmacist' && each !== 'pharmacy_technician')
  if (numberFormat === 'uan' && (none !== undefined || served.length === 0))
    fail(
      'professions',
      `a UAN is for pharmacists or technicians, and ${none ? `“${none}” is neither` : 'nobody is named'}`,
    )
}

function checkNames(policy: CreditPolicy, fail: Fail) {
  const { id: own, professions: served, requires, formats, liveFormats = [], paidWith } = policy
  const lists: Record<string, readonly string[]> = {
    ...{ professions: served, requires, paidWith },
    ...{ formats: formats.map(lower), liveFormats: liveFormats.map(lower) },
  }
  for (const [field, all] of Object.entries(lists))
    for (const twice of new Set(all.filter((each, i) => all.indexOf(each) < i)))
      fail(field, `“${twice}” is there twice`)
  if (paidWith.includes(own)) fail('paidWith', 'its own id: no minute earns the same credit twice')
  if (policy.namesAudience && served.length === 0)
    fail('namesAudience', 'it names no professions that an activity could be accredited for')
  if (policy.namesAudience && !requires.includes('discipline'))
    fail('requires', 'an activity is accredited for disciplines, so it asks for the learner’s')
  checkFormats(policy, fail)
  if (policy.jointAccreditation && policy.statements.accreditation.length === 0)
    fail('statements.accreditation', 'joint accreditation has a statement, and there is none')
}

function checkGivenWhole(policy: CreditPolicy, fail: Fail) {
  if (policy.calculates !== 'whole') {
    if (policy.boundByTime) fail('boundByTime', 'only what is given whole is not bound by its time anyway')
    return
  }
  if (policy.evaluationMinutes > 0) fail('evaluationMinutes', 'what is given whole has no minutes to add')
  if (policy.shareOf === 'session') fail('shareOf', 'what is given whole needs a share of the activity')
  if (policy.minimumShare === 0)
    fail('minimumShare', 'what is given whole needs a share: without one a second would earn all of it')
  if (policy.rounding === 'nearest') fail('rounding', 'what is given whole is not rounded: write “down”')
}

/** What contradicts itself: checks that span several fields. */
function checkWhole(policy: CreditPolicy, fail: Fail): void {
  checkAmounts(policy, fail)
  checkDays(policy, fail)
  checkNames(policy, fail)
  checkRegister(policy, fail)
  checkGivenWhole(policy, fail)
  if (policy.minimumChecks === 0) fail('minimumChecks', '0 demands nothing: write null for that')
  if (policy.supersededBy === policy.id) fail('supersededBy', 'its own id')
  if (policy.board && !policy.requires.includes('boardId'))
    fail('requires', 'points of a board need the id that the board gave')
  if (policy.audience === 'faculty' && (policy.test || policy.minimumChecks))
    fail('audience', 'who presents answers no checks and takes no test')
  if (policy.audience === 'faculty' && policy.professions.length === 0)
    fail('professions', 'who presents is paid by profession, so none of them would be')
  const { statements, certificate } = policy
  for (const [i, each] of certificate.statements.entries())
    checkStatement(each, `certificate.statements[${i}]`, certificateFields, fail)
  for (const [name, all] of Object.entries(statements))
    for (const [i, each] of all.entries())
      checkStatement(each, `statements.${name}[${i}]`, announcedFields, fail)
}

/** Longer texts are no policy. */
const textMax = 100_000

/** The policy, or everything that is wrong with it: "step: at most two decimals". */
export const readPolicy = (json: string): CreditPolicy | string[] => readText(json, checkWhole)

/**
 * A text that was accepted once: it stays what it was, whatever contradictions are looked for today.
 */
export const readAccepted = (json: string): CreditPolicy | string[] => readText(json, () => undefined)

function readText(json: string, check: typeof checkWhole): CreditPolicy | string[] {
  if (json.length > textMax) return [`longer than ${textMax} characters`]
  let given: unknown
  try {
    given = JSON.parse(json)
  } catch (error) {
    return [(error as Error).message]
  }
  const problems: string[] = []
  const fail: Fail = (at, problem) => problems.push(at === '' ? problem : `${at}: ${problem}`)
  for (const field of duplicateFields(json)) fail(field, 'written twice, so nobody can say which one holds')
  const policy = policyFile(given, '', fail) as CreditPolicy
  if (problems.length === 0) check(policy, fail)
  return problems.length > 0 ? problems : policy
}
