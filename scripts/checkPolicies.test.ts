import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { CreditPolicy } from '../shared/src/creditPolicy.ts'
import { readAccepted, readPolicy } from '../shared/src/readPolicy.ts'
import { checkPolicies, shippedFolder } from './checkPolicies.ts'

const today = '2026-12-01'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-check-'))
  cpSync(shippedFolder, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

function change(file: string, fields: Record<string, unknown>): void {
  const path = join(folder, file)
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...fields }))
}

test('what ships is in order: every policy gives what its table of cases says', () => {
  expect(checkPolicies(shippedFolder, today)).toEqual([])
})

test.each([
  [
    'one that has expired',
    { expires: '2026-11-30' },
    'ama.json: expires: it had to be checked again by 2026-11-30',
  ],
  ['one that contradicts itself', { least: 0.3 }, 'ama.json: least: no multiple of the step 0.25'],
  ['one without a source', { source: [] }, 'ama.json: source: it says nowhere'],
  ['one that was never checked', { checked: null }, 'ama.json: checked: it says nowhere'],
  ['one that pays with nobody', { paidWith: ['nobody'] }, 'ama.json: paidWith: there is no policy "nobody"'],
  [
    'one without the italics that the AMA asks for',
    { statements: { accreditation: [], designation: ['Up to {{maximum}} AMA PRA Category 1 Credits™.'] } },
    'ama.json: statements.designation[0]: the AMA’s phrase stands in italics',
  ],
  ['a least that nothing reaches', { least: 250 }, 'ama.json: least: more than the 200'],
  ['text that turns around', { title: 'AMA \u202Etiderc' }, 'ama.json: title: a character that cannot be'],
  ['a title that nobody sees', { title: '\u200B' }, 'ama.json: title: nothing that can be seen'],
  ['a format of its own', { liveFormats: ['Webinar'] }, 'ama.json: liveFormats: “Webinar” is none'],
  ['a bound where there is none', { boundByTime: true }, 'ama.json: boundByTime: only what is given whole'],
  ['a UAN for physicians', { numberFormat: 'uan' }, 'ama.json: professions: a UAN is for pharmacists'],
  [
    'a number that it does not print',
    { numberFormat: 'vnr' },
    'ama.json: certificate.statements: none of them',
  ],
  ['one replaced for others', { supersededBy: 'ancc' }, 'ama.json: supersededBy: “ancc” serves none of its'],
  ['another rounding', { rounding: 'down' }, 'cases/ama.json: 7 min 30 s are half a quarter'],
  ['another share', { minimumShare: 0.8 }, 'cases/ama.json: 47 of 60 minutes are not lost'],
])('%s is named', (_what, fields, words) => {
  change('ama.json', fields)
  expect(checkPolicies(folder, today).join('\n')).toContain(words)
})

test('what a reader sees before the session stands on the certificate, word for word', () => {
  for (const file of readdirSync(shippedFolder).filter((each) => each.endsWith('.json'))) {
    const { statements, certificate } = readPolicy(
      readFileSync(join(shippedFolder, file), 'utf8'),
    ) as CreditPolicy
    for (const words of [...statements.accreditation, ...statements.designation])
      expect(certificate.statements).toContain(words)
  }
})

test('a folder without policies, and a table without a policy, are named', () => {
  expect(checkPolicies(join(folder, 'nowhere'), today)).toEqual([
    expect.stringMatching(/nowhere: there are no policies$/),
  ])
  writeFileSync(join(folder, 'cases', 'gone.json'), '[]')
  expect(checkPolicies(folder, today)).toEqual(['cases/gone.json: there is no policy of this name'])
})

test('a text that was accepted once is read as it was', () => {
  const text = JSON.stringify({
    ...JSON.parse(readFileSync(join(shippedFolder, 'ama.json'), 'utf8')),
    least: 250,
  })
  expect(readPolicy(text)).toEqual(['least: more than the 200 that can be designated'])
  expect(readAccepted(text)).toMatchObject({ id: 'ama', least: 250 })
})

test('a policy without a table is named', () => {
  rmSync(join(folder, 'cases', 'ancc.json'))
  expect(checkPolicies(folder, today)).toEqual(['cases/ancc.json: there is no table of cases'])
})

test('a table that cannot be read is named', () => {
  writeFileSync(join(folder, 'cases', 'ancc.json'), '[{"what": "nothing"}]')
  expect(checkPolicies(folder, today).join('\n')).toContain('cases/ancc.json: [0].sessions: missing')
})
