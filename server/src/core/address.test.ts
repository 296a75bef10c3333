import type { IncomingMessage } from 'node:http'
import { expect, test } from '@jest/globals'
import { addressKey, createAddressOf } from './address.ts'

const request = (remoteAddress: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})

test('without a proxy a client cannot change its address', () => {
  const addressOf = createAddressOf(0)
  expect(addressOf(request('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7')
})

test('behind proxies only the entries they appended are trusted', () => {
  const forwarded = '10.9.9.9, 198.51.100.1, 203.0.113.7'
  expect(createAddressOf(1)(request('10.0.0.1', forwarded))).toBe('203.0.113.7')
  expect(createAddressOf(2)(request('10.0.0.1', forwarded))).toBe('198.51.100.1')
  expect(createAddressOf(1)(request('10.0.0.1'))).toBe('10.0.0.1')
  expect(createAddressOf(3)(request('10.0.0.1', '198.51.100.1'))).toBe('198.51.100.1')
})
