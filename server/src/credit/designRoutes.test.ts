// The office decides how certificates look: on the whole server, with the real compiler.
import { expect, test } from '@jest/globals'
import type { Design, Template, TemplatePreview } from '@lectern/shared/certificateDesign'
import type { Claim } from '@lectern/shared/credit'
import { startCreditServer } from '../testing/creditServer.ts'
import { onOneLine, readPdf } from '../testing/pdf.ts'

const lectern = await startCreditServer({ clara: 60, noah: 60, shah: 60, moreau: 60 })
const { send, codeOf, answerOf } = lectern
const path = '/api/office/certificates'
const ama = `${path}/templates/ama`
const read = () => answerOf<Template>('ito', 'GET', ama)
const problems = async (source: string): Promise<string> => {
  const { version } = await read()
  const answer = await send('ito', 'PUT', ama, { source, version })
  const { error } = (await answer.json()) as { error?: { code: string; message: string } }
  return error ? `${error.code}: ${error.message}` : 'saved'
}
const preview = (source: string, sample = 'latin') =>
  answerOf<TemplatePreview>('ito', 'POST', `${ama}/preview`, { source, sample })

const claimed = async (who: 'clara' | 'moreau'): Promise<string> => {
  await answerOf(who, 'PUT', '/api/credit/heart-failure-2026/evaluation', {
    answers: { useful: '5', 'commercial-bias': 'yes' },
    submit: true,
  })
  const body = { policyId: 'ama', amount: 1 }
  return (await answerOf<Claim>(who, 'POST', '/api/credit/heart-failure-2026/claims', body)).code
}
const bytesOf = async (code: string) =>
  Buffer.from(await (await send('ito', 'GET', `/api/credit/certificates/${code}.pdf`)).arrayBuffer())

test('the shipped template has everything that a body demands, in any script', async () => {
  const { source, shipped, version, required } = await read()
  expect([source, version]).toEqual([shipped, 0])
  expect(required).toEqual(
    expect.arrayContaining(['name', 'activity', 'dates', 'format', 'credit', 'provider', 'statements']),
  )
  for (const sample of ['longest', 'arabic', 'thai', 'chinese', 'devanagari']) {
    const { svg, problems: found } = await preview(shipped, sample)
    expect(found).toEqual([])
    expect(svg).toContain('<svg')
  }
})

test.each([
  [
    'loops',
    '#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }',
    /A loop may never end/,
  ],
  ['imports a package', 'One\n#import "@preview/cetz:0.3.0"', /Line 2: A template loads no packages/],
  [
    'imports one by another word',
    '#let at = "@pre" + "view/cetz:0.3.0"\n#{ import at }',
    /Line 2: A template loads/,
  ],
  ['reads a file', '#read("/etc/passwd")', /Line 1: A template loads no packages and reads no files/],
  ['has a mistake', 'One\n\n#nmae', /Line 3: unknown variable: nmae/],
  [
    'leaves out the name',
    '#facts #statements #accreditation #verification',
    /It leaves out #name: the name of its holder/,
  ],
  [
    'hides a field',
    '#facts #statements\n#hide(name) #accreditation #verification',
    /Line 2: .*a field cannot be hidden/,
  ],
  ['has letters that no font has', 'Well done 😀 #name', /no letters for “😀”/],
  ['nests too deeply', `$${'('.repeat(9000)}${')'.repeat(9000)}$`, /nested too deeply/],
  ['calls itself', '#let f(n) = f(n + 1)\n#f(0)', /maximum function call depth exceeded[^L]*$/],
  [
    'prints two pages',
    '#name #facts #statements #accreditation #verification #pagebreak() x',
    /pagebreak|2 pages/,
  ],
])('a template that %s is refused before it is used, in words', async (_what, source, words) => {
  expect(await problems(source)).toMatch(words)
  expect(await read()).toMatchObject({ version: 0 })
})

test('what a template prints only sometimes is missed where it is not printed', async () => {
  expect(await problems('#if false [#name] #facts #statements #accreditation #verification')).toMatch(
    /It leaves out #name/,
  )
})

test('a certificate keeps the template, signer and paper that it was issued with', async () => {
  const first = await claimed('clara')
  const before = await bytesOf(first)
  const source = '= Our own\n#name #facts #statements #accreditation #verification #signature'
  const saved = await answerOf<Template>('ito', 'PUT', ama, { source, version: 0 })
  expect(saved).toMatchObject({ source, version: 1 })
  const design = { country: 'US', signerName: 'Hana Ito, MD', signerTitle: 'Director' }
  expect(await answerOf<Design>('ito', 'PUT', path, design)).toMatchObject({
    ...design,
    bodies: expect.arrayContaining([expect.objectContaining({ policyId: 'ama', savedAt: lectern.now })]),
  })
  const second = onOneLine((await readPdf(await bytesOf(await claimed('moreau')))).text)
  expect(second).toContain('Our own')
  expect(second).toContain('Hana Ito, MD')
  await lectern.operate('POST', 'people', { id: 'clara', name: 'Another Name' })
  expect(await bytesOf(first)).toEqual(before)
  expect(await codeOf('ito', 'PUT', ama, { source, version: 0 })).toBe('stale')
  expect(await answerOf<Template>('ito', 'DELETE', ama)).toMatchObject({ version: 0 })
  expect(await bytesOf(first)).toEqual(before)
})

test.each(['clara', 'okafor', 'nobody'] as const)('%s may neither see nor change it', async (who) => {
  const refused = who === 'nobody' ? 'not_signed_in' : 'forbidden'
  expect(await codeOf(who, 'GET', path)).toBe(refused)
  expect(await codeOf(who, 'GET', ama)).toBe(refused)
  expect(await codeOf(who, 'PUT', ama, { source: 'x', version: 0 })).toBe(refused)
  expect(await codeOf(who, 'POST', `${ama}/preview`, { source: 'x', sample: 'latin' })).toBe(refused)
})
