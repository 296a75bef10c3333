// Contents in exports: what their digests catch, and what was purged.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { LedgerRecord } from '../../shared/src/ledger.ts'
import { canonicalText, chain, start } from '../../shared/src/ledgerChain.ts'
import { linesOf } from '../../shared/src/verifying/lines.ts'
import { nodeTools, sha256 } from '../../shared/src/verifying/signature.ts'
import { type Report, verifyLedger } from '../../shared/src/verifying/verifyLedger.ts'
import { contentOf, linesOfExport, newKeys, recordOf } from './testing.ts'

const keys = newKeys()
const policy = contentOf({ id: 'ama', minutesPerUnit: 60 })
const form = contentOf({ answers: { useful: '5' } }, 'ada')
const designated: LedgerRecord = {
  kind: 'activity.designated',
  by: 'platform',
  data: { activityId: 'a', contents: { 'policy ama': policy.digest } },
}
const submitted: LedgerRecord = {
  kind: 'evaluation.submitted',
  by: 'ada',
  data: { activityId: 'a', contents: { form: form.digest } },
}
const purgedRecord: LedgerRecord = {
  kind: 'content.purged',
  by: 'ito',
  data: { conferenceId: 'demo', personId: 'ada', why: 'erased', digests: [form.digest] },
}
const all = new Map([policy, form].map(({ digest, line }) => [digest, line]))
const exportOf = (records: readonly LedgerRecord[], contents = all) =>
  linesOfExport(chain(records, start, 1_798_761_600_123, sha256), keys, contents)
/** Lines: header, entry 1, policy, entry 2, form, entry 3 (the same policy), entry 4, last line. */
const lines = exportOf([designated, submitted, designated, recordOf(1)])

async function verifyBytes(bytes: Uint8Array): Promise<Report> {
  const pieces = async function* () {
    yield Buffer.from(bytes)
  }
  return verifyLedger(linesOf(pieces()), nodeTools())
}
const bytesOf = (given: readonly string[]) => Buffer.from(`${given.join('\n')}\n`)
const verify = (given: readonly string[]) => verifyBytes(bytesOf(given))
async function messageOf(given: readonly string[]): Promise<string> {
  const report = await verify(given)
  if (report.is !== 'altered') throw new Error(`taken for ${report.is}`)
  return report.finding.message
}

test('an export with its contents passes; one that entries share is there once', async () => {
  expect(lines).toHaveLength(8)
  expect(await verify(lines)).toMatchObject({ is: 'unaltered', count: 4, contents: 2, purged: 0 })
})

test('an export of the first format, without contents, passes', async () => {
  const old = linesOfExport(
    chain([recordOf(0), recordOf(1)], start, 5, sha256),
    keys,
    new Map(),
    'lectern-ledger-1',
  )
  expect(await verify(old)).toMatchObject({ is: 'unaltered', count: 2, contents: 0 })
})

test('altering any byte of an export with contents makes it fail', async () => {
  const bytes = bytesOf(lines)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, change) => {
      const altered = Uint8Array.from(bytes)
      altered[position]! ^= change
      expect([position, (await verifyBytes(altered)).is]).toEqual([position, 'altered'])
    }),
    { numRuns: 1000 },
  )
})

test('a changed content is named with its entry', async () => {
  const changed = lines.with(2, lines[2]!.replace('60', '50'))
  expect(await messageOf(changed)).toBe(
    'The content “policy ama” of entry 1 (line 3) was changed: the entry holds another digest.',
  )
  expect(await messageOf(lines.with(4, 'nonsense'))).toContain(
    'The content “form” of entry 2 (line 5) was changed',
  )
})

test('a removed content is named, and one that was inserted', async () => {
  expect(await messageOf(lines.toSpliced(4, 1))).toBe(
    'Removed: the content “form” of entry 2. No entry says that it was purged.',
  )
  expect(await messageOf(lines.toSpliced(6, 0, contentOf('more').line))).toContain(
    'Line 7, a content after entry 3, was inserted',
  )
  expect(await messageOf(lines.toSpliced(1, 0, policy.line))).toContain('Line 2')
})

test('a content that comes after a later entry that names it, too, was moved, and is not called purged', async () => {
  const [header, first, content, ...rest] = lines as [string, string, string, ...string[]]
  const moved = [header, first, ...rest.slice(0, 3), content, ...rest.slice(3)]
  expect(JSON.parse(moved[4]!)).toMatchObject({ seq: 3 })
  expect(await messageOf(moved)).toBe(
    'The order was changed: the content “policy ama” of entry 1 (line 6) comes after entry 3.',
  )
  // Nor where it is the last one.
  expect(await messageOf([header, first, ...rest.slice(0, -1), content, rest.at(-1)!])).toContain(
    'the content “policy ama” of entry 1',
  )
})

test('the contents of one entry come in the order of their names', async () => {
  const [one, other] = [contentOf('one'), contentOf('other')]
  const several: LedgerRecord = {
    ...designated,
    data: { activityId: 'a', contents: { c: one.digest, b: other.digest, a: one.digest } },
  }
  const exported = exportOf([several], new Map([one, other].map(({ digest, line }) => [digest, line])))
  expect(exported.slice(2, 4)).toEqual([one.line, other.line])
  expect(await verify(exported)).toMatchObject({ is: 'unaltered', contents: 2 })
  expect(await messageOf(exported.with(2, other.line).with(3, one.line))).toBe(
    'The order was changed: the content “a” of entry 1 (line 4) comes after “b”.',
  )
})

test('more contents than an entry can have are not read', async () => {
  const flood = Array.from({ length: 40 }, (_, n) => contentOf(n).line)
  expect(await messageOf(lines.toSpliced(2, 0, ...flood))).toContain('of entry 1 (line 3) was changed')
  expect(await messageOf(lines.toSpliced(6, 0, ...flood))).toContain('Line 7, a content after entry 3')
})

test('contents of two entries exchanged are noticed', async () => {
  expect((await verify(lines.with(2, lines[4]!).with(4, lines[2]!))).is).toBe('altered')
})

test('a content that an entry says was purged is missing rightly, and counted', async () => {
  const purged = exportOf([designated, submitted, purgedRecord], new Map([[policy.digest, policy.line]]))
  expect(await verify(purged)).toMatchObject({ is: 'unaltered', count: 3, contents: 1, purged: 1 })
  const without = exportOf([designated, submitted, purgedRecord], new Map())
  expect(await messageOf(without)).toContain('Removed: the content “policy ama” of entry 1')
})

test('canonical text is demanded of contents, too', async () => {
  const spaced = lines[2]!.replace('{"content":', '{ "content":')
  expect(JSON.parse(spaced)).toEqual(JSON.parse(lines[2]!))
  expect(canonicalText(JSON.parse(spaced))).toBe(lines[2])
  expect(await messageOf(lines.with(2, spaced))).toContain('The content “policy ama” of entry 1')
})
