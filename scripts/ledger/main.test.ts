// The command as it is called, with nothing but Node.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { fingerprintOf, headCode } from '../../shared/src/ledgerChain.ts'
import { sha256 } from '../../shared/src/verifying/signature.ts'
import { root } from '../prepare/machine.mjs'
import { entriesOf, linesOfExport, newKeys, publicKeyOf } from './testing.ts'

const keys = newKeys()
const publicKey = publicKeyOf(keys)
const lines = linesOfExport(entriesOf(1000), keys)
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-verify-'))
  write('export.ndjson', lines)
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string[]): void {
  writeFileSync(join(folder, name), `${content.join('\n')}\n`)
}

/** Called in the folder, as npm calls it: by the folder's name. */
function run(...given: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'verifyLedger.mjs'), ...given],
    { env: { ...process.env, INIT_CWD: folder }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}

test('an unaltered export: status 0, with count, period and fingerprint', () => {
  const { status, said } = run('export.ndjson')
  expect(said).toMatch(
    /^Unaltered: 1000 entries, \d{4}-\d\d-\d\d [\d:]{8} UTC to \d{4}-\d\d-\d\d [\d:]{8} UTC, /,
  )
  expect(said).toContain(`signed by ${fingerprintOf(publicKey, sha256)}.`)
  expect(said).toContain('Compare that fingerprint')
  expect(status).toBe(0)
  const pinned = run('export.ndjson', '--key', publicKey)
  expect(pinned.said).not.toContain('Compare')
  expect(pinned.status).toBe(0)
})

test('a key that begins with a dash is a key like any other', () => {
  let dashed = newKeys()
  while (!publicKeyOf(dashed).startsWith('-')) dashed = newKeys()
  write('dashed.ndjson', linesOfExport(entriesOf(3), dashed))
  expect(run('dashed.ndjson', '--key', publicKeyOf(dashed)).status).toBe(0)
  expect(run('export.ndjson', '--key', publicKeyOf(dashed)).status).toBe(1)
})

test('an altered export: status 1, naming the entry', () => {
  write('altered.ndjson', lines.with(500, lines[500]!.replace('"n":499', '"n":498')))
  const { status, said } = run('altered.ndjson')
  expect(said).toMatch(/^ALTERED\. Entry 500 \(override\.made, .* UTC, line 501\) was changed: /)
  expect(status).toBe(1)
})

test('an export signed with another key than the given one: status 1', () => {
  const { status, said } = run('export.ndjson', '--key', publicKeyOf(newKeys()))
  expect(said).toContain('by another key')
  expect(status).toBe(1)
})

test.each([
  [['no-such-file'], 'no-such-file cannot be read: ENOENT'],
  [['.'], '. cannot be read: EISDIR'],
  [['table.csv'], 'table.csv is no export of a ledger.'],
  [[], 'Verifies an export of the ledger, offline.'],
  [['export.ndjson', 'altered.ndjson'], 'Exit status: 0 unaltered'],
  [['export.ndjson', '--loud'], "Unknown option '--loud'"],
  [['export.ndjson', '--key', 'nonsense'], '--key is no public key'],
])('what cannot be verified: status 2 and the reason: %p', (given, reason) => {
  write('table.csv', ['name,minutes', 'Ada,30'])
  const { status, said } = run(...given)
  expect(said).toContain(reason)
  expect(status).toBe(2)
})

test('a code that a certificate prints: in the ledger, rewritten, or behind the export’s end', () => {
  const { seq, hash } = entriesOf(1000)[499]!
  expect(run('export.ndjson', '--head', headCode({ seq, hash }))).toMatchObject({
    status: 0,
    said: expect.stringContaining('Entry 500 is the one that was printed'),
  })
  const other = run('export.ndjson', '--head', `500-${'0'.repeat(5)}-${'1'.repeat(5)}`)
  expect(other).toMatchObject({ status: 1, said: expect.stringContaining('REWRITTEN. Entry 500') })
  const late = run('export.ndjson', '--head', headCode({ seq: 1001, hash }))
  expect(late).toMatchObject({
    status: 1,
    said: expect.stringContaining('The export ends before entry 1001'),
  })
  expect(run('export.ndjson', '--head', 'nonsense')).toMatchObject({ status: 2 })
})
