import { expect, test } from '@jest/globals'
import { comparableMailAddress, mailAddress } from './mailAddress.ts'

test.each([
  'clara@example.org',
  'Clara.Nwosu+cme@Example.ORG',
  "o'brien@example.co.uk",
  'jürgen@münchen.example',
  '用户@例子.中国',
  'a@b.example',
])('%s is a mail address', (address) => {
  expect(mailAddress.parse(`  ${address}\u200b\n`)).toBe(address)
})

test.each([
  '',
  'clara',
  '@example.org',
  'clara@',
  'clara@example',
  'clara@@example.org',
  'a@b@example.org',
  'clara nwosu@example.org',
  'clara@exam ple.org',
  'Clara <clara@example.org>',
  'clara@example.org, noah@example.org',
  'clara@example.org\nBcc: all@example.org',
  '.clara@example.org',
  'clara..n@example.org',
  'clara@-example.org',
  'clara@example..org',
  'clara@127.0.0.1',
  'cla\u202era@example.org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'b'.repeat(260)}.org`,
])('%j is none', (address) => {
  expect(mailAddress.safeParse(address).success).toBe(false)
})

test('addresses of one mailbox are equal', () => {
  expect(comparableMailAddress('Clara@EXAMPLE.org')).toBe('clara@example.org')
  expect(comparableMailAddress('clara@München.example')).toBe(
    comparableMailAddress('clara@xn--mnchen-3ya.example'),
  )
})
test('a tag after a plus may be another mailbox', () => {
  expect(comparableMailAddress('clara+a@example.org')).not.toBe(comparableMailAddress('clara@example.org'))
})
