// Exports with time stamps of a real authority: what they prove, and what becomes of them in the hands of
// somebody who has the installation's key.
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import type { LedgerEntry, LedgerRecord } from '../../shared/src/ledger.ts'
import { chain, type Link, start } from '../../shared/src/ledgerChain.ts'
import { checkStamp } from '../../shared/src/timeStamps/check.ts'
import { readReply } from '../../shared/src/timeStamps/token.ts'
import { timeText } from '../../shared/src/verifying/findings.ts'
import { linesOf } from '../../shared/src/verifying/lines.ts'
import { nodeTools, sha256 } from '../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../shared/src/verifying/verifyLedger.ts'
import { root } from '../prepare/machine.mjs'
import { createStampAuthority } from '../testing/stampAuthority.ts'
import { contentOf, linesOfExport, newKeys, recordOf } from './testing.ts'

const keys = newKeys()
const [authority, stranger] = [createStampAuthority(), createStampAuthority('ec')]
const folder = mkdtempSync(join(tmpdir(), 'lectern-stamped-'))
afterAll(() => {
  for (const { close } of [authority, stranger]) close()
  rmSync(folder, { recursive: true })
})
const trusted = [new X509Certificate(readFileSync(authority.caFile))]
const now = Date.now()

const stampOf = (hash: string, by = authority): Uint8Array => readReply(by.reply(by.query(hash))).token!
const contentOfToken = (token: Uint8Array) => contentOf(Buffer.from(token).toString('base64'))

/** What the server records of a stamp of this entry. */
function recordOfStamp(head: { seq: number; hash: string }, token: Uint8Array, changes = {}): LedgerRecord {
  const { at, authority: by, fingerprint } = checkStamp(token, head.hash)
  const contents = { token: contentOfToken(token).digest }
  return {
    kind: 'head.stamped',
    by: 'platform',
    data: { conferenceId: 'demo', head, stampedAt: at, authority: by, fingerprint, ...changes, contents },
  }
}
const append = (entries: readonly LedgerEntry[], ...records: LedgerRecord[]): LedgerEntry[] => [
  ...entries,
  ...chain(records, entries.at(-1) ?? start, now, sha256),
]
const linkOf = ({ seq, hash }: Link) => ({ seq, hash })
const exportOf = (entries: readonly LedgerEntry[], tokens: readonly Uint8Array[]): string[] =>
  linesOfExport(
    entries,
    keys,
    new Map(tokens.map((each) => [contentOfToken(each).digest, contentOfToken(each).line])),
  )

/** Five entries, a stamp of the fifth, two more. */
const five = append([], ...Array.from({ length: 5 }, (_, n) => recordOf(n)))
const token = stampOf(five[4]!.hash)
const ledger = append(five, recordOfStamp(linkOf(five[4]!), token), recordOf(6), recordOf(7))
const lines = exportOf(ledger, [token])

async function verify(given: readonly string[]) {
  const bytes = async function* () {
    yield Buffer.from(`${given.join('\n')}\n`)
  }
  return verifyLedger(linesOf(bytes()), nodeTools(undefined, trusted))
}
async function messageOf(given: readonly string[]): Promise<string> {
  const report = await verify(given)
  return report.is === 'altered' ? report.finding.message : report.is
}
/** The command, as an auditor calls it. */
function run(given: readonly string[], ...options: string[]): { status: number | null; said: string } {
  writeFileSync(join(folder, 'export.ndjson'), `${given.join('\n')}\n`)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'verifyLedger.mjs'), 'export.ndjson', ...options],
    { env: { ...process.env, INIT_CWD: folder }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}
const checked = checkStamp(token, five[4]!.hash)
const [stampedAt, validUntil] = [timeText(checked.at), timeText(checked.validUntil)]

test('each stamp is named with its time, its authority and what it fixes', async () => {
  expect(await verify(lines)).toMatchObject({
    is: 'unaltered',
    stamps: [{ head: 5, entry: 6, authority: 'O=Kardia, CN=Kardia stamps', isTrusted: true }],
  })
  const { said, status } = run(lines, '--ca', authority.caFile)
  expect(said).toContain(
    `Countersigned: entry 5 and everything before it, at ${stampedAt} by “O=Kardia, CN=Kardia stamps” (entry 6), whose certificate was valid then and until ${validUntil}.`,
  )
  expect(status).toBe(0)
})

test('an unknown authority: said so, and an alteration for whoever gave certificates', () => {
  const plain = run(lines)
  expect(plain.said).toContain('nobody vouches for: give the authority’s certificates with --ca')
  expect(plain.status).toBe(0)
  const other = run(lines, '--ca', stranger.caFile)
  expect(other.said).toContain('UNKNOWN AUTHORITY')
  expect(other.status).toBe(1)
  expect(run(lines, '--ca', 'export.ndjson')).toMatchObject({
    status: 2,
    said: expect.stringContaining('holds no certificates'),
  })
})

/**
 * The ledger as somebody with the installation's key would have it: entry 3 changed, all later hashes fit.
 */
function rewritten(): LedgerEntry[] {
  const records = ledger.map(
    ({ kind, by, data }, i): LedgerRecord => ({
      kind,
      by,
      data: i === 2 ? { ...data, n: 99 } : data,
    }),
  )
  return chain(records, start, now, sha256)
}

test('a ledger rewritten with the installation’s own key after a stamp is caught', async () => {
  const words = `An entry before the time stamp of ${stampedAt} was rewritten: entry 5 has another hash than the one that “O=Kardia, CN=Kardia stamps” stamped`
  const forged = rewritten()
  expect(await messageOf(exportOf(forged, [token]))).toContain(words)
  // Also if the entry of the stamp is made to name the new hash.
  const renamed = chain(
    forged.map(({ kind, by, data }) => ({
      kind,
      by,
      data: kind === 'head.stamped' ? { ...data, head: linkOf(forged[4]!) } : data,
    })),
    start,
    now,
    sha256,
  )
  expect(await messageOf(exportOf(renamed, [token]))).toContain(words)
  const { said, status } = run(exportOf(forged, [token]))
  expect(said).toContain(`ALTERED. ${words}`)
  expect(status).toBe(1)
})

test('a forger who stamps the rewritten ledger again is an unknown authority', () => {
  const forged = rewritten().slice(0, 5)
  const own = stampOf(forged[4]!.hash, stranger)
  const again = append(forged, recordOfStamp(linkOf(forged[4]!), own))
  expect(run(exportOf(again, [own]), '--ca', authority.caFile)).toMatchObject({
    status: 1,
    said: expect.stringContaining('UNKNOWN AUTHORITY'),
  })
})

test('a stamp that was left out is missed by whoever kept its file', () => {
  const file = join(folder, 'kept.tst')
  writeFileSync(file, token)
  expect(run(lines, '--stamp', file, '--ca', authority.caFile)).toMatchObject({
    status: 0,
    said: expect.stringContaining('Entry 5 is the one that the time stamp of'),
  })
  const without = exportOf(
    rewritten()
      .filter(({ kind }) => kind !== 'head.stamped')
      .slice(0, 5),
    [],
  )
  expect(run(without, '--stamp', file)).toMatchObject({
    status: 1,
    said: expect.stringContaining('REWRITTEN. No entry has the hash that the time stamp of'),
  })
  // The authority's whole reply is taken, too; anything else is no stamp.
  writeFileSync(file, authority.reply(authority.query(five[4]!.hash)))
  expect(run(lines, '--stamp', file).status).toBe(0)
  writeFileSync(file, token.subarray(0, 500))
  expect(run(lines, '--stamp', file)).toMatchObject({
    status: 2,
    said: expect.stringContaining('is no good time stamp: it ends within an element'),
  })
  writeFileSync(file, stampOf(five[4]!.hash, stranger))
  expect(run(lines, '--stamp', file, '--ca', authority.caFile)).toMatchObject({
    status: 2,
    said: expect.stringContaining('for whom none of the certificates in --ca vouches'),
  })
})

test('a stamp is a content: changed, removed or purged, it is called that', async () => {
  const at = lines.indexOf(contentOfToken(token).line)
  const changed = lines.with(at, contentOfToken(stampOf(five[4]!.hash)).line)
  expect(await messageOf(changed)).toContain('The content “token” of entry 6 (line 8) was changed')
  expect(await messageOf(lines.toSpliced(at, 1))).toBe(
    'Removed: the content “token” of entry 6. No entry says that it was purged.',
  )
  const digests = [contentOfToken(token).digest]
  const purged = append(ledger, {
    kind: 'content.purged',
    by: 'platform',
    data: { conferenceId: 'demo', why: 'kept long enough', digests },
  })
  expect(await verify(exportOf(purged, []))).toMatchObject({ is: 'unaltered', purged: 1, stamps: [] })
})

/** Signed again, with this record of a stamp instead. */
const withStamp = (record: LedgerRecord, of: Uint8Array): string[] =>
  exportOf(append(five, record, recordOf(6)), [of])
const fifth = linkOf(five[4]!)

test.each<[string, () => string[], string]>([
  [
    'cut off',
    () => {
      const cut = token.subarray(0, 900)
      const { digest } = contentOfToken(cut)
      const record = recordOfStamp(fifth, token)
      return withStamp({ ...record, data: { ...record.data, contents: { token: digest } } }, cut)
    },
    'is not what the authority gave: it ends within an element',
  ],
  [
    'with a changed signature',
    () => {
      const bent = Uint8Array.from(token)
      bent[bent.length - 3]! ^= 1
      const { digest } = contentOfToken(bent)
      const record = recordOfStamp(fifth, token)
      return withStamp({ ...record, data: { ...record.data, contents: { token: digest } } }, bent)
    },
    'its signature does not fit',
  ],
  [
    'with another time',
    () => withStamp(recordOfStamp(fifth, token, { stampedAt: now - 86_400_000 }), token),
    'its entry says another time or authority than the stamp itself',
  ],
  [
    'by another authority than its entry says',
    () => withStamp(recordOfStamp(fifth, token, { authority: 'O=Somebody else' }), token),
    'its entry says another time or authority',
  ],
  [
    'of an entry that comes later',
    () => withStamp(recordOfStamp(fifth, token, { head: { seq: 7, hash: fifth.hash } }), token),
    'it names no entry before it',
  ],
  [
    'of something that is no number',
    () => withStamp(recordOfStamp(fifth, token, { head: { seq: '__proto__' } }), token),
    'it names no entry before it',
  ],
])('a stamp %s is caught although the export is signed again', async (_, change, words) => {
  expect(await messageOf(change())).toContain(words)
})

test('the stamp of another entry of this ledger is named', async () => {
  const other = stampOf(five[1]!.hash)
  const record = recordOfStamp(linkOf(five[1]!), other, { head: fifth })
  expect(await messageOf(withStamp(record, other))).toContain('it is the stamp of entry 2, not of entry 5')
})

test('entries that were dated back before or after a stamp are caught', async () => {
  const late = chain([recordOf(0)], start, now + 86_400_000, sha256)
  const own = stampOf(late[0]!.hash)
  expect(await messageOf(exportOf(append(late, recordOfStamp(linkOf(late[0]!), own)), [own]))).toContain(
    'it is of another time than the entries around it',
  )
})
