// An export of one activity: what it withholds, and what the verifier says when that is altered.
import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import type { LedgerEntry, LedgerRecord } from '@lectern/shared/ledger'
import { canonicalText, chain, start } from '@lectern/shared/ledgerChain'
import { contentLine, type LedgerPart } from '@lectern/shared/ledgerContent'
import { linesOf } from '@lectern/shared/verifying/lines'
import { nodeTools, sha256 } from '@lectern/shared/verifying/signature'
import { type Report, verifyLedger } from '@lectern/shared/verifying/verifyLedger'
import { exportLines } from './ledgerExport.ts'
import { createLedgerKey } from './ledgerKey.ts'

const key = createLedgerKey(randomBytes(32).toString('base64'))
const stored = new Map<string, string>()
function content(value: unknown, of?: string): string {
  const line = contentLine(canonicalText(value), 'c2FsdA', of === undefined ? {} : { of })
  stored.set(sha256(line), line)
  return sha256(line)
}
const policy = content({ id: 'ama' })
const secret = content({ title: 'Their own matter' })
const designated = (activityId: string, contents: Record<string, string>): LedgerRecord => ({
  kind: 'activity.designated',
  by: 'platform',
  data: { activityId, contents },
})
const frozen = (sessionId: string, personId: string): LedgerRecord => ({
  kind: 'attendance.frozen',
  by: 'platform',
  data: { sessionId, personId, contents: { frozen: content(`Marks of ${personId}`, personId) } },
})
/** The other activity's entries come first, and share a policy with those of ours. */
const entries = chain(
  [
    designated('theirs', { activity: secret, 'policy ama': policy }),
    frozen('their-session', 'noah'),
    designated('theirs', { activity: secret, 'policy ama': policy }),
    designated('ours', { 'policy ama': policy }),
    frozen('our-session', 'clara'),
    { kind: 'provider.changed', by: 'ito', data: { conferenceId: 'c', contents: { provider: secret } } },
    designated('theirs', { 'policy ama': policy }),
  ],
  start,
  1_798_761_600_123,
  sha256,
)
const ours: LedgerPart = { id: 'ours', sessionIds: ['our-session'] }

async function exported(part?: LedgerPart): Promise<string[]> {
  const ledger = {
    head: async () => entries.at(-1)!,
    lines: async (from: number, count: number) =>
      entries.slice(from - 1, from - 1 + count).map((entry: LedgerEntry) => canonicalText(entry)),
    contents: {
      lines: async (digests: readonly string[]) => digests.map((each) => stored.get(each) ?? null),
    },
  }
  const about = { conference: { id: 'c', title: 'Cardiology' }, exportedAt: 1_798_761_700_000 }
  let text = ''
  for await (const each of exportLines(ledger, entries.at(-1)!, about, key, part)) text += each
  return text.trimEnd().split('\n')
}
async function verifyBytes(bytes: Uint8Array): Promise<Report> {
  const pieces = async function* () {
    yield Buffer.from(bytes)
  }
  return verifyLedger(linesOf(pieces()), nodeTools(key.publicKey))
}
const bytesOf = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`)
async function messageOf(lines: readonly string[]): Promise<string> {
  const report = await verifyBytes(bytesOf(lines))
  if (report.is !== 'altered') throw new Error(`taken for ${report.is}`)
  return report.finding.message
}
/** Signs the lines as they are, as only the holder of the key can. */
function signedAgain(lines: readonly string[], changes: object = {}): string[] {
  const { signature: _, ...end } = JSON.parse(lines.at(-1)!)
  const changed = { ...end, ...changes }
  const signature = key.sign(`${lines[0]}\n${canonicalText(changed)}`)
  return [...lines.slice(0, -1), canonicalText({ ...changed, signature })]
}

const part = await exported(ours)
const whole = await exported()
const withheld = (digest: string): string => canonicalText({ withheld: digest })
const clara = part.findIndex((line) => line.includes('Marks of clara'))
const digestOf = (line: string): string => sha256(line)

test('the contents of other activities are withheld, and everything else is there', async () => {
  expect(part.join('\n')).not.toMatch(/Their own matter|Marks of noah/)
  expect(part.filter((line) => line.startsWith('{"content"'))).toEqual([stored.get(policy), part[clara]])
  // The policy comes with the first entry of ours that names it; nobody’s content is named once.
  expect(part.filter((line) => line.startsWith('{"withheld"'))).toHaveLength(3)
  expect(await verifyBytes(bytesOf(part))).toMatchObject({
    ...{ is: 'unaltered', count: 7, contents: 2, withheld: 2, purged: 0, activityId: 'ours' },
  })
})

test('the whole ledger withholds nothing', async () => {
  expect(whole.join('\n')).toContain('Their own matter')
  expect(whole.join('\n')).not.toContain('withheld')
  expect(await verifyBytes(bytesOf(whole))).toMatchObject({ is: 'unaltered', contents: 4, withheld: 0 })
})

test('altering any byte makes it fail', async () => {
  for (const bytes of [bytesOf(part), bytesOf(whole)])
    for (const [position, byte] of bytes.entries()) {
      const altered = Uint8Array.from(bytes)
      // Once to another character, once so that a line is split in two or two lines are joined.
      for (const other of [byte ^ 1, byte === 10 ? 32 : 10]) {
        altered[position] = other
        expect([position, other, (await verifyBytes(altered)).is]).toEqual([position, other, 'altered'])
      }
    }
})

test('a content that is left out without being named is missing', async () => {
  expect(await messageOf(part.toSpliced(clara, 1))).toBe(
    'Removed: the content “frozen” of entry 5. No entry says that it was purged.',
  )
  const first = part.findIndex((line) => line.startsWith('{"withheld"'))
  expect(await messageOf(part.toSpliced(first, 1))).toBe(
    'Removed: the content “activity” of entry 1. No entry says that it was purged.',
  )
})

test('a list that was not signed is refused', async () => {
  const noah = whole.findIndex((line) => line.includes('Marks of noah'))
  expect(await messageOf(whole.with(noah, withheld(digestOf(whole[noah]!))))).toContain(
    'Withheld: the content “frozen” of entry 2 (line 6), although this is an export of a whole ledger.',
  )
  // A content of theirs that the signed list does not name.
  const there = part.indexOf(withheld(digestOf(whole[noah]!)))
  const delivered = signedAgain(part.with(there, whole[noah]!))
  expect(await messageOf(delivered)).toBe(
    'The list of withheld contents was changed: the signature is of 3, and the file names 2.',
  )
  const list = { count: 2, hash: '0'.repeat(64) }
  expect(
    await messageOf(part.with(-1, canonicalText({ ...JSON.parse(part.at(-1)!), withheld: list }))),
  ).toMatch(/^The signature is not of this content/)
  const { withheld: _, ...without } = JSON.parse(part.at(-1)!)
  expect(await messageOf(part.with(-1, canonicalText(without)))).toMatch(
    /^The signature is not of this content/,
  )
  expect(await messageOf(signedAgain(part, { withheld: { count: 3, hash: '0'.repeat(64) } }))).toContain(
    'the signature is of 3, and the file names 3, but not the same ones',
  )
})

test('a content of the activity itself that is withheld is named, also if that is signed', async () => {
  expect(await messageOf(signedAgain(part.with(clara, withheld(digestOf(part[clara]!)))))).toBe(
    `Withheld: the content “frozen” of entry 5 (line ${clara + 1}), although an export of this activity must have it.`,
  )
  const shared = part.indexOf(stored.get(policy)!)
  expect(await messageOf(signedAgain(part.toSpliced(shared, 1)))).toBe(
    'Removed: the content “policy ama” of entry 4. No entry says that it was purged.',
  )
})

test('a withheld content that no entry names was inserted', async () => {
  expect(await messageOf(part.toSpliced(-1, 0, withheld('a'.repeat(64))))).toMatch(
    /^Line \d+, a content after/,
  )
})
