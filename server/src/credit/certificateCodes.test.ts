import { expect, test } from '@jest/globals'
import { certificateCode } from '@lectern/shared/certificates'
import fc from 'fast-check'
import { codeOf, newCode, readCode } from './certificateCodes.ts'

test('every code is well formed and reads back as itself', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const code = codeOf(Buffer.from(bytes))
      expect(certificateCode.parse(code)).toBe(code)
      expect(readCode(code)).toBe(code)
    }),
  )
})

test('no two numbers have the same code', () => {
  expect(codeOf(Buffer.alloc(16))).toBe('000000-00000-00000-00000-00000')
  expect(codeOf(Buffer.alloc(16, 255))).toBe('7ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ')
  expect(new Set(Array.from({ length: 1000 }, newCode)).size).toBe(1000)
})

test.each([
  ['5s46vd-r8qbe-yxb67-xjf2m-gzspy', '5S46VD-R8QBE-YXB67-XJF2M-GZSPY'],
  [' 5S46VDR8QBEYXB67XJF2MGZSPY ', '5S46VD-R8QBE-YXB67-XJF2M-GZSPY'],
  ['0OiIlL-00000-00000-00000-00000', '001111-00000-00000-00000-00000'],
])('"%s" is read as %s', (typed, code) => {
  expect(readCode(typed)).toBe(code)
})

test.each([
  '',
  'nonsense',
  '5S46VD-R8QBE-YXB67-XJF2M-GZSP',
  '5S46VD-R8QBE-YXB67-XJF2M-GZSPYY',
  'U'.repeat(26),
  '8'.repeat(26),
  '<script>',
  '0'.repeat(100_000),
])('"%.30s" is no code', (typed) => {
  expect(readCode(typed)).toBeUndefined()
})
