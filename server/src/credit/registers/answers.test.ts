import { expect, test } from '@jest/globals'
import { answerLines } from '@lectern/shared/registerAnswers'
import { about, claimed, type Of, whole } from '../../testing/registers.ts'
import { readAnswer } from './answers.ts'
import { entriesFor } from './records.ts'

const code = (last: string) => `ABCDEF-GHJKM-NPQRS-TVWXY-1234${last}`
const sent = (id: string, name: string, identifiers: Of['identifiers'] = {}) => ({
  ...claimed('ama', { person: { id, name }, identifiers: { licences: [], ...identifiers } as never }),
  code: code(id),
})
const entries = entriesFor(
  'pars',
  [
    sent('1', 'Ana Ruiz', { licences: [{ state: 'IL', number: '036-123456' }], nabpId: '1111111' }),
    sent('2', 'Ben Cole', { npi: '1234567893', nabpId: '2222222' }),
    sent('3', 'Cem Kaya', { licences: [{ state: 'WI', number: '036-123456' }], nabpId: '3333333' }),
  ],
  [],
  { about, reported: { codes: { '1 ama': code('1'), '2 ama': code('2'), '3 ama': code('3') }, answers: {} } },
)
const read = (text: string) => readAnswer(text, entries)

test('a line speaks of a record by the code of its certificate, wherever it stands', () => {
  expect(read(`Row 4,ccid:lectern.example:${code('1')},"Birth date does not match"`)).toEqual({
    found: [
      {
        code: code('1'),
        name: 'Ana Ruiz',
        line: `Row 4,ccid:lectern.example:${code('1')},"Birth date does not match"`,
        isRejected: false,
      },
    ],
    unclear: [],
  })
})

test('or by a number of the person', () => {
  expect(read('NPI 1234567893\tnot found').found).toMatchObject([{ name: 'Ben Cole' }])
  expect(read('<id>2222222</id> unknown').found).toMatchObject([{ name: 'Ben Cole' }])
})

const points = { boardIds: { ...whole.boardIds, ABIM: '123456' } }
const both = entriesFor(
  'pars',
  ['ama', 'moc-abim'].map((id, i) => ({ ...claimed(id, { identifiers: points }), code: code(`${i + 1}`) })),
  [],
  { about, reported: { codes: { 'p ama': code('1'), 'p moc-abim': code('2') }, answers: {} } },
)
test.each([
  ['a code beside a number that both records have', `${code('1')},IL,036-123456,Rejected`, ['1']],
  ['the number alone', '036-123456 rejected', []],
  ['two codes', `${code('1')} and ${code('2')} rejected`, []],
  ['zero bytes', `\0${code('2')}\0Rejected`, ['2']],
  ['a formula', `=HYPERLINK("http://x";"${code('2')}")`, ['2']],
  ['wide letters', 'ＡＢＣＤＥＦ-ＧＨＪＫＭ-ＮＰＱＲＳ-ＴＶＷＸＹ-１２３４１', ['1']],
  ['blanks', code('1').replaceAll('-', ' '), ['1']],
  ['an escaped address', `ccid%3Alectern.example%3A${code('1')}`, ['1']],
  ['other separators', `${code('1')}^Rejected~x`, ['1']],
  [
    'JSON in one line',
    JSON.stringify({
      answers: ['1', '2'].map((id) => ({ CreditID: `ccid:x:${code(id)}`, Status: 'Rejected' })),
    }),
    ['1', '2'],
  ],
  ['JSON of one', JSON.stringify({ CreditID: `ccid:x:${code('2')}` }, null, 2), ['2']],
  ['JSON that breaks off', `{"CreditID":"ccid:x:${code('2')}","Sta`, ['2']],
  ['JSON as deep as it is long', '['.repeat(100_000), []],
])('of two credits of one person, %s names the right one', (_what, answer, last) => {
  expect(readAnswer(answer, both).found.map((one) => one.code)).toEqual(last.map(code))
})

test('of JSON, a line has the values around its record, and no names of fields', () => {
  const report = {
    Status: 'Rejected',
    CreditCertificate: ['1', '2'].map((id) => ({ ID: { value: '036-123456' }, CreditID: code(id) })),
  }
  expect(readAnswer(JSON.stringify([report]), both).found.map(({ line }) => line)).toEqual(
    ['1', '2'].map((id) => `036-123456\t${code(id)}\tRejected`),
  )
})

test('of one person’s records of several days, the number of the event names the right one', () => {
  const efn = whole.efn
  const days = ['1', '2'].map((last) => ({
    ...claimed('germany'),
    ...{ code: code(last), partId: `2026-03-0${last}`, number: `276010202600000000${last}` },
  }))
  const codes = { 'p germany 2026-03-01': code('1'), 'p germany 2026-03-02': code('2') }
  const sent = entriesFor('eiv', days, [], { about, reported: { codes, answers: {} } })
  const found = (line: string) => readAnswer(line, sent).found.map((one) => one.code)
  expect(found(`${efn};2760102026000000002;abgelehnt`)).toEqual([code('2')])
  expect(found(`${efn};abgelehnt`)).toEqual([])
  expect(found('2760102026000000002;abgelehnt')).toEqual([])
})

test('a number that two records share names neither of them', () => {
  expect(read('036-123456: no such licence')).toEqual({ found: [], unclear: ['036-123456: no such licence'] })
})

test('lines that name no record are shown, the first of them', () => {
  const text = ['Status;Reason', '', ...Array.from({ length: 50 }, (_, i) => `line ${i}`)].join('\n')
  const { found, unclear } = read(text)
  expect(found).toEqual([])
  expect(unclear).toHaveLength(20)
  expect(unclear[0]).toBe('Status;Reason')
})

test('the last line about a record counts', () => {
  const { found } = read(`${code('1')} pending\n${code('1')} rejected: inactive licence`)
  expect(found.map(({ line }) => line)).toEqual([`${code('1')} rejected: inactive licence`])
})

test('an earlier line that says something else is shown, and a repeated one is not', () => {
  const answer = `${code('1')} accepted\n${code('1')} rejected\n${code('1')} rejected`
  expect(read(answer).unclear).toEqual([`${code('1')} accepted`])
})

test.each([
  ['CSV with semicolons and quotes', `\ufeff"Status";"ID"\r\n"Rejected";"${code('1')}"\r\n`],
  ['lines that end as on an old Mac', `Status\tID\rRejected\t${code('1').toLowerCase()}\r`],
  [
    'the HTML of a mail, in one line',
    `<html><body><table><tr><th>ID</th><th>Status</th></tr><tr class="a"><td>${code('1')}</td><td>Rejected</td></tr>` +
      `<tr><td>${code('9')}</td><td>unknown &amp; odd</td></tr></table></body></html>`,
  ],
  ['an address', `https://lectern.example/verify/${code('1')}?status=rejected`],
])('the record is found in %s', (_what, answer) => {
  expect(read(answer).found.map(({ name }) => name)).toEqual(['Ana Ruiz'])
})

const two = (one: string, other: string) => [`${code('1')}\t${one}`.trim(), `${code('2')}\t${other}`.trim()]
test.each([
  [
    'a quoted field with lines of its own',
    `"ID","Message"\r\n"${code('1')}","Birth date\r\ndiffers"\r\n"${code('2')}","OK"`,
    [`"${code('1')}","Birth date differs"`, `"${code('2')}","OK"`],
  ],
  [
    'a quotation mark that is never closed',
    `${code('1')},"no match\n${code('2')},6" margin\n`,
    [`${code('1')},"no match`, `${code('2')},6" margin`],
  ],
  [
    'XML over many lines',
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- <a> -->\n<r:Answer xmlns:r="urn:123456">\n` +
      `<r:Record>\n<CreditID>${code('1')}</CreditID>\n<Status>Rejected</Status>\n<Reason><![CDATA[A & B]]></Reason>\n</r:Record>\n` +
      `<r:Record>\n<CreditID>${code('2')}</CreditID>\n<Status>Accepted</Status>\n</r:Record>\n</r:Answer>`,
    two('Rejected\tA & B', 'Accepted'),
  ],
  [
    'XML in one line, with elements that say what became of theirs',
    `<Answer run="2026-12-01"><Rejected><Record id="${code('1')}">A &amp; B</Record></Rejected>` +
      `<Accepted><Record id="${code('2')}"/></Accepted></Answer>`,
    two('A & B\trejected\t2026-12-01', 'accepted\t2026-12-01'),
  ],
  [
    'XML that breaks off',
    `<Answer><Record id="${code('1')}">no match</Record><Record id="${code('2')}">OK</Rec`,
    two('no match', 'OK'),
  ],
  [
    'JSON with the code as the name',
    JSON.stringify({ [code('1')]: { Reason: 'no match' }, [code('2')]: 'OK' }),
    [`no match\t${code('1')}`, `OK\t${code('2')}`],
  ],
  [
    'JSON with a list for each outcome',
    JSON.stringify({ accepted: [code('2')], rejectedRecords: [{ id: code('1'), why: 'no match' }] }),
    [`${code('2')}\taccepted`, `${code('1')}\tno match\trejected records`],
  ],
  [
    'JSON with several errors of a record, and what is true or false',
    JSON.stringify([
      { id: code('1'), isValid: false, errors: [{ no: 'E1', text: 'no match' }, { text: 'closed' }] },
      { id: code('2'), isValid: true, errors: [] },
    ]),
    two('not is valid\tE1\tno match\tclosed', 'is valid'),
  ],
  [
    'JSON with a line for each record',
    ['1', '2'].map((id) => JSON.stringify({ id: code(id), status: 'OK' })).join('\n'),
    two('OK', 'OK'),
  ],
  [
    'a record over several lines',
    `Certificate: ${code('1')}\nStatus: Rejected\nReason: no match\nCertificate: ${code('2')}\nStatus: OK\nGoodbye`,
    two('Rejected\tno match', 'OK'),
  ],
  [
    'UTF-16 taken for single bytes',
    Buffer.from(`\ufeff${code('1')};Größe\r\n${code('2')};OK\r\n`, 'utf16le').toString('latin1'),
    [`${code('1')};Größe`, `${code('2')};OK`],
  ],
  [
    'UTF-8 taken for single bytes',
    Buffer.from(`\ufeff${JSON.stringify([{ id: code('1') }, { id: code('2') }])}`).toString('latin1'),
    two('', ''),
  ],
])('the lines of two records are told apart in %s', (_what, answer, lines) => {
  const { found } = read(answer)
  expect(found.map(({ line }) => line).toSorted()).toEqual(lines.toSorted())
  expect(new Set(found.map(({ name }) => name))).toEqual(new Set(['Ana Ruiz', 'Ben Cole']))
  // The page sends the lines that it has read.
  expect(read(answerLines(answer).join('\n')).found).toEqual(found)
})

test.each([
  ['marks without an end', '<a b="'.repeat(100_000)],
  ['comments without an end', `<a>${'<!--'.repeat(100_000)}</a>`],
  ['elements in elements', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`],
  ['quotation marks', ',"'.repeat(200_000)],
  ['quotation marks in threes', ',"""'.repeat(200_000)],
  ['lists in lists', `${'[{"a":'.repeat(40)}"x"${'}]'.repeat(40)}`],
])('%s cost no more than their length', (_what, answer) => {
  const took = (text: string) => {
    const started = performance.now()
    answerLines(text)
    return performance.now() - started
  }
  took(answer)
  expect(took(answer)).toBeLessThan(10_000)
})

test('a mail’s HTML is shown as its text', () => {
  expect(read(`<p>Dear&nbsp;office,</p><p>NPI 1234567893: &#8220;no&#x20;match&#8221;</p>`)).toEqual({
    found: [{ code: code('2'), name: 'Ben Cole', line: 'NPI 1234567893: “no match”', isRejected: false }],
    unclear: ['Dear office,'],
  })
})

test('a number that lost its first zero in a spreadsheet is found', () => {
  const [entry] = entriesFor(
    'pars',
    [sent('1', 'Ana Ruiz', { licences: [{ state: 'IL', number: '0361234567' }] })],
    [],
    { about, reported: { codes: { '1 ama': code('1') }, answers: {} } },
  )
  expect(readAnswer('361234567,no match', [entry!]).found).toMatchObject([{ name: 'Ana Ruiz' }])
})

test('five megabytes in one line are read at once, and cut where they are shown', () => {
  const { found, unclear } = read(`<p>${'<b>x '.repeat(1_000_000)}</p>${code('1')}`)
  expect(found).toMatchObject([{ name: 'Ana Ruiz' }])
  expect(unclear[0]!.length).toBeLessThanOrEqual(500)
})

test('before anything was sent, no line can name a record', () => {
  expect(readAnswer(code('1'), []).found).toEqual([])
})
