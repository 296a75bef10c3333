// The ACCME's record of an activity and Template D, against files that were written by hand.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import {
  activityIn,
  agreement,
  jointAndSupported,
  planned,
  series,
  sessionAt,
  watcher,
} from '../../../testing/activityRecords.ts'
import { accmeFile, accmeRecord } from './accmeRecord.ts'
import { type ActivityOf, recordsOf } from './facts.ts'
import { noticesOf, problemsOf } from './problems.ts'
import { templateD } from './templateD.ts'

const expected = (name: string): string =>
  readFileSync(new URL(`./expected/${name}`, import.meta.url), 'utf8')
const fileOf = (of: ActivityOf): unknown =>
  JSON.parse(accmeFile(recordsOf(of).map((facts) => ({ action: 'Add', content: accmeRecord(facts, false) }))))
const says = (of: ActivityOf, as: 'json' | 'template' = 'json') =>
  recordsOf(of).flatMap((facts) => problemsOf(facts, as).map((problem) => problem.says))
const notices = (of: ActivityOf, as: 'json' | 'template' = 'json') =>
  recordsOf(of).flatMap((facts) => [...noticesOf(facts, as)])

test.each([
  ['direct.json', activityIn()],
  ['joint.json', jointAndSupported()],
])('%s is the record, and nothing of it is missing', (name, of) => {
  expect(fileOf(of)).toEqual(JSON.parse(expected(name)))
  expect(says(of)).toEqual([])
})

test('Template D has these rows: direct, joint and supported, and a series of two years', () => {
  const all = [activityIn(), jointAndSupported(), series()].flatMap(recordsOf)
  expect(templateD(all)).toBe(expected('template-d.txt'))
})

test('every row has 47 columns, and 8 more for each of the most supporters', () => {
  const widths = (...of: ActivityOf[]) =>
    templateD(of.flatMap(recordsOf))
      .split('\n')
      .slice(0, -1)
      .map((row) => row.split('\t').length)
  expect(widths(activityIn())).toEqual([47])
  expect(widths(activityIn(), jointAndSupported(), series())).toEqual([63, 63, 63, 63])
})

test('a series is a record a year, with summed hours and credit, and the people of that year', () => {
  const [one, two] = recordsOf(series())
  expect(one).toMatchObject({
    ...{ key: '2026', providerActivityId: 'hf-2026', number: '202600417', year: 2026 },
    ...{ startsOn: '2026-11-24', endsOn: '2026-12-01', hours: 1.5, isOver: true },
    designated: [{ amount: 1.5 }],
    participants: { physician: 1, nurse: 0 },
  })
  expect(two).toMatchObject({
    ...{ key: '2027', providerActivityId: 'hf-2027', number: null, year: 2027 },
    ...{ startsOn: '2027-01-05', endsOn: '2027-01-05', hours: 1, isOver: false },
    designated: [{ amount: 1 }],
    participants: { physician: 0, nurse: 1 },
  })
})

test('support of a whole series belongs to its first year, that of a session to its own', () => {
  const of = {
    ...series(),
    agreements: [agreement('Acme', 'USD', 100), agreement('Later', 'USD', 200, { sessionIds: ['three'] })],
  }
  expect(recordsOf(of).map(({ support }) => support.map(({ supporter }) => supporter))).toEqual([
    ['Acme'],
    ['Later'],
  ])
})

test('a year is that of the conference’s clocks, and time counts once', () => {
  const newYear = Date.UTC(2026, 11, 31, 23, 30)
  const sessions = [sessionAt('one', newYear), sessionAt('two', newYear + 1_800_000)]
  expect(recordsOf(activityIn({ sessions }))[0]).toMatchObject({
    ...{ key: 'all', year: 2027, startsOn: '2027-01-01', hours: 1.5 },
  })
})

test('whoever watched nothing and claimed nothing took no part', () => {
  const away = { ...watcher('dentist', 'one'), sessions: [{ sessionId: 'one', creditedSlots: 0 }] } as never
  const claimed = { ...watcher('other'), claims: [{ policyId: 'ama' }] } as never
  const [facts] = recordsOf(activityIn({ people: [away, claimed, watcher('athletic_trainer', 'one')] }))
  expect(facts!.participants).toMatchObject({ dentist: 0, other: 1, athletic_trainer: 1 })
  expect(accmeRecord(facts!, false).ParticipationMetrics.participantsByCategory).toEqual([
    { category: 'athletic trainers', numberOfParticipants: 1 },
    { category: 'other', numberOfParticipants: 1 },
  ])
})

test('whoever presented is no participant of that session', () => {
  const slots = { creditedSlots: 300, presented: { onStageSlots: 300, statedSlots: 0 } }
  const claims = [{ policyId: 'ama-faculty' }]
  const speaker = { ...watcher('nurse', 'one'), sessions: [{ sessionId: 'one', ...slots }], claims } as never
  const [facts] = recordsOf(activityIn({ people: [speaker, watcher('physician', 'one')] }))
  expect(facts!.participants).toMatchObject({ nurse: 0, physician: 1 })
})

test.each([
  ['"quotes", =SUM(A1) and a\ttab\nand a line', '"quotes", =SUM(A1) and a tab and a line'],
  ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
  ['a\u2028b\u0000c\rd', 'a b c d'],
])('a hostile title %j breaks no column', (title, written) => {
  const of = activityIn({ form: { description: `${title}\n\n${title}` } })
  const [facts] = recordsOf(of).map((each) => ({ ...each, activity: { ...each.activity, title } }))
  const rows = templateD([facts!]).split('\n')
  expect(rows).toHaveLength(2)
  const cells = rows[0]!.split('\t')
  expect(cells).toHaveLength(47)
  expect(cells[4]).toBe(written)
  expect(cells[30]).toBe(`${written} ${written}`)
  const file = JSON.parse(accmeFile([{ action: 'Add', content: accmeRecord(facts!, false) }]))
  expect(file.ACCMEActivities.MedicalEducationMetrics[0].Lom.general.title).toBe(title)
})

test.each<[string, Parameters<typeof activityIn>[0], string]>([
  [
    'a provider’s number of five digits',
    { activity: { provider: { name: 'R', address: '', number: '12345' } } },
    'The provider’s ACCME number has 7 digits; “12345” is none.',
  ],
  [
    'no provider’s number',
    { activity: { provider: { name: 'R', address: '', number: '' } } },
    'The provider’s ACCME number is missing: it has 7 digits.',
  ],
  [
    'an activity’s number of one digit',
    { activity: { number: '7' } },
    'The activity’s number at PARS has 9 digits; “7” is none.',
  ],
  [
    'credit that the register does not know',
    { activity: { designations: [{ policyId: 'participation', maximum: 1, designatedAt: 1 }] } },
    'It is designated for no credit that the ACCME’s register has a name for.',
  ],
  [
    'less than a quarter',
    { activity: { designations: [{ policyId: 'ancc', maximum: 0.2, designatedAt: 1 }] } },
    'ANCC contact hours (NCPD): 0.2 is less than 0.25, the least that the register takes.',
  ],
  [
    'a supporter without an agreement',
    { disclosed: ['Acme'], agreements: [] },
    'Learners are told that “Acme” supports it, and no agreement says how much: record it under Support.',
  ],
  [
    'points of a board without their kind',
    {
      activity: {
        designations: [
          { policyId: 'ama', maximum: 1, designatedAt: 1 },
          { policyId: 'moc-abp', maximum: 1, designatedAt: 1 },
        ],
      },
    },
    'The kinds of credit that the ABP gives points for are missing. Name them as the board does.',
  ],
  [
    'pharmacy without a UAN',
    { activity: { designations: [{ policyId: 'acpe-knowledge', maximum: 1, designatedAt: 1 }] } },
    'It is designated for pharmacy, and has no UAN.',
  ],
  ['no audience', { form: { professions: [] } }, 'No profession is named as the audience.'],
  [
    'a place in the USA without its state',
    { form: { delivery: ['In-Person'], city: 'Springfield', country: 'USA' } },
    'The US state is missing.',
  ],
])('%s keeps the record back', (_, changes, problem) => {
  expect(says(activityIn(changes))).toEqual([problem])
})

test('Template D does not ask what it has no column for', () => {
  const of = activityIn({ form: { fee: null, registration: null, forPublicList: null, professions: [] } })
  expect(says(of, 'template')).toEqual([])
  expect(says(of, 'json')).toHaveLength(4)
})

test('what is sent otherwise than it is gets a notice', () => {
  expect(notices(activityIn({ ended: [] }))).toEqual([
    'It is not over yet: the number of participants will change.',
  ])
  expect(notices(activityIn({ people: [] }))).toEqual(['Nobody took part.'])
  const hours = { designations: [{ policyId: 'ancc', maximum: 1.33, designatedAt: 1 }] }
  expect(notices(activityIn({ activity: hours }))).toEqual([
    'ANCC contact hours (NCPD): the register takes quarters, so 1.33 is sent as 1.25.',
  ])
  const euros = activityIn({ agreements: [agreement('Acme', 'EUR', 500_000)] })
  expect(notices(euros, 'template')[0]).toContain('The support of Acme is in EUR')
  expect(templateD(recordsOf(euros)).split('\t')[48]).toBe('')
})

test.each([
  ['Live activity', planned.delivery, 'IL', 'Live Course'],
  ['Live activity', ['In-Person'] as const, 'C', 'Live Course'],
  ['Enduring material', ['Online'] as const, 'IEM', 'Enduring Material'],
  ['Enduring material', ['Print/Other'] as const, 'EM', 'Enduring Material'],
  ['Journal-based CME activity', [], 'JN', 'Journal-based CME'],
  ['Test-item writing', [], 'TIW', 'Test Item Writing'],
  ['Performance improvement CME', [], 'PI', 'Performance Improvement'],
])('%s delivered by %j is of the type %s', (format, delivery, type, name) => {
  const of = activityIn({ activity: { format }, form: { delivery: [...delivery] } })
  expect(recordsOf(of)[0]!.type).toEqual({ type, format: name })
})

test('two policies of one certification are one credit', () => {
  const designatedAt = 1
  const designations = [
    { policyId: 'acpe-knowledge', maximum: 1, designatedAt, number: '1234-0000-26-001-L01-P' },
    { policyId: 'acpe-application', maximum: 1, designatedAt, number: '1234-0000-26-002-L01-P' },
  ]
  const of = activityIn({ activity: { designations } })
  const [facts] = recordsOf(of)
  expect(accmeRecord(facts!, false).healthcareMetadata.healthcareEducation.credits).toEqual({
    activityCertification: 'Pharmacy',
    numberOfCredits: 2,
  })
  expect(notices(of)).toEqual([
    'The record takes one UAN for each profession: 1234-0000-26-001-L01-P is sent, and 1234-0000-26-002-L01-P is not.',
  ])
})
