// Files of learners against the shapes that registers publish: judged here by hand from what is published, and
// by nothing that writes them.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { liveAt } from '../../testing/credit.ts'
import { about, claimed } from '../../testing/registers.ts'
import type { RecordToSend } from './adapter.ts'
import { adapters } from './adapters.ts'
import { detailsLacking } from './claimed.ts'

const domains = 'NPI ABA ABIM ABOHNS ABOS ABP ABPATH ABS ABTS'.split(' ')
const states =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI'.split(
    ' ',
  )
const certifications = 'AMA PRA Category 1|IPCE|MOC'.split('|')

/** Luhn by its definition: from the right, every second digit is doubled and its digits are added up. */
function luhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((all, digit, i) => {
      const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
      return all + Math.floor(value / 10) + (value % 10)
    }, 0)
  return sum % 10 === 0
}

const keysOf = (value: unknown): string => Object.keys(value as object).join(' ')
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
const isMoment = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d)?$/.test(value)

// biome-ignore lint/suspicious/noExplicitAny: a file of any shape is judged.
type Any = any

function* creditFaults({ UniqueID: id, CreditReceived: credit, CreditID, ...more }: Any): Iterable<string> {
  if (keysOf(more) !== '') yield `members ${keysOf(more)}`
  if (keysOf(id) !== 'value domain') yield `UniqueID ${keysOf(id)}`
  if (!isText(id.value)) yield 'UniqueID without a value'
  if (![...domains, ...states].includes(id.domain)) yield `domain ${id.domain}`
  if (id.domain === 'NPI' && !(/^\d{10}$/.test(id.value) && luhn(`80840${id.value}`))) yield `NPI ${id.value}`
  if (keysOf(credit) !== 'activityCertification creditUnit numberOfCredits') yield keysOf(credit)
  if (!certifications.includes(credit.activityCertification)) yield credit.activityCertification
  if (credit.creditUnit !== 'Point') yield credit.creditUnit
  if (!(credit.numberOfCredits >= 0.25 && Number.isInteger(credit.numberOfCredits * 4)))
    yield `credits ${credit.numberOfCredits}`
  if (!/^ccid:[^:]+:[^:]+$/.test(CreditID) || CreditID.length > 300) yield `CreditID ${CreditID}`
}

function* reportFaults({
  ReportingOrganization,
  Member,
  Activity,
  XtensibleInfo,
  ...more
}: Any): Iterable<string> {
  if (keysOf(more) !== '') yield `members ${keysOf(more)}`
  if (!isText(ReportingOrganization)) yield 'ReportingOrganization'
  if (keysOf(Member) !== 'Name PersonalInfo') yield keysOf(Member)
  if (!isText(Member.Name.GivenName) || !isText(Member.Name.FamilyName)) yield 'Name'
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(Member.PersonalInfo.BirthDate) ?? []
  const born = new Date(Date.UTC(2000, Number(month) - 1, Number(day)))
  if (born.getUTCMonth() + 1 !== Number(month) || born.getUTCDate() !== Number(day)) yield 'BirthDate'
  if (!/^\d{7}$/.test(Activity.ProviderOrganization)) yield 'ProviderOrganization'
  const { ModuleName, Status, CompletedDateTime, CreditCertificate, ...others } = Activity.Module
  if (keysOf(others) !== '') yield `members ${keysOf(others)}`
  if (!isText(ModuleName.value) || !/^\d{9}$/.test(ModuleName.moduleID)) yield 'ModuleName'
  if (Status !== 'Completed') yield `Status ${Status}`
  if (!isMoment(CompletedDateTime)) yield `CompletedDateTime ${CompletedDateTime}`
  if (CreditCertificate.length === 0) yield 'no CreditCertificate'
  for (const credit of CreditCertificate) yield* creditFaults(credit)
  if (!['add', 'delete'].includes(XtensibleInfo.LearnerRecordAction)) yield 'LearnerRecordAction'
}

function learnerFaults(text: string): string[] {
  const { ACCMELearnerReports, ...more } = JSON.parse(text)
  const { DateTimeCreated, ActivityReport, ...others } = ACCMELearnerReports.ActivityReports
  return [
    ...(keysOf(more) + keysOf(others) === '' ? [] : ['members of the root']),
    ...(isMoment(DateTimeCreated) ? [] : [`DateTimeCreated ${DateTimeCreated}`]),
    ...ActivityReport.flatMap((report: Any) => [...reportFaults(report)]),
  ]
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const person = fc.record({
  name: fc.oneof(
    fc.constantFrom('Li Wei', 'Dr. Mary Smith Jr., MD', 'Jan van der Berg', 'Plato', '王小明', 'Zoë O’Neil'),
    fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((name) => name.trim() !== ''),
  ),
  npi: fc.oneof(
    fc.constant(''),
    digits(9).map((nine) => `1${nine}`),
    fc.constant('1234567893'),
  ),
  state: fc.constantFrom('IL', 'PR', 'DC', 'AE', 'Illinois', '', 'il'),
  licence: fc.constantFrom('', '036-123456', '0'),
  birthMonth: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 12 })),
  birthDay: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 31 })),
  abim: fc.constantFrom('', '004711'),
})
const zones = fc.constantFrom('America/Chicago', 'Europe/Berlin', 'Pacific/Kiritimati', 'Asia/Kolkata')

test('whatever people have entered, a file for PARS is as published, and no credit is lost or there twice', () => {
  const credits = fc.array(
    fc.record({
      policyId: fc.constantFrom('ama', 'ipce', 'moc-abim'),
      amount: fc.integer({ min: 1, max: 800 }).map((hundredths) => hundredths / 100),
      completedAt: fc.integer({ min: 0, max: 3 }).map((hours) => liveAt + hours * 3_600_000 - 1),
      action: fc.constantFrom('add' as const, 'delete' as const),
      of: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  const people = fc.array(person, { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(people, credits, zones, (all, made, timeZone) => {
      const there = { ...about, timeZone }
      const records = made
        .map(({ policyId, amount, completedAt, action, of }, i): RecordToSend => {
          const { name, npi, state, licence, birthMonth, birthDay, abim } = all[of]!
          const identifiers = {
            ...{ npi, birthMonth, birthDay, licences: licence === '' ? [] : [{ state, number: licence }] },
            boardIds: { ABA: '', ABIM: abim, ABOHNS: '', ABOS: '', ABP: '', ABPATH: '', ABS: '', ABTS: '' },
          }
          const one = claimed(policyId, { person: { id: `p${of}`, name }, identifiers }, amount)
          return { ...one, completedAt, action, code: `C${i}` }
        })
        .filter(
          (one) =>
            detailsLacking('pars', one).length === 0 && adapters.pars.recordProblems(one, there).length === 0,
        )
      const text = adapters.pars.write(records, there)
      expect(learnerFaults(text)).toEqual([])
      const reports: Any[] = JSON.parse(text).ACCMELearnerReports.ActivityReports.ActivityReport
      const ids = reports.flatMap(({ Activity }) =>
        Activity.Module.CreditCertificate.map(({ CreditID }: Any) => CreditID.split(':')[2]),
      )
      expect(ids.toSorted()).toEqual(records.map(({ code }) => code).toSorted())
      const actions = reports.map(({ XtensibleInfo }) => XtensibleInfo.LearnerRecordAction)
      expect(actions).toEqual(actions.toSorted().toReversed())
      for (const { Activity } of reports)
        expect(
          records.some(
            ({ completedAt }) =>
              Math.floor(completedAt / 1000) * 1000 === Date.parse(Activity.Module.CompletedDateTime),
          ),
        ).toBe(true)
    }),
  )
})

test.each([
  ['a zero at the start of a number', { provider: '0012345', number: '000000417' }],
  ['a title with quotes, tabs and marks', { title: '"a"\t=b()\n<c> “ü” 王' }],
])('%s reaches PARS as it is', (_, { provider = '1234567', number = '202600417', title = 'HF' }: Any) => {
  const activity = {
    ...{ ...about.activity, number, title },
    provider: { ...about.activity.provider, number: provider },
  }
  const text = adapters.pars.write([{ ...claimed('ama'), action: 'add' }], { ...about, activity })
  expect(learnerFaults(text)).toEqual([])
  const [report] = JSON.parse(text).ACCMELearnerReports.ActivityReports.ActivityReport
  expect(report.Activity.Module.ModuleName).toEqual({ value: title, moduleID: number })
  expect(report.Activity.ProviderOrganization).toBe(provider)
})

test('a UAN and its pieces are as ACPE publishes them in every row for CPE Monitor', () => {
  const uan = /^\d{4}-(0000|9999)-\d{2}-\d{3,4}-L(0[1-8]|99)-[PT]$/
  const rows = adapters['cpe-monitor']
    .write(
      [1, 2].map((month) => ({
        ...claimed('acpe-knowledge', { identifiers: { birthMonth: month, birthDay: 29 } }),
        action: 'add' as const,
      })),
      about,
    )
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','))
  expect(rows.map(([number]) => uan.test(number!))).toEqual([true, true])
  expect(rows.map(([, , birth]) => birth)).toEqual(['0129', '0229'])
})

test('lists for people run nothing in a spreadsheet, and say what no layout is published for', () => {
  const name = { name: '=cmd|A1', givenName: '=HYPERLINK("http://x")', familyName: '@SUM(1)' }
  for (const register of ['cogeaps', 'racgp'] as const) {
    const policyId = register === 'racgp' ? 'racgp' : 'italy-ecm'
    const record = { ...claimed(policyId, { person: name }), action: 'add' as const }
    const text = adapters[register].write([record], about)
    expect(text).toContain(`"'=HYPERLINK(""http://x"")",'@SUM(1)`)
    expect(adapters[register].draft).toMatch(/layout could (?:not )?be found/)
  }
})
