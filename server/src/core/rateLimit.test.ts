import { expect, test } from '@jest/globals'
import { errors } from '@lectern/shared/errors'
import { createRateLimit, limitFailures } from './rateLimit.ts'

const fails = (error: Error) => () => Promise.reject(error)
const codeOf = (attempt: Promise<unknown>) => attempt.then(String, ({ code }) => code as string)

test('successes are never limited, however many attempts from the same address failed', async () => {
  const count = limitFailures(createRateLimit('test', 2, 60), ['link_unknown'])
  const hospital = '203.0.113.7'
  const fail = (address: string) => codeOf(count(address, fails(errors.linkUnknown())))
  expect([await fail(hospital), await fail(hospital), await fail(hospital)]).toEqual([
    'link_unknown',
    'link_unknown',
    'rate_limited',
  ])
  for (let i = 0; i < 500; i++) expect(await codeOf(count(hospital, async () => 'in'))).toBe('in')
  expect(await fail('203.0.113.8')).toBe('link_unknown')
})

test('failures that are not the caller’s fault are not counted', async () => {
  const count = limitFailures(createRateLimit('test', 1, 60), ['link_unknown'])
  for (let i = 0; i < 5; i++)
    expect(await codeOf(count('203.0.113.7', fails(errors.storageUnavailable())))).toBe('storage_unavailable')
})
