import { codeOf } from './certificateCodes.ts'
import { code } from './fakeCredit.ts'

test.each([
  ['as printed', code],
  ['in small letters', code.toLowerCase()],
  ['without its groups', code.replaceAll('-', '')],
  ['with blanks around and between', `  ${code.replaceAll('-', ' ')} `],
  ['with letters that look like digits', code.replace('1', 'I').replace('1', 'l')],
])('a code is known %s', (_how, written) => {
  expect(codeOf(written)).toBe(code)
})

test.each([
  ['nothing', ''],
  ['too little', code.slice(0, -1)],
  ['too much', `${code}A`],
  ['a letter that no code has', code.replace('A', 'U')],
])('%s is no code', (_what, written) => {
  expect(codeOf(written)).toBeUndefined()
})
