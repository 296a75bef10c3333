// Files as offices send them, read in the inspector's own process with its limits.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { AppError } from '@lectern/shared/errors'
import { type TableMeta, tableLimits } from '@lectern/shared/tables'
import writeXlsxFile from 'write-excel-file/node'
import { inspectTable } from '../inspectFile.ts'

type Read = TableMeta & { table: [number, ...string[]][] }

async function read(content: Buffer | string): Promise<Read> {
  const lines = (await inspectTable(Buffer.from(content as string))).toString().split('\n')
  const [meta, ...rows] = lines.map((line) => JSON.parse(line) as unknown)
  return { ...(meta as TableMeta), table: rows as Read['table'] }
}
const refusal = async (content: Buffer | string): Promise<string> => {
  const error: unknown = await read(content).catch((reason: unknown) => reason)
  if (!(error instanceof AppError)) throw new Error('it was read')
  expect(error.code).toBe('file_refused')
  return error.message
}

const names = 'Name;Ort\nZoë Müller;Köln\n'
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const encodings = {
  'UTF-8': Buffer.from(names),
  'UTF-8 with a mark': Buffer.from(`\ufeff${names}`),
  'UTF-16 LE with a mark': Buffer.from(`\ufeff${names}`, 'utf16le'),
  'UTF-16 LE': Buffer.from(names, 'utf16le'),
  'UTF-16 BE with a mark': utf16be(`\ufeff${names}`),
  'UTF-16 BE': utf16be(names),
  'Windows-1252': Buffer.from(names, 'latin1'),
}
test.each(Object.entries(encodings))('reads %s', async (_, content) => {
  expect(await read(content)).toMatchObject({
    headings: ['Name', 'Ort'],
    table: [[2, 'Zoë Müller', 'Köln']],
    rows: 1,
  })
})

test.each([',', ';', '\t'])(
  'reads cells divided by %j, with quotes, line breaks and doubled quotes',
  async (delimiter) => {
    const text = `Name${delimiter}Summary\r\nClara${delimiter}"One,;\nand ""two"""\r\n\r\nAda${delimiter}x\r\n`
    expect((await read(text)).table).toEqual([
      [2, 'Clara', 'One,;\nand "two"'],
      [4, 'Ada', 'x'],
    ])
  },
)

test('reads the file of a spreadsheet that declares its delimiter, below a title', async () => {
  const { headings, table } = await read(
    'sep=;\r\nParticipants 2026;;\r\nName;Email;Name\r\nClara;c@example.org;x\r\n',
  )
  expect(headings).toEqual(['Name', 'Email', 'Name (2)'])
  expect(table).toEqual([[3, 'Clara', 'c@example.org', 'x']])
})

test('an apostrophe that our exports put before a formula is taken away', async () => {
  expect((await read("Name,Note\nClara,'=1+1\nO'Neil,'quoted'\n")).table).toEqual([
    [2, 'Clara', '=1+1'],
    [3, "O'Neil", "'quoted'"],
  ])
})

const book = (rows: unknown[][]): Promise<Buffer> =>
  writeXlsxFile(
    rows.map((row) =>
      row.map((value) =>
        value === null ? null : { value, ...(value instanceof Date && { format: 'yyyy-mm-dd hh:mm' }) },
      ),
    ) as never,
    {
      sheet: 'People',
    },
  ).toBuffer()

test('reads a workbook: texts, numbers, dates as their cells show them, and its rows by number', async () => {
  const content = await book([
    ['Name', 'NPI', 'Start', 'Yes', 'Note'],
    ['Zoë', 1234567893, new Date('2026-11-24T09:30:00Z'), true, '=HYPERLINK("x")'],
    [null, null, null, null, null],
    ['Ada', 0.5, new Date('2026-11-25T00:00:00Z'), false, 'x'],
  ])
  expect(await read(content)).toMatchObject({
    format: 'xlsx',
    detail: 'sheet “People”',
    table: [
      [2, 'Zoë', '1234567893', '2026-11-24 09:30', 'true', '=HYPERLINK("x")'],
      [4, 'Ada', '0.5', '2026-11-25', 'false', 'x'],
    ],
  })
})

/** A ZIP file with these files, stored as told. */
function zip(
  files: Record<string, Buffer>,
  { flags = 0, size }: { flags?: number; size?: number } = {},
): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(flags, 6)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(size ?? content.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(size ?? content.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    parts.push(head, Buffer.from(name), packed)
    central.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  const list = Buffer.concat(central)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}
const workbook = (sheet: Buffer, more = {}) =>
  zip({ 'xl/workbook.xml': Buffer.from('<workbook/>'), 'xl/worksheets/sheet1.xml': sheet }, more)

test('a workbook that is cut off, encrypted, of another program, or grows enormously is refused in a sentence', async () => {
  const whole = await book([['Name'], ['Clara'], ['Ada']])
  expect(await refusal(whole.subarray(0, whole.length - 40))).toMatch(/damaged or incomplete/)
  expect(await refusal(workbook(Buffer.from('x'), { flags: 1 }))).toMatch(/protected by a password/)
  const encrypted = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  expect(await refusal(encrypted)).toMatch(/protected by a password/)
  expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toMatch(/old Excel/)
  expect(await refusal(zip({ 'word/document.xml': Buffer.from('x') }))).toMatch(/a Word document/)
  expect(await refusal(zip({ 'content.xml': Buffer.from('x') }))).toMatch(/LibreOffice/)
  expect(await refusal(workbook(Buffer.from('x'), { size: 60_000_000 }))).toMatch(/more than 20,000 rows/)
  const two = { 'xl/workbook.xml': Buffer.from('x'), 'xl/sharedStrings.xml': Buffer.from('x') }
  expect(await refusal(zip(two, { size: 90_000_000 }))).toMatch(/too large once it is unpacked/)
})

test('a bomb that says it is small is ended by the limits', async () => {
  const bomb = workbook(Buffer.alloc(400 * 1024 * 1024, '<'), { size: 1000 })
  expect(await refusal(bomb)).toMatch(/damaged|too long or too much memory/)
})

test('more rows than are read are refused, a million quickly', async () => {
  const million = `Email\n${'a@b.c\n'.repeat(1_000_000)}`
  expect(await refusal(million)).toMatch(/more than 20,000 rows. Split it/)
  expect(await refusal(`Email\n${'a@b.c\n'.repeat(tableLimits.rows + 1)}`)).toMatch(/more than 20,000 rows/)
})

const wrong: [string, Buffer | string, RegExp][] = [
  ['nothing', '', /is empty/],
  ['blank rows', '\n\n ; \n', /is empty/],
  ['headings alone', 'Name;Email\n', /no rows below/],
  ['a PDF document', '%PDF-1.7 …', /a PDF document/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d]), /a picture/],
  [
    'a program',
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 3, 4, 5, 6, 7]),
    /neither a spreadsheet nor a text/,
  ],
  [
    'a quote that is not closed',
    'Name;Note\nClara;"open\nAda;x\n',
    /quotation mark in row \d+ is not closed/,
  ],
  ['a character cut in half', Buffer.from('Name\nZoë').subarray(0, 8), /in the middle of a character/],
  ['JSON cut off', '{"schedule": {"conference": {"days": [', /incomplete or damaged/],
  ['other JSON', '{"name": "x"}', /not a schedule/],
  ['an empty schedule', '{"schedule":{"conference":{"days":[]}}}', /no talks yet/],
]
test.each(wrong)('%s is refused in a sentence that says what to do', async (_, content, words) => {
  const message = await refusal(content)
  expect(message).toMatch(words)
  expect(message).toMatch(/\. .*\.$|: .*\.$/)
})

test("pretalx' own demo is read, with offsets, rooms and the ids of speakers", async () => {
  const content = readFileSync(join(import.meta.dirname, 'testing/pretalx-democon.json'))
  const { format, detail, timeZone, headings, table, rows } = await read(content)
  expect({ format, detail, timeZone, rows }).toEqual({
    format: 'schedule',
    detail: 'DemoCon',
    timeZone: 'UTC',
    rows: 36,
  })
  const [, ...first] = table[0]!
  expect(Object.fromEntries(headings.map((heading, i) => [heading, first[i]]))).toMatchObject({
    guid: '8079583e-8321-506c-95af-fd2903a5f075',
    title: 'Focused 5thgeneration hardware',
    start: '2020-12-14T09:00:00+01:00',
    duration: '00:30',
    room: 'Gray Room',
    track: 'Phased',
    persons: 'Brian Robinson [NQTF8Y]',
  })
})
