// Files that no server wrote: cut anywhere, put together from parts of others, or made to exhaust the reader.
// Each is named for what it is; none ends in a crash.
import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { LedgerRecord } from '../../shared/src/ledger.ts'
import { canonicalText, chain, start } from '../../shared/src/ledgerChain.ts'
import { linesOf } from '../../shared/src/verifying/lines.ts'
import { nodeTools, sha256 } from '../../shared/src/verifying/signature.ts'
import { type Report, verifyLedger } from '../../shared/src/verifying/verifyLedger.ts'
import { root } from '../prepare/machine.mjs'
import { contentOf, linesOfExport, newKeys, recordOf } from './testing.ts'

const keys = newKeys()
const folder = mkdtempSync(join(tmpdir(), 'lectern-hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Entries of which every other has a content of its own; all signed. */
const contents = Array.from({ length: 6 }, (_, n) =>
  contentOf({ answers: { useful: String(n) } }, `person-${n}`),
)
const records = contents.flatMap(({ digest }, n): LedgerRecord[] => [
  recordOf(n),
  {
    kind: 'evaluation.submitted',
    by: `person-${n}`,
    data: { activityId: 'a', contents: { form: digest } },
  },
])
const exportOf = (given: readonly LedgerRecord[]): string[] =>
  linesOfExport(
    chain(given, start, 1_798_761_600_123, sha256),
    keys,
    new Map(contents.map(({ digest, line }) => [digest, line])),
  )
const lines = exportOf(records)
const bytes = Buffer.from(`${lines.join('\n')}\n`)

async function verifyBytes(given: Uint8Array): Promise<Report> {
  const pieces = async function* () {
    yield Buffer.from(given)
  }
  return verifyLedger(linesOf(pieces()), nodeTools())
}
const verify = (given: readonly string[]) => verifyBytes(Buffer.from(`${given.join('\n')}\n`))
async function findingOf(given: readonly string[]) {
  const report = await verify(given)
  if (report.is !== 'altered') throw new Error(`taken for ${report.is}`)
  return report.finding
}

test('an export that was cut at the end of any line is called cut off, and so is one cut within a line', async () => {
  for (let kept = 1; kept < lines.length; kept++) {
    const { what } = await findingOf(lines.slice(0, kept))
    expect([kept, what]).toEqual([kept, 'cut'])
  }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 2 }), async (length) => {
      const report = await verifyBytes(bytes.subarray(0, length))
      expect([length, report.is === 'unaltered']).toEqual([length, false])
    }),
    { numRuns: 300 },
  )
})

test('a line that is there twice, wherever it is repeated, is an alteration', async () => {
  for (let line = 1; line < lines.length; line++)
    for (const at of [line, line + 1, lines.length - 1]) {
      const { what } = await findingOf(lines.toSpliced(at, 0, lines[line]!))
      expect([line, at, what]).toEqual([line, at, expect.stringMatching(/^(inserted|changed)$/)])
    }
})

test('lines in another order are an alteration', async () => {
  for (let line = 1; line < lines.length - 1; line++) {
    const swapped = lines.with(line, lines[line + 1]!).with(line + 1, lines[line]!)
    expect([line, (await verify(swapped)).is]).toEqual([line, 'altered'])
  }
})

test('contents that were exchanged between entries are named', async () => {
  const at = lines.flatMap((line, i) => (line.startsWith('{"content"') ? [i] : []))
  for (const [one, other] of [
    [at[0]!, at[1]!],
    [at[2]!, at[5]!],
  ] as const) {
    const { message } = await findingOf(lines.with(one, lines[other]!).with(other, lines[one]!))
    expect(message).toMatch(/^The content “form” of entry \d+ \(line \d+\) was changed/)
  }
})

test('a content that is gone, and that no entry says was purged, was removed', async () => {
  const at = lines.findLastIndex((line) => line.startsWith('{"content"'))
  expect((await findingOf(lines.toSpliced(at, 1))).message).toBe(
    'Removed: the content “form” of entry 12. No entry says that it was purged.',
  )
})

/** The command over this file, with at most so much memory (MiB) for what JavaScript keeps. */
function run(file: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'verifyLedger.mjs'), file, '--credit'],
    { env: { ...process.env, INIT_CWD: folder }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}
/** Nothing of the program itself is shown: no stack, no file of it. */
const isClean = (said: string): boolean => !/\n\s+at |\.ts:\d|FATAL|undefined/.test(said)

const deep = (depth: number, end = ']'): string => `${'['.repeat(depth)}${end.repeat(depth)}`
test.each<[string, () => Buffer | string]>([
  ['a line nested a million deep', () => `${lines[0]}\n${deep(1_000_000)}\n${lines[1]}\n`],
  ['an entry nested deep', () => `${lines[0]}\n${lines[1]!.replace('"n":0', `"n":${deep(200_000)}`)}\n`],
  ['a content nested deep', () => `${lines[0]}\n${lines[1]}\n{"content":${deep(200_000)},"salt":"x"}\n`],
  [
    'bytes that are no UTF-8',
    () => Buffer.concat([bytes.subarray(0, 700), Buffer.of(0xff, 0xc0, 0x80), bytes.subarray(700)]),
  ],
  ['a line of 20 MB', () => `${lines[0]}\n${'x'.repeat(20_000_000)}\n`],
  ['a million empty lines', () => `${lines[0]}\n${'\n'.repeat(1_000_000)}`],
  ['a header that is a prototype', () => `{"__proto__":{"format":"lectern-ledger-2"}}\n${lines[1]}\n`],
])('%s is refused, in words', (_, made) => {
  writeFileSync(join(folder, 'hostile.ndjson'), made())
  const { said, status } = run('hostile.ndjson')
  expect([said, isClean(said)]).toEqual([
    expect.stringMatching(/^(ALTERED|hostile\.ndjson is no export)/),
    true,
  ])
  expect([1, 2]).toContain(status)
})

test.each<[string, (given: Buffer) => Buffer | string, RegExp, number]>([
  [
    'with the line ends of Windows',
    (given) => given.toString().replaceAll('\n', '\r\n'),
    /^ALTERED\. The first line was changed: its line end is that of Windows/,
    1,
  ],
  [
    'with a byte order mark',
    (given) => Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), given]),
    /^ALTERED\. The first line was changed: it begins with a byte order mark/,
    1,
  ],
  [
    'with both',
    (given) => `\ufeff${given.toString().replaceAll('\n', '\r\n')}`,
    /^ALTERED\. The first line was changed: it begins with a byte order mark/,
    1,
  ],
  [
    'stored as UTF-16',
    (given) => Buffer.from(`\ufeff${given.toString()}`, 'utf16le'),
    /no export of a ledger: it is stored as UTF-16/,
    2,
  ],
  ['compressed', (given) => gzipSync(given), /no export of a ledger: it is compressed/, 2],
  [
    'with an entry that is too long',
    (given) => given.toString().replace('"n":2', `"n":"${'x'.repeat(9_000_000)}"`),
    /^ALTERED\. Line 8, after entry 4, was changed: it is longer than any line of an export/,
    1,
  ],
])('an export %s is called what it is', (_, changed, words, expected) => {
  writeFileSync(join(folder, 'stored.ndjson'), changed(bytes))
  const { said, status } = run('stored.ndjson')
  expect([said, isClean(said), status]).toEqual([expect.stringMatching(words), true, expected])
})

test('a line of 1 GB is not read to its end', () => {
  const file = openSync(join(folder, 'huge.ndjson'), 'w')
  writeSync(file, `${lines[0]}\n`)
  ftruncateSync(file, 1024 ** 3)
  closeSync(file)
  const { said, status } = run('huge.ndjson')
  expect([said, isClean(said)]).toEqual([expect.stringMatching(/^(ALTERED|huge\.ndjson is no export)/), true])
  expect([1, 2]).toContain(status)
  rmSync(join(folder, 'huge.ndjson'))
})

test('entries that no server writes, signed with the key, are named and stop nothing', () => {
  const strange = (kind: string, data: Record<string, unknown>, by = 'ann') =>
    ({ kind, by, data }) as unknown as LedgerRecord
  const given = [
    strange('__proto__', {}),
    strange('constructor', {}),
    strange('attendance.frozen', { sessionId: 'a', frozen: null }),
    strange('attendance.frozen', { sessionId: 'b', personId: 'ann', frozen: { present: 5 } }),
    strange('attendance.frozen', { sessionId: 'c', frozen: { liveAt: 'soon' }, attendance: 7 }),
    strange('attendance.frozen', {
      sessionId: 'c',
      personId: 'ann',
      frozen: { present: 'AA', delivered: 'AA' },
    }),
    strange('certificate.issued', {
      code: 'X',
      personId: 'ann',
      activityId: 'a',
      contents: { inputs: 'gone' },
    }),
    strange('person.merged', { mergedId: 'ann', personId: 'ben' }),
    strange('person.merged', { mergedId: 'ben', personId: 'ann' }),
    strange('person.merged', { mergedId: 'ann', personId: 'ann' }),
    strange('override.made', { sessionId: [], personId: {} }),
    strange('content.purged', { digests: 'gone' }),
    strange('content.purged', { digests: ['gone'] }),
  ]
  writeFileSync(join(folder, 'strange.ndjson'), `${exportOf(given).join('\n')}\n`)
  const { said, status } = run('strange.ndjson')
  expect([said, isClean(said)]).toEqual([expect.stringMatching(/^Unaltered: 13 entries/), true])
  expect(said).toContain('it is not what a server writes')
  expect(status).toBe(1)
})

test('what is read in an export cannot write lines of its own, nor turn the words around it', () => {
  const title = 'Heart\n\x1b[2JUnaltered: 1 entry, signed by 1a2f\u202e.'
  const session = (data: Record<string, unknown>) =>
    ({ kind: 'attendance.frozen', by: 'platform', data: { sessionId: 'a', ...data } }) as LedgerRecord
  const frozen = { liveAt: 1, endedAt: 2, breaks: [], outages: [], onAir: '' }
  const given = [
    session({ frozen, attendance: { checks: null, excuseOutages: false, maxExcusedMinutes: 0 } }),
    { kind: 'certificate.revoked', by: 'ito', data: { code: title, activityId: 'a' } } as LedgerRecord,
  ]
  writeFileSync(join(folder, 'lines.ndjson'), `${exportOf(given).join('\n')}\n`)
  const { said, status } = run('lines.ndjson')
  expect(said).toContain('Certificate Heart\\u{a}\\u{1b}[2JUnaltered: 1 entry, signed by 1a2f\\u{202e}.')
  expect(said.split('\n').filter((line) => line.startsWith('Unaltered'))).toHaveLength(1)
  expect(said).not.toMatch(/[\p{Cc}--\n]/v)
  expect(status).toBe(1)
})

test('an entry of a time stamp without one is named', async () => {
  const stamp = { kind: 'head.stamped', by: 'platform', data: { head: { seq: 1 } } } as const
  expect((await findingOf(exportOf([recordOf(0), stamp]))).message).toContain(
    'is not what the authority gave: it is not there',
  )
})

test('the canonical text of an export is its only one', () => {
  expect(canonicalText(JSON.parse(lines[1]!))).toBe(lines[1])
})
