// Time stamps of a real authority (OpenSSL's): what is accepted, and why what is not is refused.
import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkStamp } from '../../shared/src/timeStamps/check.ts'
import { element, tags } from '../../shared/src/timeStamps/der.ts'
import { readReply } from '../../shared/src/timeStamps/token.ts'
import { createStampAuthority, type KeyKind } from '../testing/stampAuthority.ts'

const digest = createHash('sha256').update('head').digest('hex')
const authority = createStampAuthority()
const other = createStampAuthority('ec')
afterAll(() => {
  authority.close()
  other.close()
})
const caOf = ({ caFile }: typeof authority) => [new X509Certificate(readFileSync(caFile))]
const query = authority.query(digest)
const tokenIn = (reply: Uint8Array): Uint8Array => readReply(reply).token!
const token = tokenIn(authority.reply(query))
const whyNot = (bytes: Uint8Array, of = digest, trusted = caOf(authority)): string => {
  try {
    checkStamp(bytes, of, trusted)
    return 'accepted'
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

test('a stamp says when, by whom, and whether a trusted certificate vouches for it', () => {
  const stamp = checkStamp(token, digest, caOf(authority))
  expect(stamp).toMatchObject({
    authority: 'O=Kardia, CN=Kardia stamps',
    policy: '1.2.3.4.1',
    isTrusted: true,
  })
  expect(Math.abs(stamp.at - Date.now())).toBeLessThan(60_000)
  expect(stamp.nonce).toMatch(/^[0-9a-f]{2,}$/)
  expect(checkStamp(token, digest)).toMatchObject({ isTrusted: false })
  expect(checkStamp(token, digest, caOf(other))).toMatchObject({ isTrusted: false })
})

test.each<[KeyKind, string[]]>([
  ['rsa', ['-keyopt', 'rsa_padding_mode:pss']],
  ['rsa', []],
  ['ec', []],
])('signatures of %s %p are verified', (kind, more) => {
  authority.certify('signer', 'stamps', 3650, kind)
  expect(whyNot(tokenIn(authority.replyBy('signer', query, ...more)))).toBe('accepted')
})

test('an intermediate certificate that comes with the stamp links it to a trusted one', () => {
  authority.certify('middle', 'ca')
  authority.certify('below', 'stamps', 3650, 'rsa', 'middle')
  const chained = tokenIn(authority.replyBy('below', query, '-certfile', 'middle.pem'))
  expect(checkStamp(chained, digest, caOf(authority)).isTrusted).toBe(true)
  const bare = tokenIn(authority.replyBy('below', query))
  expect(checkStamp(bare, digest, caOf(authority)).isTrusted).toBe(false)
  const middle = new X509Certificate(readFileSync(join(authority.folder, 'middle.pem')))
  expect(checkStamp(bare, digest, [middle]).isTrusted).toBe(true)
})

test('a certificate that is no authority’s vouches for nobody', () => {
  authority.certify('leaf', 'without')
  authority.certify('child', 'stamps', 3650, 'rsa', 'leaf')
  const forged = tokenIn(authority.replyBy('child', query, '-certfile', 'leaf.pem'))
  expect(checkStamp(forged, digest, caOf(authority)).isTrusted).toBe(false)
})

test('the certificate must be for time stamps alone, and say so critically', () => {
  for (const extensions of ['without', 'uncritical', 'mixed']) {
    authority.certify(extensions, extensions)
    expect(whyNot(tokenIn(authority.replyBy(extensions, query)))).toContain('is not for time stamps')
  }
})

test('a certificate that had expired is refused', () => {
  authority.certify('expired', 'stamps', -1)
  expect(whyNot(tokenIn(authority.replyBy('expired', query)))).toContain('not valid yet, or had expired')
})

test('the stamp of another hash is refused', () => {
  expect(whyNot(token, 'a'.repeat(64))).toBe('BadStampError: it stamps something else')
})

test('a stamp without the certificate of its signer needs one that is trusted', () => {
  const pem = new X509Certificate(readFileSync(join(authority.folder, 'stamps.pem')))
  const bare = tokenIn(authority.replyBy('stamps', query, '-nocerts'))
  expect(whyNot(bare)).toContain('the certificate of its signer is not in it')
  expect(whyNot(bare, digest, [pem])).toBe('accepted')
})

test('a file signed by the same key that is no time stamp is refused', () => {
  execFileSync(
    'openssl',
    [
      ...[
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-cades',
        '-in',
        'serial',
        '-outform',
        'DER',
        '-out',
        'signed',
      ],
      ...['-signer', 'stamps.pem', '-inkey', 'stamps.key'],
    ],
    { cwd: authority.folder, stdio: 'ignore' },
  )
  expect(whyNot(readFileSync(join(authority.folder, 'signed')))).toContain('what it signs is no time stamp')
})

test('no changed byte is accepted as the same stamp, and none is more than refused', () => {
  const before = checkStamp(token, digest, caOf(authority))
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
      const altered = Uint8Array.from(token)
      altered[position]! ^= change
      try {
        // Certificates that vouch for nothing and unsigned fields may change; what the stamp says may not.
        const after = checkStamp(altered, digest, caOf(authority))
        expect({ ...after, isTrusted: true }).toEqual(before)
      } catch (error) {
        expect([position, (error as Error).name]).toEqual([position, 'BadStampError'])
      }
    }),
    { numRuns: 1500 },
  )
})

test('a stamp cut off anywhere is refused, and so is any other file', () => {
  for (let length = 0; length < token.length; length += 7)
    expect(whyNot(token.subarray(0, length))).toContain('BadStampError')
  expect(whyNot(Buffer.concat([token, Buffer.of(0)]))).toContain('bytes follow its end')
  expect(whyNot(Buffer.alloc(5_000_000, 0x30))).toContain('too long')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(whyNot(bytes)).toContain('BadStampError')
    }),
  )
})

test.each([
  ['an indefinite length', Uint8Array.of(0x30, 0x80, 0, 0), 'indefinite'],
  ['a huge length', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff), 'ends within'],
  ['an impossible length', Uint8Array.of(0x30, 0x88, 1, 0, 0, 0, 0, 0, 0, 0), 'impossible'],
  ['a length written too long', Uint8Array.of(0x30, 0x81, 0x01, 0x00), 'shortest'],
  ['a tag of several bytes', Uint8Array.of(0x3f, 0x81, 0x01, 0x00), 'several bytes'],
])('%s is refused', (_, bytes, words) => {
  expect(whyNot(bytes)).toContain(words)
})

test('elements nested thousands deep, or thousands beside one another, are refused at once', () => {
  let nested: Uint8Array = new Uint8Array()
  for (let depth = 0; depth < 8000; depth++) nested = element(tags.sequence, nested)
  expect(whyNot(nested)).toContain('BadStampError')
  expect(whyNot(element(tags.sequence, Buffer.alloc(60_000)))).toContain('too many')
})
