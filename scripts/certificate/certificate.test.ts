// Certificates' files: what the signature catches, and the command as it is called.
import { spawnSync } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { signedPdf, verifySignedPdf } from '../../shared/src/certificateSignature.ts'
import { fingerprintOf } from '../../shared/src/ledgerChain.ts'
import { isSigned, sha256 } from '../../shared/src/verifying/signature.ts'
import { newKeys, publicKeyOf } from '../ledger/testing.ts'
import { root } from '../prepare/machine.mjs'

const keys = newKeys()
const publicKey = publicKeyOf(keys)
const folder = mkdtempSync(join(tmpdir(), 'lectern-certificate-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A PDF with text that anybody could edit. */
const pdfOf = (words: string): Buffer => {
  const stream = `BT /F1 12 Tf 50 700 Td (${words}) Tj ET`
  const body = `%PDF-1.7\n%\xe9\xff\n1 0 obj\n<< /Length ${stream.length} >>\nstream\n${stream}\nendstream\nendobj\n`
  return Buffer.from(
    `${body}xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}
const about = { code: '0ABCDE-12345-6789A-BCDEF-GHJKM', head: '1204-3f2a9-c01d7', publicKey }
const signed = (words: string, changes: Partial<typeof about> = {}): Buffer =>
  Buffer.from(
    signedPdf(pdfOf(words), { ...about, ...changes }, (bytes) =>
      sign(null, bytes, keys.privateKey).toString('base64url'),
    ),
  )
const file = signed('0.75 credits')
const verify = (bytes: Uint8Array) => verifySignedPdf(bytes, isSigned)
const whyOf = (bytes: Uint8Array): string => {
  const report = verify(bytes)
  return 'why' in report ? `${report.is}: ${report.why}` : report.is
}

test('a certificate as it was issued is genuine, and says which and by whom', () => {
  expect(verify(file)).toEqual({ is: 'genuine', ...about })
})

test('the signature leaves the end of the file where readers look for it, and every object in its place', () => {
  const plain = pdfOf('0.75 credits').toString('latin1')
  const text = file.toString('latin1')
  expect(text.startsWith(plain.slice(0, plain.indexOf('startxref')))).toBe(true)
  expect(text.endsWith(plain.slice(plain.indexOf('startxref')))).toBe(true)
})

test('changing any byte makes it fail', () => {
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
      const altered = Uint8Array.from(file)
      altered[position]! ^= change
      expect([position, verify(altered).is]).not.toEqual([position, 'genuine'])
    }),
    { numRuns: 3000 },
  )
})

test('the signature has one text: another that decodes to the same bytes fails', () => {
  const text = file.toString('latin1')
  const [, last] = /([\w-])\nstartxref/.exec(text)!
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (const letter of alphabet.replace(last!, '')) {
    const altered = text.replace(`${last}\nstartxref`, `${letter}\nstartxref`)
    expect([letter, verify(Buffer.from(altered, 'latin1')).is]).toEqual([letter, 'altered'])
  }
})

test('visible text altered around an intact signature fails', () => {
  const altered = Buffer.from(file.toString('latin1').replace('0.75 credits', '9.75 credits'), 'latin1')
  expect(whyOf(altered)).toContain('its bytes are not those that were signed')
})

test('a signature copied from another certificate fails, and so does another code in front of it', () => {
  const other = signed('8.00 credits').toString('latin1')
  const line = (text: string) => /\n%lectern-certificate-1 .*\n/.exec(text)![0]
  const copied = other.replace(line(other), line(file.toString('latin1')))
  expect(whyOf(Buffer.from(copied, 'latin1'))).toContain('the signature is another certificate’s')
  const renamed = file.toString('latin1').replace('0ABCDE', '1ABCDE')
  expect(verify(Buffer.from(renamed, 'latin1')).is).toBe('altered')
})

test('what is added behind it fails, an incremental update too, and so do two signatures', () => {
  expect(whyOf(Buffer.concat([file, Buffer.from('x')]))).toBe('altered: 1 bytes were added after its end')
  const update =
    '1 0 obj\n<< /Length 0 >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Prev 9 >>\nstartxref\n400\n%%EOF\n'
  expect(whyOf(Buffer.concat([file, Buffer.from(update)]))).toContain('were added after its end')
  const line = /\n%lectern-certificate-1 .*\n/.exec(file.toString('latin1'))![0]
  const twice = file.toString('latin1').replace('%PDF-1.7\n', () => `%PDF-1.7\n${line}`)
  expect(whyOf(Buffer.from(twice, 'latin1'))).toContain('it bears 2 signatures')
})

test('a file that was cut off anywhere is called that, or is no PDF', () => {
  for (let length = 0; length < file.length - 1; length++) {
    const why = whyOf(file.subarray(0, length))
    if (length < 5) expect(why).toContain('no certificate')
    else expect([length, why]).toEqual([length, expect.stringMatching(/cut off|not those that were signed/)])
  }
})

test('a PDF without a signature is called unsigned; only a finished PDF is signed', () => {
  expect(whyOf(pdfOf('0.75 credits'))).toContain('unsigned: it bears no signature')
  expect(() => signedPdf(file.subarray(0, 100), about, () => '')).toThrow('only a finished PDF')
})

const commentIn = (bytes: Uint8Array): string =>
  /\n%lectern-certificate-1 .*\n/.exec(Buffer.from(bytes).toString('latin1'))![0]
const change = (bytes: Uint8Array, edit: (text: string) => string): Buffer =>
  Buffer.from(edit(Buffer.from(bytes).toString('latin1')), 'latin1')

test('a file that was signed again, by the same key or another, bears two signatures', () => {
  const other = newKeys()
  for (const { privateKey } of [keys, other]) {
    const again = signedPdf(file, { ...about, publicKey: publicKeyOf(other) }, (bytes) =>
      sign(null, bytes, privateKey).toString('base64url'),
    )
    expect(whyOf(again)).toBe('altered: it bears 2 signatures, and a certificate has one')
  }
})

test('the signature in another place of the same bytes fails', () => {
  const line = commentIn(file)
  for (const place of ['1 0 obj', 'stream\n', 'endobj', 'trailer', '%%EOF']) {
    const moved = change(file, (text) => text.replace(line, '').replace(place, `${line}${place}`))
    expect([place, verify(moved).is]).toEqual([place, 'altered'])
  }
})

test('what a reader would not show fails, too: blanks behind the end, another end of line', () => {
  for (const edit of [
    (text: string) => `${text}\n`,
    (text: string) => `${text}\0`,
    (text: string) => text.replace('%%EOF\n', '%%EOF'),
    (text: string) => text.replace('\nstartxref', '\r\nstartxref'),
    (text: string) => text.replace(/startxref\n\d+/, 'startxref\n0'),
  ])
    expect(verify(change(file, edit)).is).not.toBe('genuine')
})

test('a PDF signature over a range of bytes that leaves the changed page out does not help', () => {
  const dictionary = `9 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 ${file.length} 0] /Contents <00> >>\nendobj\nxref\n0 1\ntrailer\n<< /Size 10 /Prev 9 >>\nstartxref\n${file.length}\n%%EOF\n`
  expect(whyOf(Buffer.concat([file, Buffer.from(dictionary)]))).toContain('were added after its end')
  const within = change(file, (text) => text.replace('xref\n0 1', `${dictionary}xref\n0 1`))
  expect(whyOf(within)).toContain('its bytes are not those that were signed')
})

test('whoever signs with a key of their own is told apart by the key alone', () => {
  const mallory = newKeys()
  const forged = signedPdf(pdfOf('9.75 credits'), { ...about, publicKey: publicKeyOf(mallory) }, (bytes) =>
    sign(null, bytes, mallory.privateKey).toString('base64url'),
  )
  expect(verify(forged)).toMatchObject({ is: 'genuine', publicKey: publicKeyOf(mallory) })
  // With the provider's key in the line it is not that key's signature.
  const claimed = change(forged, (text) => text.replace(publicKeyOf(mallory), publicKey))
  expect(verify(claimed).is).toBe('altered')
})

test('what a terminal would obey is no code and no head: a forger cannot overwrite the fingerprint', () => {
  for (const forged of [
    { code: '\x1b[2K\x1b[1GGenuine:\x1b[Cby\x1b[C1a2f' },
    { head: '-\x1b[8m' },
    { code: '\u009b2K' },
  ]) {
    writeFileSync(join(folder, 'forged.pdf'), signed('9.75 credits', forged))
    const { status, said } = run('forged.pdf')
    expect(status).toBe(1)
    expect(said.trim()).not.toMatch(/\p{Cc}/u)
  }
})

test('any bytes are judged without a crash, and megabytes of signatures soon', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(verify(Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes])).is).not.toBe('genuine')
    }),
  )
  const many = Buffer.from(`%PDF-1.7\n${commentIn(file).repeat(20_000)}`)
  expect(whyOf(many)).toContain('it bears')
  expect(verify(Buffer.from(`%PDF-1.7\n${'%lectern-certificate-1 '.repeat(200_000)}`)).is).toBe('altered')
})

test('a file of 50 MB is judged, and one beyond any certificate is not read', () => {
  const ending = '\nstartxref\n1\n%%EOF\n'
  const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(50_000_000, 97), Buffer.from(ending)])
  expect(whyOf(large)).toContain('unsigned: it bears no signature')
  writeFileSync(join(folder, 'huge.pdf'), Buffer.alloc(65 * 1024 * 1024))
  expect(run('huge.pdf')).toMatchObject({ status: 2, said: expect.stringContaining('too large') })
})

/** Called in the folder, as npm calls it. */
function run(...given: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'verifyCertificate.mjs'), ...given],
    { env: { ...process.env, INIT_CWD: folder }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}

test('the command says genuine, altered, not theirs, or why nothing was judged', () => {
  writeFileSync(join(folder, 'own.pdf'), file)
  writeFileSync(
    join(folder, 'changed.pdf'),
    Buffer.from(file.toString('latin1').replace('0.75', '9.75'), 'latin1'),
  )
  writeFileSync(join(folder, 'words.txt'), 'nothing')
  const genuine = run('own.pdf')
  expect(genuine.said).toContain(
    `Genuine: certificate ${about.code}, every byte as it was signed by ${fingerprintOf(publicKey, sha256)}.`,
  )
  expect(genuine.said).toContain('1204-3f2a9-c01d7')
  expect(genuine.said).toContain('Compare that fingerprint')
  expect(genuine.status).toBe(0)
  expect(run('own.pdf', '--key', publicKey).said).not.toContain('Compare')
  expect(run('own.pdf', '--key', publicKeyOf(newKeys()))).toMatchObject({
    status: 1,
    said: expect.stringContaining('NOT THEIRS'),
  })
  expect(run('changed.pdf')).toMatchObject({ status: 1, said: expect.stringContaining('ALTERED.') })
  expect(run('words.txt')).toMatchObject({ status: 2, said: expect.stringContaining('it is no PDF') })
  expect(run('none.pdf')).toMatchObject({ status: 2, said: expect.stringContaining('ENOENT') })
  expect(run()).toMatchObject({ status: 2, said: expect.stringContaining('Verifies the PDF') })
})
