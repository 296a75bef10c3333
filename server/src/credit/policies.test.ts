import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { ConfigError } from '@lectern/shared/configReader'
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
    'acpe-application',
    'acpe-knowledge',
    'acpe-practice',
    'ama',
    'ancc-50',
    'ancc',
    'eaccme',
    'germany',
    'italy-ecm',
    'participation',
    'royal-college',
  ])
})

test('only policy files are read', () => {
  write('ama.json', ama)
  write('README.txt', 'how to add one')
  mkdirSync(join(folder, 'old'))
  expect(readPolicies(folder)).toEqual([ama])
})

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

test('two policies with one id are refused', () => {
  write('a.json', ama)
  write('b.json', ama)
  expect(refusal()).toContain('b.json: the id "ama" is the one of a.json')
})

test('a missing folder is refused', () => {
  expect(() => readPolicies(join(folder, 'nowhere'))).toThrow(ConfigError)
})
