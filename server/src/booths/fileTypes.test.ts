import { expect, test } from '@jest/globals'
import type { FileKind } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import { checkFile } from './fileTypes.ts'
import { jpeg, pdf, png, webp } from './testing.ts'

const text = (content: string) => Buffer.from(content, 'latin1')

test.each<[FileKind, string, Buffer]>([
  ['document', 'application/pdf', pdf()],
  ['document', 'application/pdf', pdf('/OpenAction [3 0 R /Fit]', '1 0 << /Title (A brochure) >>')],
  ['image', 'image/png', png(['IDAT', Buffer.from('pixels')])],
  ['image', 'image/jpeg', jpeg('pixels')],
  ['image', 'image/jpeg', Buffer.concat([jpeg('pixels'), Buffer.alloc(5)])],
  ['image', 'image/webp', webp()],
])('a whole %s is taken as %s', (kind, type, content) => {
  expect(checkFile(kind, content)).toBe(type)
})

test.each<[string, FileKind, Buffer]>([
  ['nothing at all', 'document', Buffer.alloc(0)],
  ['an image as a document', 'document', png()],
  ['a document as an image', 'image', pdf()],
  ['an SVG', 'image', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['a page', 'image', text('<!doctype html><script>alert(1)</script>')],
  ['a program', 'document', text('#!/bin/sh\nrm -rf /\n')],
  ['a GIF', 'image', text('GIF89a;')],
  ['a page before a PDF', 'document', Buffer.concat([text('<html>\n'), pdf()])],
  ['a page behind a PDF', 'document', Buffer.concat([pdf(), text('<script>alert(1)</script>')])],
  ['a ZIP behind a PDF', 'document', Buffer.concat([pdf(), text('PK\x03\x04 and more')])],
  ['a PDF behind a PNG', 'image', Buffer.concat([png(), pdf()])],
  ['something behind a PNG', 'image', Buffer.concat([png(), text('PK\x03\x04')])],
  ['something behind a JPEG', 'image', Buffer.concat([jpeg(), text('PK\x03\x04')])],
  ['something behind a WebP', 'image', Buffer.concat([webp(), text('PK\x03\x04')])],
  ['a PNG that was cut off', 'image', png().subarray(0, 30)],
  ['only the beginning of a PNG', 'image', png().subarray(0, 8)],
  ['only the beginning of a JPEG', 'image', jpeg('pixels').subarray(0, 5)],
  ['a RIFF that is no WebP', 'image', text('RIFF\x10\0\0\0WAVEfmt 0000000000')],
])('%s is refused, with words that say what is allowed', (_what, kind, content) => {
  let refusal: unknown
  try {
    checkFile(kind, content)
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(AppError)
  expect(refusal).toMatchObject({ code: 'file_refused', status: 415 })
  expect((refusal as AppError).message).toContain(kind === 'document' ? 'PDF' : 'PNG, JPEG or WebP')
})

test.each<[string, FileKind, Buffer]>([
  ['a PDF that runs a script', 'document', pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>')],
  [
    'one whose names are disguised',
    'document',
    pdf('/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>'),
  ],
  ['one whose script is packed', 'document', pdf('', '1 0 << /S /JavaScript /JS (app.alert(1)) >>')],
  [
    'one whose script stands where a stream seems to be',
    'document',
    pdf('/Title (stream\n) /OpenAction << /S /JavaScript >> /Subject (endstream)'),
  ],
  ['one that starts a program', 'document', pdf('/OpenAction << /S /Launch /F (cmd.exe) >>')],
  ['one that carries a file', 'document', pdf('/Names << /EmbeddedFiles 4 0 R >>')],
  ['one with a form of another kind', 'document', pdf('/AcroForm << /XFA [(template) 7 0 R] >>')],
  ['one that sends a form', 'document', pdf('/AA << /O << /S /SubmitForm >> >>')],
  ['one with a page in it', 'document', pdf('/URI (javascript:alert(1))')],
  ['a PNG with a script', 'image', png(['tEXt', text('Comment\0<script>alert(1)</script>')])],
  ['a JPEG with a script', 'image', jpeg('<?php system($_GET[1]); ?>')],
  ['a JPEG with a drawing', 'image', jpeg('<SVG onload=alert(1)>')],
])('%s is refused: there is a script in it', (_what, kind, content) => {
  expect(() => checkFile(kind, content)).toThrow(/script/)
})

test('a PDF that cannot be looked into is refused', () => {
  expect(() => checkFile('document', pdf('/Encrypt 5 0 R'))).toThrow(/password/)
  const damaged = pdf('', '1 0 << >>')
  damaged.fill(0, damaged.indexOf('stream\n') + 7, damaged.indexOf('\nendstream'))
  expect(() => checkFile('document', damaged)).toThrow(/damaged/)
})

test('a PDF of nothing but beginnings of streams is refused, and soon', () => {
  const content = pdf(`/Title (${'stream\n'.repeat(1_000_000)})`)
  expect(() => checkFile('document', content)).toThrow(/cannot be checked/)
})

test('a PDF that unpacks to a bomb is refused', () => {
  expect(() => checkFile('document', pdf('', ' '.repeat(70 * 1024 * 1024)))).toThrow(/cannot be checked/)
})
