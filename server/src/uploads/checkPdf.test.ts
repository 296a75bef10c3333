import { deflateSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { packed, pdf, png } from '../testing/files.ts'
import { checkPdf } from './checkPdf.ts'
import { UnfitFile } from './unfitFile.ts'

const text = (content: string) => Buffer.from(content, 'latin1')
const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>'
const inHex = (content: Buffer) => text(`${content.toString('hex')}>`)

test.each<[string, Buffer]>([
  ['an empty page', pdf()],
  ['one that opens at a page', pdf('/OpenAction [3 0 R /Fit]')],
  ['one with links', pdf('', '4 0 obj\n<< /S /URI /URI (https://example.org/) >>\nendobj\n')],
  ['one with a mail address', pdf('', '4 0 obj\n<< /S /URI /URI (mailto:desk@example.org) >>\nendobj\n')],
  [
    'one with a font called F',
    pdf('', '4 0 obj\n<< /Font << /F 5 0 R >> >>\nendobj\n5 0 obj\n<< /Type /Font >>\nendobj\n'),
  ],
  ['one with a note that is printed', pdf('', '4 0 obj\n<< /Type /Annot /Subtype /Link /F 4 >>\nendobj\n')],
  ['one with a link beside it', pdf('', '4 0 obj\n<< /S /URI /URI (www.example.org/a:b) >>\nendobj\n')],
  ['one whose objects are packed', pdf('', packed('<< /Title (A brochure) >>'))],
])('%s is taken, and taken again as it was kept', async (_what, uploaded) => {
  const { type, content } = await checkPdf(uploaded)
  expect(type).toBe('application/pdf')
  const again = await checkPdf(Buffer.from(content))
  expect(again.content.length).toBeGreaterThan(0)
})

test.each<[string, Buffer]>([
  ['a page behind it', Buffer.concat([pdf(), text('<script>alert(1)</script>')])],
  ['a ZIP behind it', Buffer.concat([pdf(), text('PK and <script>')])],
  [
    'an older version of one of its objects',
    pdf('', '4 0 obj\n(<script>old)\nendobj\n', '4 0 obj\n(new)\nendobj\n'),
  ],
  ['a comment', pdf('', '% <script>\n')],
])('%s is not kept', async (_what, uploaded) => {
  const { content } = await checkPdf(uploaded)
  expect(Buffer.from(content).toString('latin1')).not.toMatch(/<script|PK/)
})

test.each<[string, Buffer]>([
  ['runs a script', pdf(`/OpenAction ${script}`)],
  ['runs a script when it is printed', pdf(`/AA << /WP ${script} >>`)],
  ['writes names by their numbers', pdf('/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>')],
  ['names the kind of its action elsewhere', pdf('/OpenAction << /S 4 0 R >>', '4 0 obj\n/Launch\nendobj\n')],
  ['has a comment within its action', pdf('/OpenAction << /S%\n/Launch /F (cmd.exe) >>')],
  ['has a packed script', pdf('', packed(script))],
  ['has one packed in hexadecimal', pdf('', packed(script, '/ASCIIHexDecode', inHex))],
  [
    'has one packed twice',
    pdf(
      '',
      packed(script, '[/ASCIIHexDecode /FlateDecode]', (content) => inHex(deflateSync(content))),
    ),
  ],
  ['has one in an abbreviated filter', pdf('', packed(script, '/AHx', inHex))],
  ['has one where a stream seems to be', pdf(`/Title (stream\n) /OpenAction ${script} /Subject (endstream)`)],
  ['has one among the names', pdf(`/Names << /JavaScript << /Names [(a) ${script}] >> >>`)],
  ['hides one deep in lists', pdf(`/A ${'['.repeat(50)}${script}${']'.repeat(50)}`)],
  ['starts a program', pdf('/OpenAction << /S /Launch /F (cmd.exe) >>')],
  ['opens another document', pdf('/OpenAction << /S /GoToR /F (\\\\\\\\host\\\\share) >>')],
  ['carries a file', pdf('/Names << /EmbeddedFiles << /Names [] >> >>')],
  ['carries a file at a note', pdf('', '4 0 obj\n<< /Type /Annot /Subtype /FileAttachment >>\nendobj\n')],
  ['has a form of another kind', pdf('/AcroForm << /XFA [(template) 7 0 R] >>')],
  ['sends a form', pdf('/AA << /O << /S /SubmitForm /F (https://example.org) >> >>')],
  ['plays a film', pdf('', '4 0 obj\n<< /Type /Annot /Subtype /RichMedia >>\nendobj\n')],
  [
    'names the kind of its action by a reference to a reference',
    pdf('/A << /S 4 0 R >>', '4 0 obj\n5 0 R\nendobj\n', '5 0 obj\n/Launch\nendobj\n'),
  ],
  [
    'has its catalog in the trailer',
    text(
      pdf()
        .toString('latin1')
        .replace('/Root 1 0 R', `/Root << /Type /Catalog /Pages 2 0 R /OpenAction ${script} >>`),
    ),
  ],
  [
    'has an action among what it says of itself',
    text(pdf().toString('latin1').replace('/Root', `/Info << /X ${script} >> /Root`)),
  ],
  ['ends the name of its action with a NUL', pdf('/OpenAction << /S /JavaScript#00x >>')],
  ['ends the name of an entry with a NUL', pdf('/OpenAction << /S /X /JS#00 (app.alert\\(1\\)) >>')],
  ['opens a thread of another document', pdf('/OpenAction << /S /Thread /F (\\\\\\\\host\\\\x.pdf) /D 0 >>')],
  [
    'shows a page of another document',
    pdf(
      '',
      '4 0 obj\n<< /Subtype /Form /Ref << /F (x.pdf) /Page 0 >> /Length 0 >>\nstream\n\nendstream\nendobj\n',
    ),
  ],
  [
    'has a stream that lies elsewhere',
    pdf('', '4 0 obj\n<< /F (\\\\\\\\host\\\\x) /Length 0 >>\nstream\n\nendstream\nendobj\n'),
  ],
  ['names another file', pdf('', '4 0 obj\n<< /Type /Filespec /UF <feff0078> >>\nendobj\n')],
  [
    'has PostScript in a form',
    pdf('', '4 0 obj\n<< /Subtype /Form /Subtype2 /PS /Length 0 >>\nstream\n\nendstream\nendobj\n'),
  ],
  [
    'has a scene with a script',
    pdf('', '4 0 obj\n<< /Type /3D /Subtype /U3D /Length 0 >>\nstream\n\nendstream\nendobj\n'),
  ],
  ['has a link that is a list', pdf('', '4 0 obj\n<< /S /URI /URI [(javascript:x)] >>\nendobj\n')],
])('a PDF that %s is refused', async (_what, uploaded) => {
  await expect(checkPdf(uploaded)).rejects.toThrow(/script|cannot be checked/)
})

test.each([
  '(javascript:alert\\(1\\))',
  '(java\\163cript:alert\\(1\\))',
  '( JavaScript:alert\\(1\\))',
  '<6a6176617363726970743a61>',
  '<feff006a006100760061007300630072006900700074003a0061>',
  '(file:///etc/passwd)',
  '(data:text/html,x)',
  '(java\\nscript:alert\\(1\\))',
  '(jav\\tascript:x)',
  '(\\240javascript:x)',
  '(\\357\\273\\277javascript:x)',
  '<fffe6a006100760061007300630072006900700074003a00>',
  '<006a006100760061007300630072006900700074003a0061>',
  '(\\\\\\\\host\\\\share)',
  '(//host/share)',
])('a link to %s is refused', async (link) => {
  await expect(checkPdf(pdf('', `4 0 obj\n<< /S /URI /URI ${link} >>\nendobj\n`))).rejects.toThrow(/link/)
})

test('a document whose links all begin with a script is refused', async () => {
  await expect(checkPdf(pdf('/URI << /Base (javascript:) >>'))).rejects.toThrow(/link/)
})

test.each<[string, Buffer, RegExp]>([
  ['nothing at all', Buffer.alloc(0), /not a PDF/],
  ['an image', png(), /not a PDF/],
  ['a page before a PDF', Buffer.concat([text('<html>\n'), pdf()]), /not a PDF/],
  [
    'a PDF with a password',
    pdf('', 'trailer\n<< /Root 1 0 R /Encrypt << /Filter /Standard >> >>\n'),
    /password/,
  ],
  [
    'a PDF without pages',
    text('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF'),
    /empty/,
  ],
  [
    'a PDF whose packed objects are damaged',
    pdf(
      '',
      packed('<< >>', '/FlateDecode', () => text('rubbish')),
    ),
    /damaged/,
  ],
  ['a PDF of nothing but open brackets', pdf(`/A ${'['.repeat(200_000)}`), /damaged/],
])('%s is refused', async (_what, uploaded, words) => {
  const refusal = await checkPdf(uploaded).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(UnfitFile)
  expect((refusal as UnfitFile).message).toMatch(words)
})
