import { expect, test } from '@jest/globals'
import { csvForMachines, csvForPeople, forSpreadsheet } from './csv.ts'

test.each([
  '=1+1',
  '=HYPERLINK("http://a.example","x")',
  '@SUM(A1)',
  '+cmd',
  "+cmd|' /C calc'!A0",
  '-2+3',
  '+2+3',
  '-1-2',
  '+1-2',
  '-cmd',
  '-',
  '+49 30 1234567 =1',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1',
])('%j could run, and is made text', (text) => {
  expect(forSpreadsheet(text)).toBe(`'${text}`)
})

test.each([
  '+49 30 1234567',
  '+49 (30) 123-4567',
  '+49.30.1234567',
  '+4930 1234567',
  '-5',
  '-5.25',
  '+3',
  '-1,000.50',
  '-12%',
  '+1e6',
  '(030) 1234567',
  'A-1',
  'a@b.example',
  "'quoted'",
  '',
])('%j is left alone', (text) => {
  expect(forSpreadsheet(text)).toBe(text)
})

test.each([
  ['Zoë;=HYPERLINK("http://a.example")', 'Zoë;\'=HYPERLINK("http://a.example")'],
  ['Zoë;"=1+1"', 'Zoë;"\'=1+1"'],
  ['first\n@SUM(A1)', "first\n'@SUM(A1)"],
  ["a;-cmd|' /C calc'!A0", "a;'-cmd|' /C calc'!A0"],
  ['Balanced:\n- yes\n- no', 'Balanced:\n- yes\n- no'],
  ['2;-5', '2;-5'],
])('%j could run after a separator: %j', (text, safe) => {
  expect(forSpreadsheet(text)).toBe(safe)
})

test('a machine gets exactly the data, from the first byte on', () => {
  const rows = [
    ['NABP', 'Name'],
    ['+49 30 1234567', '=1+1'],
    ['a "quoted", one', '𠮷田\n太郎'],
  ]
  expect(csvForMachines(rows)).toBe('NABP,Name\n+49 30 1234567,=1+1\n"a ""quoted"", one","𠮷田\n太郎"\n')
})

test('a person gets the mark that tells spreadsheets it is UTF-8, and no formulas', () => {
  expect(csvForPeople([['Name'], ['Zoë'], ['=1'], ['+49 30 1234567']])).toBe(
    "\ufeffName\nZoë\n'=1\n+49 30 1234567\n",
  )
})
