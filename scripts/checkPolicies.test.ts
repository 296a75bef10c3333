import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
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
  ['another rounding', { rounding: 'down' }, 'cases/ama.json: 7 min 30 s are half a quarter'],
  ['another share', { minimumShare: 0.8 }, 'cases/ama.json: 47 of 60 minutes are not lost'],
])('%s is named', (_what, fields, words) => {
  change('ama.json', fields)
  expect(checkPolicies(folder, today).join('\n')).toContain(words)
})

test('a policy without a table is named', () => {
  rmSync(join(folder, 'cases', 'ancc.json'))
  expect(checkPolicies(folder, today)).toEqual(['cases/ancc.json: there is no table of cases'])
})

test('a table that cannot be read is named', () => {
  writeFileSync(join(folder, 'cases', 'ancc.json'), '[{"what": "nothing"}]')
  expect(checkPolicies(folder, today).join('\n')).toContain('cases/ancc.json: [0].sessions: missing')
})
