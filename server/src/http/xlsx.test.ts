import { expect, test } from '@jest/globals'
import readXlsxFile, { readSheet } from 'read-excel-file/node'
import { workbook } from './xlsx.ts'

test('texts, numbers, moments and gaps come back as they are, in every sheet', async () => {
  const at = new Date('2026-11-29T13:45:00Z')
  const file = await workbook([
    {
      name: 'Sessions',
      head: ['Title', 'People', 'At'],
      rows: [
        ['قلب – "heart"', 3.5, at],
        ['', 0, null],
      ],
    },
    { name: 'Empty', head: ['Nothing'], rows: [] },
  ])
  const sheets = await readXlsxFile(file)
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Sessions', 'Empty'])
  expect(sheets[0]!.data).toEqual([
    ['Title', 'People', 'At'],
    ['قلب – "heart"', 3.5, at],
    [null, 0, null],
  ])
  expect(sheets[1]!.data).toEqual([['Nothing']])
})

test('what a spreadsheet would run is a text', async () => {
  const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("x")', '<b>&amp;</b>']
  const file = await workbook([{ name: 'T', head: ['Text'], rows: texts.map((text) => [text]) }])
  expect((await readSheet(file)).slice(1).flat()).toEqual(texts)
})

test('a sheet may be called anything', async () => {
  const file = await workbook([{ name: 'Is it [a:b] / c*? '.repeat(4), head: ['x'], rows: [] }])
  expect((await readXlsxFile(file))[0]!.sheet).toHaveLength(31)
})
