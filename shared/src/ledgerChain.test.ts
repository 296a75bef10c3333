import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ledgerEntry } from './ledger.ts'
import { canonicalText, chain, fingerprintOf, hashOf, headCode, readHeadCode, start } from './ledgerChain.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** JSON has no minus zero. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)

/** The same value with every object's keys in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).reverse()
  return Object.fromEntries(members.map(([key, member]) => [key, reversed(member)]))
}

test('the order of keys never matters', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalText(reversed(value))).toBe(canonicalText(value))
    }),
  )
})

test('text read back is what was written, and serialises to the same text', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalText(value)
      expect(JSON.parse(text)).toEqual(value)
      expect(canonicalText(JSON.parse(text))).toBe(text)
    }),
  )
})

test('different values have different texts', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      fc.pre(JSON.stringify(reversed(one)) !== JSON.stringify(reversed(other)))
      const same = canonicalText(one) === canonicalText(other)
      if (same) expect(one).toEqual(other)
    }),
  )
})

test('keys are sorted by code units, without spaces; numbers and strings are written as in JSON', () => {
  const value = { b: [1, 1.5, -20, 1e21, 'ä"\n'], a: { '': null, Z: true, é: false, '😀': 0, '\ufb33': 1 } }
  expect(canonicalText(value)).toBe(
    '{"a":{"":null,"Z":true,"é":false,"😀":0,"\ufb33":1},"b":[1,1.5,-20,1e+21,"ä\\"\\n"]}',
  )
  expect(canonicalText(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}')
})

test.each([
  [undefined],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [1n],
  [new Date()],
  [new Map()],
  [() => 1],
])('what JSON cannot hold is refused, wherever it is: %p', (value) => {
  for (const around of [value, [value], { a: { b: value } }, new Array(1)])
    expect(() => canonicalText(around)).toThrow(TypeError)
})

const record = (n: number) => ({ kind: 'claim.made' as const, by: `p${n}`, data: { n, share: 0.8 } })

test('entries are chained from the first, and their time never runs backwards', () => {
  const [first, second] = chain([record(1), record(2)], start, 1000, sha256)
  const [third] = chain([record(3)], second!, 400, sha256)
  const [fourth] = chain([record(4)], third!, 2000, sha256)
  const entries = [first!, second!, third!, fourth!]
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect(entries.map(({ at }) => at)).toEqual([1000, 1000, 1000, 2000])
  expect(entries.map(({ prev }) => prev)).toEqual(['0'.repeat(64), ...entries.slice(0, 3).map((e) => e.hash)])
  for (const entry of entries) expect(ledgerEntry.parse(entry)).toEqual(entry)
})

test('every field of an entry is in its hash', () => {
  const [entry] = chain([record(1)], start, 1000, sha256)
  const { hash, ...rest } = entry!
  expect(hash).toBe(
    sha256(
      `{"at":1000,"by":"p1","data":{"n":1,"share":0.8},"kind":"claim.made","prev":"${'0'.repeat(64)}","seq":1}`,
    ),
  )
  const others = { seq: 2, at: 1001, kind: 'claim.made ', by: 'p2', data: { n: 1 }, prev: '1'.repeat(64) }
  for (const [name, value] of Object.entries(others))
    expect(hashOf({ ...rest, [name]: value }, sha256)).not.toBe(hash)
})

test('a fingerprint is eight groups of four', () => {
  expect(fingerprintOf('key', sha256)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
  expect(fingerprintOf('key', sha256)).not.toBe(fingerprintOf('kez', sha256))
})

test('a head as a short code is read back as it was typed', () => {
  const code = headCode({ seq: 1204, hash: `3f2a9c01d7${'0'.repeat(54)}` })
  expect(code).toBe('1204-3f2a9-c01d7')
  for (const typed of [code, ' 1204 - 3F2A9-C01D7 ', '1204-3f2a9c01d7'])
    expect(readHeadCode(typed)).toEqual({ seq: 1204, digits: '3f2a9c01d7' })
  for (const typed of ['', '1204', '1204-3f2a9', '3f2a9-c01d7', 'x-3f2a9-c01d7', '1204-3f2a9-c01dg'])
    expect([typed, readHeadCode(typed)]).toEqual([typed, undefined])
})
