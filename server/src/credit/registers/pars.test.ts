import { describe, expect, test } from '@jest/globals'
import { about, claimed, type Of, whole } from '../../testing/registers.ts'
import type { RecordToSend } from './adapter.ts'
import { pars, quarters } from './pars.ts'

const add = (policyId: string, of: Of = {}, amount = 1): RecordToSend => ({
  ...claimed(policyId, of, amount),
  action: 'add',
})
const reportsOf = (...records: RecordToSend[]) =>
  JSON.parse(pars.write(records, about)).ACCMELearnerReports.ActivityReports.ActivityReport

test.each([
  [1, 1],
  [0.75, 0.75],
  [0.9, 0.75],
  [0.25, 0.25],
  [0.24, 0],
  [1.1, 1],
])('PARS takes quarters: %d is sent as %d', (amount, sent) => {
  expect(quarters(amount)).toBe(sent)
})

test('a record has every field that the ACCME asks for, and times with their zone', () => {
  expect(JSON.parse(pars.write([add('ama', {}, 1.25)], about))).toEqual({
    ACCMELearnerReports: {
      ActivityReports: {
        DateTimeCreated: '2026-03-02T09:00:00+01:00',
        ActivityReport: [
          {
            ReportingOrganization: 'The Institute',
            Member: {
              Name: { GivenName: 'Ana María', FamilyName: 'Ruiz' },
              PersonalInfo: { BirthDate: '03-09' },
            },
            Activity: {
              ProviderOrganization: '1234567',
              Module: {
                ModuleName: { value: 'Activity activity', moduleID: '202600417' },
                Status: 'Completed',
                CompletedDateTime: '2026-03-02T09:00:00+01:00',
                CreditCertificate: [
                  {
                    UniqueID: { value: '036-123456', domain: 'IL' },
                    CreditReceived: {
                      activityCertification: 'AMA PRA Category 1',
                      creditUnit: 'Point',
                      numberOfCredits: 1.25,
                    },
                    CreditID: 'ccid:lectern.example:code',
                  },
                ],
              },
            },
            XtensibleInfo: { ProviderID: '1234567', LearnerRecordAction: 'add' },
          },
        ],
      },
    },
  })
})

test.each([
  [
    { licences: [], boardIds: { ABP: '77' } },
    { value: '77', domain: 'ABP' },
  ],
  [
    { licences: [], npi: '1234567893' },
    { value: '1234567893', domain: 'NPI' },
  ],
  [
    { licences: [{ state: 'Illinois', number: '9' }], npi: '1234567893' },
    { value: '1234567893', domain: 'NPI' },
  ],
  [
    {
      licences: [
        { state: '', number: '9' },
        { state: 'WI', number: '8' },
      ],
    },
    { value: '8', domain: 'WI' },
  ],
])('a person with %j is found by %j', (identifiers, uniqueId) => {
  const [report] = reportsOf(add('ama', { identifiers: identifiers as NonNullable<Of['identifiers']> }))
  expect(report.Activity.Module.CreditCertificate[0].UniqueID).toEqual(uniqueId)
})

test('two credits of one person for one day are one record, and another person has their own', () => {
  const other = { ...add('ama', { person: { id: 'q' } }), code: 'third' }
  const reports = reportsOf(add('ama'), { ...add('ama'), code: 'second' }, other)
  const ids = reports.map((report: { Activity: { Module: { CreditCertificate: { CreditID: string }[] } } }) =>
    report.Activity.Module.CreditCertificate.map(({ CreditID }) => CreditID),
  )
  expect(ids).toEqual([
    ['ccid:lectern.example:code', 'ccid:lectern.example:second'],
    ['ccid:lectern.example:third'],
  ])
})

describe('the number at PARS', () => {
  const ofYear = (year: number, code: string) => ({
    ...add('ama'),
    ...{ code, partId: `s-${year}`, completedAt: Date.UTC(year, 2, 2, 8), on: `${year}-03-02` },
  })
  const numbers = new Map([
    ['2026', '202600417'],
    ['2027', '202700001'],
    ['2028', ''],
  ])

  test('of a series is that of the year in which the person took part', () => {
    const text = pars.write([ofYear(2026, 'a'), ofYear(2027, 'b')], { ...about, numbers })
    const reports = JSON.parse(text).ACCMELearnerReports.ActivityReports.ActivityReport
    expect(
      reports.map(
        ({ Activity: { Module } }: { Activity: { Module: { ModuleName: object } } }) => Module.ModuleName,
      ),
    ).toMatchObject([{ moduleID: '202600417' }, { moduleID: '202700001' }])
  })

  test('keeps back the records of a year that has none yet, and those alone', () => {
    const problems = (year: number) => pars.recordProblems(ofYear(year, 'c'), { ...about, numbers })
    expect(problems(2027)).toEqual([])
    expect(problems(2028)).toMatchObject([
      { who: 'office', says: expect.stringMatching(/^The year 2028 has no/) },
    ])
    expect(problems(2029)).toHaveLength(1)
    expect(pars.activityProblems({ ...about, numbers })).toEqual([])
  })

  test('is the one that the register gave, whatever was planned', () => {
    const activity = { ...about.activity, number: '' }
    const given = new Map([['all', '202600999']])
    expect(pars.activityProblems({ activity })).toMatchObject([
      { says: expect.stringContaining('report the activity there first') },
    ])
    expect(pars.activityProblems({ activity, numbers: given })).toEqual([])
    expect(pars.write([add('ama')], { ...about, activity, numbers: given })).toContain(
      '"moduleID":"202600999"',
    )
  })
})

test('a correction deletes the old record before it adds the new one', () => {
  const actions = reportsOf(add('ama'), { ...add('ama'), action: 'delete', code: 'old' }).map(
    (report: { XtensibleInfo: { LearnerRecordAction: string } }) => report.XtensibleInfo.LearnerRecordAction,
  )
  expect(actions).toEqual(['delete', 'add'])
})

test.each([
  ['1234567', '202600417', 0],
  ['12', '202600417', 1],
  ['1234567', '7', 1],
  ['12', '', 2],
])(
  'provider “%s” and activity “%s” have %d problems, which the office must mend',
  (provider, number, count) => {
    const activity = { ...about.activity, number, provider: { ...about.activity.provider, number: provider } }
    const problems = pars.activityProblems({ activity })
    expect(problems.map(({ who }) => who)).toEqual(Array(count).fill('office'))
  },
)

test('less than a quarter cannot be sent, and nobody can mend that', () => {
  expect(pars.recordProblems(claimed('ama', {}, 0.2), about)).toEqual([
    { who: 'nobody', says: 'PARS takes 0.25 credits and more.' },
  ])
  expect(pars.recordProblems(claimed('ama'), about)).toEqual([])
})

test('a name that could divide in another way is noticed until the person confirms it', () => {
  const guessed = ['Check how the name divides into given and family name.']
  expect(pars.notices(claimed('ama'))).toEqual(guessed)
  const confirmed = { givenName: 'Ana', familyName: 'María Ruiz' }
  expect(pars.notices(claimed('ama', { person: confirmed }))).toEqual([])
  const [report] = reportsOf(add('ama', { person: confirmed }))
  expect(report.Member.Name).toEqual({ GivenName: 'Ana', FamilyName: 'María Ruiz' })
})

test.each([
  ['Li Wei', 1],
  ['Clara Nwosu', 1],
  ['Plato', 0],
  ['王小明', 2],
  ['Анна Павлова', 2],
  ['Zoë Müller-Łukasz', 1],
])('before the person has confirmed how it divides, “%s” has %d notices', (name, count) => {
  expect(pars.notices(claimed('ama', { person: { name } }))).toHaveLength(count)
})

test('somebody with an NPI alone is sent, with a notice', () => {
  const npiAlone = claimed('ama', {
    identifiers: { licences: [], npi: '1234567893' },
    person: { givenName: 'Ana', familyName: 'Ruiz' },
  })
  expect(pars.notices(npiAlone)).toEqual([
    'Identified by the NPI alone; PARS may ask for a licence or board ID.',
  ])
})

test('points of a board are a further credit of the same record, by the board’s own ID', () => {
  const of = {
    identifiers: { boardIds: { ...whole.boardIds, ABIM: '123456' } },
    person: { givenName: 'Ana', familyName: 'Ruiz' },
  }
  const moc = { ...add('moc-abim', of), code: 'points' }
  expect(pars.recordProblems(moc, about)).toEqual([])
  const reports = reportsOf(add('ama', of), moc)
  expect(reports).toHaveLength(1)
  expect(reports[0].Activity.Module.CreditCertificate[1]).toEqual({
    UniqueID: { value: '123456', domain: 'ABIM' },
    CreditReceived: { activityCertification: 'MOC', creditUnit: 'Point', numberOfCredits: 1 },
    CreditID: 'ccid:lectern.example:points',
  })
  expect(pars.notices(moc)).toEqual([
    'The name under which PARS files points of a board is not confirmed: try one record first.',
  ])
})

test('points without the board’s ID are kept back', () => {
  expect(pars.recordProblems(add('moc-abp'), about)).toEqual([
    { who: 'learner', says: 'The ID of the ABP is missing.' },
  ])
})
