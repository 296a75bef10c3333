// Templates that an office could write, with the real compiler: what a reader could not read is refused.
import { afterAll, expect, test } from '@jest/globals'
import type { TemplateProblem } from '@lectern/shared/certificateDesign'
import { policies } from '../testing/credit.ts'
import { Typst } from '../typst/typst.ts'
import { certificateBundle, shippedTemplate } from './pdf/bundle.ts'
import { createPrinter } from './pdf/printer.ts'
import { createTemplates } from './templates.ts'

const trying = new Typst({ wallMs: 10_000, memoryMiB: 1200 })
afterAll(() => trying.close())
const printer = createPrinter({
  ...{ typst: trying, trying },
  designs: { source: async () => certificateBundle() },
  uploads: { pathOf: (fileId) => fileId },
})
const print = { source: '', paper: 'a4', language: null, logo: null, signature: null, signer: null } as const
const { check } = createTemplates(printer, async () => print)
const ama = policies.find(({ id }) => id === 'ama')!

const problemsOf = (source: string): Promise<TemplateProblem[]> => check(ama, source)
const said = async (source: string): Promise<string> =>
  (await problemsOf(source))
    .map(({ line, message }) => (line === null ? message : `Line ${line}: ${message}`))
    .join(' ') || 'saved'

const rest = '#facts #statements #accreditation #verification'
test.each([
  ['off the page', '#place(dx: -50cm, name)', 'beyond the edge of the page'],
  ['partly off it', '#place(dx: 24cm, box(width: 20cm, text(size: 3em, name)))', 'beyond the edge'],
  ['in size 0', '#text(size: 0pt, name)', 'without any letters'],
  ['in letters of one point', '#text(size: 1pt, name)', 'in letters of 1.0 points'],
  ['squeezed', '#scale(x: 2%, name)', 'in letters of 0.'],
  ['mirrored', '#scale(x: -100%, name)', 'as in a mirror'],
  ['upside down and mirrored', '#scale(y: -100%, name)', 'as in a mirror'],
  ['white on white', '#text(fill: white, name)', 'covered, cut off, or has the colour'],
  ['almost white', '#text(fill: rgb("#eee"), name)', 'covered, cut off, or has the colour'],
  ['transparent', '#text(fill: rgb(0, 0, 0, 0), name)', 'covered, cut off, or has the colour'],
  ['dark on dark', '#block(fill: rgb("#1d2733"), name)', 'covered, cut off, or has the colour'],
  ['with a word in white', '#[#show "Maximiliane": set text(fill: white)\n#name]', 'has the colour'],
  ['behind a box', '#box[#name #place(top, rect(width: 50%, height: 3cm, fill: white))]', 'covered'],
  ['struck out in black', '#strike(stroke: 20pt + black, name)', 'covered'],
  ['black in a black bar', '#highlight(fill: black, name)', 'covered'],
  ['cut off', '#box(clip: true, width: 2cm, height: 1em, name)', 'cut off'],
  ['by a mark of its own', '#metadata("name")<printed>', 'without any letters'],
  ['hidden by the language itself', '#std.hide(name)', 'without any letters'],
  ['under other words', '#place(top, name) #place(top, text(size: 1.1em, name))', 'other letters'],
  ['in capitals', '#upper(name)', 'altered: “Maximiliane'],
  ['with letters deleted', '#[#show "von": none\n#name]', 'altered: “Maximiliane'],
])('a template that prints the name %s is refused, with line and reason', async (_how, printed, words) => {
  const found = await said(`= Our own\n${printed} ${rest}`)
  expect(found).toContain(words)
  expect(found).toMatch(/Line [23]: It prints #name \(the name of its holder\)/)
})

test.each([
  ['a digit before the credit', `#name ${rest} 9#credit`, /#credit .*other letters right beside/],
  ['another amount', `#show "0.75": "9.75"\n#name ${rest}`, /#credit .*altered: “0\.75 AMA/],
  ['no digits', `#show regex("[0-9]"): none\n#name ${rest}`, /#dates .*altered: “2 March 2026”/],
  [
    'the code in white',
    `#name #facts #statements #accreditation #text(white, verification)`,
    /#verification/,
  ],
  ['a file within code', `#{ import "/house.typ": * }\n#name ${rest}`, /Line 1: .*reads no files/],
  ['a file of its own', `#read("/main.typ") #name ${rest}`, /Line 1: .*reads no files/],
  ['another page', `#set page(width: 90cm)\n#name ${rest}`, /Line 1: page configuration is not allowed/],
  [
    'thousands of pages',
    `#name ${rest}\n#for i in range(9999) { pagebreak() }`,
    /Line 2: pagebreaks are not/,
  ],
  ['a text that doubles', '#let x = "a"\n#for i in range(40) { x += x }\n#name', /too much memory|too long/],
  [
    'a counter',
    `#let c = counter("x")\n#context if c.get().first() > 3 { name } ${rest}`,
    /leaves out #name/,
  ],
])('a template that prints %s is refused', async (_what, source, words) => {
  expect(await said(source)).toMatch(words)
})

const words = '#name #facts #statements #accreditation'
test.each([
  ['nothing in its place', '#[#show image: none\n#verification]', /without its QR code/],
  ['hidden', '#[#show image: it => std.hide(it)\n#verification]', /without its QR code/],
  [
    'under a white box',
    '#box[#verification #place(top, rect(width: 100%, height: 90pt, fill: white, stroke: none))]',
    /without its QR code|covered/,
  ],
  [
    'half under a box',
    '#box[#verification #place(top, rect(width: 40pt, height: 40pt, fill: white, stroke: none))]',
    /QR code that is covered/,
  ],
  [
    'under a black bar',
    '#box[#verification #place(top, dy: 20pt, rect(width: 90pt, height: 12pt, fill: black, stroke: none))]',
    /QR code that is covered/,
  ],
  ['as large as a letter', '#[#show image: it => scale(12%, it)\n#verification]', /QR code of \d+ points/],
  [
    'squeezed',
    '#[#show image: it => scale(x: 100%, y: 20%, it)\n#verification]',
    /QR code that is .*squeezed/,
  ],
  ['slanted', '#[#show image: it => rotate(20deg, it)\n#verification]', /QR code that is .*turned/],
  ['mirrored', '#[#show image: it => scale(x: -100%, it)\n#verification]', /QR code that is/],
  [
    'cut off',
    '#[#show image: it => box(clip: true, height: 30pt, width: 81pt, it)\n#verification]',
    /QR code that is .*cut off/,
  ],
  ['off the page', '#[#show image: it => move(dx: -90cm, it)\n#verification]', /without its QR code/],
  [
    'as a black square',
    '#[#show image: it => rect(width: 7em, height: 7em, fill: black)\n#verification]',
    /without its QR code/,
  ],
])('a template that prints the QR code %s is refused', async (_how, printed, why) => {
  expect(await said(`${words}\n${printed}`)).toMatch(
    new RegExp(`Line \\d: It prints #verification \\(.*\\) .*${why.source}`),
  )
})

test('a template may print the QR code smaller, larger and on colours of its own', async () => {
  for (const printed of [
    '#[#show image: it => scale(60%, reflow: true, it)\n#verification]',
    '#[#show image: it => scale(150%, reflow: true, it)\n#verification]',
    '#block(fill: rgb("#f3efe2"), inset: 1em, verification)',
    '#align(right, verification)',
  ])
    expect([printed, await said(`${words}\n${printed}`)]).toEqual([printed, 'saved'])
})

test('the shipped template is taken as it is', async () => {
  expect(await problemsOf(shippedTemplate)).toEqual([])
})

test('a template may print fields in its own colours, sizes and places', async () => {
  const own = `#block(fill: rgb("#0f5c63"), inset: 1em, text(fill: white, size: 2em, smallcaps(name)))
#show "AMA": set text(fill: rgb("#b3261e"))
#underline(dates), #highlight(strong(credit)) #columns(2, [#facts]) #statements
#accreditation #align(right, verification)`
  expect(await problemsOf(own)).toEqual([])
})
