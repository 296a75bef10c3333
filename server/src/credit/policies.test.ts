import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { ConfigError } from '@lectern/shared/configReader'
import { policyDefaults } from '@lectern/shared/creditPolicy'
import { readPolicies } from './policies.ts'

const shipped = fileURLToPath(new URL('../../../policies', import.meta.url))
const ama = readPolicies(shipped).find(({ id }) => id === 'ama')!

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-policies-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (file: string, content: unknown): void =>
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
function refusal(): string {
  try {
    readPolicies(folder)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  return 'accepted'
}
const saying = (...statements: string[]) => ({ ...ama, certificate: { ...ama.certificate, statements } })

test('the policies that come with the product are valid', () => {
  expect(readPolicies(shipped).map(({ id }) => id)).toEqual([
    'aafp',
    'aapa',
    'acpe-application',
    'acpe-knowledge',
    'acpe-practice',
    'ada-cerp',
    'agd',
    'ama-faculty',
    'ama',
    'ancc-50',
    'ancc',
    'aoa',
    'apa',
    'aswb',
    'ca-brn',
    'cfpc',
    'eaccme',
    'germany',
    'ipce',
    'italy-ecm',
    'moc-aba',
    'moc-abim',
    'moc-abohns',
    'moc-abos',
    'moc-abp',
    'moc-abpath',
    'moc-abs',
    'moc-abts',
    'participation',
    'racgp',
    'royal-college',
    'uk-rcp',
  ])
})

test('only policy files are read', () => {
  write('ama.json', ama)
  write('README.txt', 'how to add one')
  mkdirSync(join(folder, 'old'))
  expect(readPolicies(folder)).toEqual([ama])
})

const whole = { calculates: 'whole', shareOf: 'activity', minimumShare: 0.9, rounding: 'down' }

test.each([
  ['a step that is no number', { ...ama, step: 'a quarter' }, 'two.json: step: '],
  ['a field too much', { ...ama, logo: 'x.png' }, 'two.json: Unrecognized key: "logo"'],
  ['a profession that is none', { ...ama, professions: ['astrologer'] }, 'two.json: professions[0]: '],
  ['no statement', saying(), 'two.json: certificate.statements: '],
  ['a step that is not in hundredths', { ...ama, step: 0.125 }, 'two.json: step: at most two decimals'],
  [
    'a field that no certificate has',
    saying('x', 'Dr {{nmae}}'),
    'two.json: certificate.statements[1]: {{nmae}} is none of',
  ],
  [
    'spaces around a field',
    saying('Dr {{ name }}'),
    'two.json: certificate.statements[0]: {{ name }} is none of',
  ],
  [
    'a brace that is missing',
    saying('Dr {{name}'),
    'two.json: certificate.statements[0]: a brace is missing',
  ],
  [
    'an asterisk that is missing',
    saying('*AMA PRA Category 1 Credit™'),
    'two.json: certificate.statements[0]: an asterisk is missing',
  ],
  [
    'an amount that is shown before the session',
    { ...ama, statements: { accreditation: [], designation: ['{{name}} earns {{amount}}.'] } },
    'two.json: statements.designation[0]: {{name}} is none of',
  ],
  ['a least that is no multiple of the step', { ...ama, least: 0.3 }, 'two.json: least: no multiple of'],
  [
    'a day that gives less than the least',
    { ...ama, dailyMaximum: 0.25, least: 0.5 },
    'two.json: dailyMaximum: ',
  ],
  [
    'a day of 25 hours',
    { ...ama, dailyMaximum: 24, minutesPerUnit: 75 },
    'two.json: dailyMaximum: more than',
  ],
  [
    'points given whole, by the day',
    { ...ama, calculates: 'whole', shareOf: 'activity', dailyMaximum: 8 },
    'two.json: dailyMaximum: what is given whole',
  ],
  [
    'points given whole for a share of each session',
    { ...ama, calculates: 'whole', shareOf: 'session' },
    'two.json: shareOf: ',
  ],
  [
    'points given whole, and minutes for the evaluation',
    { ...ama, calculates: 'whole', shareOf: 'activity', evaluationMinutes: 6 },
    'two.json: evaluationMinutes: ',
  ],
  ['a date that is none', { ...ama, checked: '2026-02-30' }, 'two.json: checked: not a day like'],
  [
    'an expiry before the check',
    { ...ama, checked: '2026-11-30', expires: '2026-11-29' },
    'two.json: expires: ',
  ],
  [
    'points of a board without its id',
    { ...ama, board: { id: 'ABIM', creditTypes: [] } },
    'two.json: requires: ',
  ],
  ['a policy that supersedes itself', { ...ama, supersededBy: 'ama' }, 'two.json: supersededBy: '],
  [
    'a policy that nothing replaces',
    { ...ama, id: 'two', supersededBy: 'three' },
    'two.json: supersededBy: there is no policy "three"',
  ],
  [
    'two rules for the checks',
    JSON.stringify(ama).replace('"minimumChecks":null', '"minimumChecks":null,"minimumChecks":0.75'),
    'two.json: minimumChecks: written twice',
  ],
  ['no checks as a rule for checks', { ...ama, minimumChecks: 0 }, 'two.json: minimumChecks: '],
  [
    'a profession that is named twice',
    { ...ama, professions: ['nurse', 'nurse'] },
    'two.json: professions: ',
  ],
  ['credit that is paid with itself', { ...ama, paidWith: ['ama'] }, 'two.json: paidWith: its own id'],
  [
    'points given whole, for any share',
    { ...ama, ...whole, minimumShare: 0 },
    'two.json: minimumShare: what is given whole',
  ],
  ['points given whole, rounded', { ...ama, ...whole, rounding: 'nearest' }, 'two.json: rounding: '],
  [
    'a test after the last day for claiming',
    { ...ama, claimDays: 60, test: { minimumScore: 0.75, attempts: null, days: 61 } },
    'two.json: test.days: ',
  ],
  ['days of the calendar for no report', { ...ama, reportsByDay: true }, 'two.json: reportsByDay: '],
  [
    'a register that wants UANs, without them',
    { ...ama, register: 'cpe-monitor' },
    'two.json: numberFormat: the register cpe-monitor',
  ],
  [
    'joint accreditation without its statement',
    { ...ama, jointAccreditation: true, statements: { accreditation: [], designation: [] } },
    'two.json: statements.accreditation: ',
  ],
  [
    'named professions, of none',
    { ...ama, professions: [], namesAudience: true },
    'two.json: namesAudience: ',
  ],
  ['faculty of no profession', { ...ama, audience: 'faculty', professions: [] }, 'two.json: professions: '],
  [
    'a register that takes no record without what is not asked',
    { ...ama, register: 'cogeaps' },
    'two.json: requires: the register cogeaps takes no record without codiceFiscale, discipline',
  ],
  [
    'a register that refuses late records, and no days for them',
    { ...ama, register: 'cpe-monitor', reportDays: null },
    'two.json: reportDays: the register cpe-monitor refuses late records',
  ],
  [
    'a format that is there twice, in other letters',
    { ...ama, formats: ['Live activity', 'LIVE activity'], liveFormats: ['Live activity'] },
    'two.json: formats: “live activity” is there twice',
  ],
  [
    'a live format that is there twice',
    { ...ama, liveFormats: ['Live activity', 'Live activity'] },
    'two.json: liveFormats: “live activity” is there twice',
  ],
  [
    'learners’ credit in the place of faculty’s',
    { ...ama, id: 'two', audience: 'faculty', supersededBy: 'ama' },
    'two.json: supersededBy: “ama” is for learners, and this for faculty',
  ],
  ['policies that exclude others', { ...ama, excludes: ['ama'] }, 'two.json: Unrecognized key: "excludes"'],
  ['text that is no JSON', '{"id": ', 'two.json: '],
  [
    'a claim after the report',
    { ...ama, reportDays: 60, claimDays: 61 },
    'two.json: claimDays: credit must be claimed before it has to be reported',
  ],
  [
    'a report without a deadline for claims',
    { ...ama, reportDays: 60, claimDays: null },
    'two.json: claimDays: credit must be claimed before',
  ],
])('%s is refused, with the file and what is wrong', (_, content, words) => {
  write('one.json', ama)
  write('two.json', content)
  expect(refusal()).toContain(`\n${words}`)
})

test('all problems are reported at once', () => {
  write('one.json', { ...ama, step: 0 })
  write('two.json', { ...ama, least: -1, minutesPerUnit: 0 })
  for (const words of ['one.json: step', 'two.json: least', 'two.json: minutesPerUnit'])
    expect(refusal()).toContain(words)
})

test('policies that replace each other are refused', () => {
  write('a.json', { ...ama, id: 'a', supersededBy: 'b' })
  write('b.json', { ...ama, id: 'b', supersededBy: 'a' })
  expect(refusal()).toContain('a.json: supersededBy: “a” → “b” → “a” is a circle')
  expect(refusal()).toContain('b.json: supersededBy: “b” → “a” → “b” is a circle')
})

test('ids that differ in capitals alone are refused', () => {
  write('a.json', ama)
  write('b.json', { ...ama, id: 'AMA' })
  expect(refusal()).toContain('b.json: the id "AMA" is the one of a.json')
})

test('two policies with one id are refused', () => {
  write('a.json', ama)
  write('b.json', ama)
  expect(refusal()).toContain('b.json: the id "ama" is the one of a.json')
})

test('a file from before the newer fields means what it meant', () => {
  const former = Object.fromEntries(
    Object.entries(ama).filter(([field]) => !Object.hasOwn(policyDefaults, field)),
  )
  write('ama.json', former)
  expect(readPolicies(folder)).toEqual([{ ...former, ...policyDefaults }])
})

test('a missing folder is refused', () => {
  expect(() => readPolicies(join(folder, 'nowhere'))).toThrow(ConfigError)
})
