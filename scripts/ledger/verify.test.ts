import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { LedgerEntry } from '../../shared/src/ledger.ts'
import { canonicalText, chain, start } from '../../shared/src/ledgerChain.ts'
import type { Finding } from '../../shared/src/verifying/findings.ts'
import { linesOf } from '../../shared/src/verifying/lines.ts'
import { nodeTools, sha256 } from '../../shared/src/verifying/signature.ts'
import { type Report, verifyLedger } from '../../shared/src/verifying/verifyLedger.ts'
import { entriesOf, linesOfExport, newKeys, publicKeyOf, recordOf, rehashed } from './testing.ts'

const keys = newKeys()
const entries = entriesOf(12)
const lines = linesOfExport(entries, keys)
const bytes = Buffer.from(`${lines.join('\n')}\n`)

const verifyBytes = (content: Uint8Array, pinnedKey?: string): Promise<Report> => {
  // In pieces that do not end with lines.
  const pieces = async function* () {
    for (let at = 0; at < content.length; at += 100) yield Buffer.from(content.subarray(at, at + 100))
  }
  return verifyLedger(linesOf(pieces()), nodeTools(pinnedKey))
}
const verify = (given: string[], pinnedKey?: string) =>
  verifyBytes(Buffer.from(`${given.join('\n')}\n`), pinnedKey)

async function findingOf(given: string[], pinnedKey?: string): Promise<Finding> {
  const report = await verify(given, pinnedKey)
  if (report.is !== 'altered') throw new Error(`taken for ${report.is}`)
  return report.finding
}
/** `what seq` */
const verdictOf = async (given: string[]): Promise<string> => {
  const { what, seq } = await findingOf(given)
  return `${what} ${seq}`
}
/** The export with other entries than those signed; entry n is line n. */
const withLines = (change: (all: string[]) => void): string[] => {
  const all = [...lines]
  change(all)
  return all
}
const text = (entry: LedgerEntry): string => canonicalText(entry)

test('an unaltered export passes, with its count, period and key', async () => {
  const expected = { is: 'unaltered', count: 12, from: entries[0]!.at, to: entries[11]!.at }
  expect(await verify(lines)).toMatchObject(expected)
  expect(await verify(lines, publicKeyOf(keys))).toMatchObject(expected)
  expect(await verify(linesOfExport([], keys))).toMatchObject({ is: 'unaltered', count: 0 })
  expect(await verify(linesOfExport(entries.slice(0, 1), keys))).toMatchObject({ is: 'unaltered', count: 1 })
})

test('altering any byte anywhere makes it fail, naming the entry', async () => {
  /** The line of each byte: 0 the header, n entry n, 13 the footer. */
  const lineAt = (position: number): number =>
    bytes.subarray(0, position).filter((byte) => byte === 10).length
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, change) => {
      const altered = Uint8Array.from(bytes)
      altered[position]! ^= change
      const report = await verifyBytes(altered)
      const line = lineAt(position)
      expect(report.is).toBe('altered')
      const { finding } = report as Extract<Report, { is: 'altered' }>
      if (line >= 1 && line <= 12) expect([position, finding.seq]).toEqual([position, line])
      else expect(finding.what).toMatch(/^(header|footer|signature)$/)
    }),
    { numRuns: 3000 },
  )
})

test('every byte of one entry and of the last line is checked', async () => {
  const from = Buffer.from(`${lines.slice(0, 12).join('\n')}\n`).length
  for (let position = from; position < bytes.length; position++)
    for (const change of [1, 32]) {
      const altered = Uint8Array.from(bytes)
      altered[position]! ^= change
      expect([position, (await verifyBytes(altered)).is]).toEqual([position, 'altered'])
    }
})

test('an altered entry is named with its kind and time', async () => {
  const changed = withLines((all) => {
    all[3] = all[3]!.replace('"n":2', '"n":9')
  })
  expect((await findingOf(changed)).message).toBe(
    'Entry 3 (claim.made, 2027-01-01 00:00:00 UTC, line 4) was changed: its content does not fit its hash.'.replace(
      '2027-01-01 00:00:00',
      new Date(entries[2]!.at).toISOString().slice(0, 19).replace('T', ' '),
    ),
  )
})

test('writing the same content differently is an alteration', async () => {
  for (const rewrite of [
    (line: string) => ` ${line}`,
    (line: string) => line.replace(',"by"', ', "by"'),
    (line: string) => line.replace('"n":4', '"n":4.0'),
    (line: string) => line.replace('😀', '\\ud83d\\ude00'),
    (line: string) => line.replace('"n":4', '"n":4,"n":4'),
    (line: string) => `${line}\r`,
  ])
    expect(await verdictOf(withLines((all) => all.splice(5, 1, rewrite(all[5]!))))).toBe('changed 5')
})

const changes: Partial<LedgerEntry>[] = [
  { data: { n: 99 } },
  { at: 5 },
  { by: 'somebody-else' },
  { kind: 'claim.made', data: {} },
  { prev: 'f'.repeat(64) },
]

test.each(changes)('an altered entry with a recomputed hash is named: %j', async (change) => {
  for (let seq = 1; seq <= 12; seq++)
    expect(
      await verdictOf(withLines((all) => all.splice(seq, 1, text(rehashed(entries[seq - 1]!, change))))),
    ).toBe(`changed ${seq}`)
})

test('of two altered neighbours with recomputed hashes, the first is named', async () => {
  const altered = withLines((all) => {
    all[5] = text(rehashed(entries[4]!, { data: {} }))
    all[6] = text(rehashed(entries[5]!, { data: {} }))
  })
  expect(await verdictOf(altered)).toBe('changed 5')
})

test('removed entries are named, wherever they were', async () => {
  for (let seq = 1; seq <= 12; seq++) {
    const verdict = await verdictOf(withLines((all) => all.splice(seq, 1)))
    expect(verdict).toBe(seq === 12 ? 'cut 12' : `removed ${seq}`)
  }
  expect((await findingOf(withLines((all) => all.splice(4, 3)))).message).toMatch(
    /^Removed: entries 4 to 6\. Entry 7 \(.*\) is there instead\.$/,
  )
  expect((await findingOf(withLines((all) => all.splice(10, 3)))).message).toBe(
    'Removed from the end: entries 10 to 12.',
  )
})

test('a removed entry is missed even if the next one was relinked to close the gap', async () => {
  const closed = withLines((all) => {
    all.splice(5, 1)
    all[5] = text(rehashed(entries[5]!, { prev: entries[3]!.hash }))
  })
  expect(await verdictOf(closed)).toBe('removed 5')
})

test('inserted entries are named: copies, made-up entries with a fitting hash, and arbitrary lines', async () => {
  for (let before = 1; before <= 13; before++) {
    const after = entries[before - 2] ?? start
    const [forged] = chain([recordOf(50)], after, after.at, sha256)
    const insert = (line: string) => withLines((all) => all.splice(before, 0, line))
    expect(await verdictOf(insert(text(forged!)))).toBe(`inserted ${before}`)
    for (const anything of [
      '',
      'anything',
      text({ ...forged!, by: 'x' }),
      lines[0]!,
      lines[13]!.replace('1', '2'),
    ])
      expect(await verdictOf(insert(anything))).toBe(`inserted ${before}`)
    for (const copied of [1, 4, 7, 12]) {
      const { what } = await findingOf(insert(lines[copied]!))
      expect([before, copied, what]).toEqual([before, copied, 'inserted'])
    }
  }
})

test('an inserted branch is named by its first entry', async () => {
  const forged = chain([recordOf(50), recordOf(51), recordOf(52)], entries[3]!, entries[3]!.at, sha256)
  expect(await verdictOf(withLines((all) => all.splice(5, 0, ...forged.map(text))))).toBe('inserted 5')
})

test('swapped entries are named: the one that belongs there and the one that is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), async (one, other) => {
      fc.pre(one !== other)
      const [first, second] = [Math.min(one, other), Math.max(one, other)]
      const swapped = withLines((all) => {
        ;[all[first], all[second]] = [all[second]!, all[first]!]
      })
      const finding = await findingOf(swapped)
      expect(`${finding.what} ${finding.seq}`).toBe(`reordered ${first}`)
      expect(finding.message).toContain(`entry ${second} (`)
      const moved = withLines((all) => all.splice(second, 0, ...all.splice(first, 1)))
      expect(await verdictOf(moved)).toBe(`reordered ${first}`)
    }),
  )
})

test('a truncated file is named by its first missing entry', async () => {
  for (let kept = 1; kept <= 12; kept++) expect(await verdictOf(lines.slice(0, kept))).toBe(`cut ${kept}`)
  expect(await verdictOf(lines.slice(0, 13))).toBe('cut 13')
  expect(await verdictOf([...lines.slice(0, 7), lines[7]!.slice(0, 40)])).toBe('cut 7')
  expect(await verdictOf([...lines.slice(0, 13), lines[13]!.slice(0, 40)])).toBe('footer null')
})

test('a line after the end was inserted', async () => {
  for (const line of ['', text(entries[11]!), lines[13]!])
    expect(await verdictOf([...lines, line])).toBe('inserted null')
})

test('a tail rewritten with all its hashes fails without the key, even if signed with another', async () => {
  const rewritten = [
    ...entries.slice(0, 6),
    ...chain(
      entries.slice(6).map((entry) => ({ ...entry, data: { ...entry.data, forged: true } })),
      entries[5]!,
      entries[5]!.at,
      sha256,
    ),
  ]
  const mallory = newKeys()
  const forged = linesOfExport(rewritten, mallory)
  // With the true last line, the forger's last line, and the forger's whole file.
  expect(await verdictOf([lines[0]!, ...forged.slice(1, 13), lines[13]!])).toBe('changed 12')
  expect(await verdictOf([lines[0]!, ...forged.slice(1)])).toBe('signature null')
  const shown = await verify(forged)
  expect(shown).toMatchObject({ is: 'unaltered' })
  const { fingerprint } = (await verify(lines)) as Extract<Report, { is: 'unaltered' }>
  expect((shown as Extract<Report, { is: 'unaltered' }>).fingerprint).not.toBe(fingerprint)
  const finding = await findingOf(forged, publicKeyOf(keys))
  expect(finding.what).toBe('signature')
  expect(finding.message).toContain('by another key')
  expect(finding.message).toContain(fingerprint)
})

test('a changed last line is distinguished from changed entries', async () => {
  const footer = JSON.parse(lines[13]!) as Record<string, unknown>
  const withFooter = (change: Record<string, unknown>) => [
    ...lines.slice(0, 13),
    canonicalText({ ...footer, ...change }),
  ]
  expect(await verdictOf(withFooter({ count: 13 }))).toBe('footer null')
  expect(await verdictOf(withFooter({ count: 11 }))).toBe('footer null')
  expect(await verdictOf(withFooter({ lastHash: 'a'.repeat(64) }))).toBe('footer null')
  expect(await verdictOf(withFooter({ signature: Buffer.alloc(64).toString('base64url') }))).toBe(
    'signature null',
  )
  // The same 64 bytes, written differently.
  const signature = String(footer.signature)
  const unused = { A: 'B', Q: 'R', g: 'h', w: 'x' }[signature.at(-1)!]
  expect(await verdictOf(withFooter({ signature: `${signature.slice(0, -1)}${unused}` }))).toBe('footer null')
})

test('a changed or removed first line is named', async () => {
  expect(
    await verdictOf(withLines((all) => all.splice(0, 1, all[0]!.replace('Kardiologie', 'Onkologie')))),
  ).toBe('signature null')
  expect(await verdictOf(withLines((all) => all.splice(0, 1, all[0]!.replace('format', 'formal'))))).toBe(
    'header null',
  )
  expect(await verdictOf(lines.slice(1))).toBe('header null')
})

test('other files are not exports', async () => {
  for (const file of ['', '\n', 'name,minutes\nAda,30\n', '{}\n{}\n', '\u0000\u0001', '[1,2]'])
    expect(await verifyBytes(Buffer.from(file))).toEqual({ is: 'no export' })
  expect(await verifyBytes(Buffer.from([0xff, 0xfe, 10, 0xff]))).toEqual({ is: 'no export' })
})

test('a missing line end at the very end is no alteration', async () => {
  expect(await verifyBytes(bytes.subarray(0, -1))).toMatchObject({ is: 'unaltered' })
})
