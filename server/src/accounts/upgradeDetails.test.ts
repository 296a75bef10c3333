// Licences and numbers of installations before `details` existed.
import { beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { fileRedis } from '../testing/redis.ts'
import { createAccountsStore } from './accountsStore.ts'
import { createDetailsStore } from './detailsStore.ts'
import { upgradeDetails } from './upgradeDetails.ts'

const redis = (await fileRedis()).connect()
const accounts = createAccountsStore(redis)
const details = createDetailsStore(redis)

const old = {
  firstName: 'Clara',
  lastName: 'Nwosu',
  licenceState: 'NY',
  licenceNumber: '123456',
  npi: '1234567893',
  boardId: '654321',
  birthMonth: 2,
  birthDay: 29,
  efn: '',
  mayReport: true,
}
const upgraded = {
  email: '',
  language: null,
  identifiers: expect.objectContaining({
    npi: '1234567893',
    efn: '',
    boardIds: expect.objectContaining({ ABIM: '654321', ABP: '' }),
    licences: [{ state: 'NY', number: '123456' }],
    birthMonth: 2,
    birthDay: 29,
  }),
  permissions: Object.fromEntries(
    ['pars', 'cpe-monitor', 'eiv'].map((register) => [register, { given: true, at: null }]),
  ),
  // Nobody had been asked about either.
  mocWishes: {},
  recruitments: {},
}
const keep = (profile: object) => redis.set(keys.creditProfile('clara'), JSON.stringify(profile))

beforeEach(async () => {
  await redis.flushall()
  await accounts.createPerson({ id: 'clara', name: 'Dr Clara A. Nwosu', profession: 'physician' })
})

test('a profile becomes details, and divides a name that nobody has divided', async () => {
  await keep(old)
  await upgradeDetails(redis, accounts)
  expect(await details.of('clara')).toEqual(upgraded)
  expect(await accounts.findPerson('clara')).toMatchObject({
    ...{ name: 'Dr Clara A. Nwosu', givenName: 'Clara', familyName: 'Nwosu' },
  })
  expect(await redis.exists(keys.creditProfile('clara'))).toBe(0)
})

test('a start that was killed after any step is completed by the next one, without undoing what came since', async () => {
  await keep(old)
  await upgradeDetails(redis, accounts)
  await details.saveEmail('clara', 'clara@example.org')
  await details.savePermission('clara', 'eiv', { given: false, at: 5 })
  await accounts.changeIdentity('clara', { givenName: 'Clara Ada', familyName: 'Nwosu' })
  // Its last step was not done: the old profile is still there.
  await keep(old)
  await upgradeDetails(redis, accounts)
  const { email, permissions } = await details.of('clara')
  expect([email, permissions.eiv]).toEqual(['clara@example.org', { given: false, at: 5 }])
  expect(await accounts.findPerson('clara')).toMatchObject({ givenName: 'Clara Ada' })
  expect(await redis.exists(keys.creditProfile('clara'))).toBe(0)
})

test('an empty profile permits nothing, and has no licence', async () => {
  await keep({ mayReport: false, licenceState: 'NY' })
  await upgradeDetails(redis, accounts)
  const { identifiers, permissions } = await details.of('clara')
  expect([identifiers.licences, permissions]).toEqual([[], {}])
  expect(await accounts.findPerson('clara')).not.toHaveProperty('familyName')
})

test('people without a profile are left alone, however many there are', async () => {
  for (let i = 0; i < 501; i++)
    await accounts.createPerson({ id: `p${i}`, name: `Person ${i}`, profession: 'nurse' })
  await keep(old)
  await upgradeDetails(redis, accounts)
  expect(await redis.exists(...Array.from({ length: 501 }, (_, i) => keys.details(`p${i}`)))).toBe(0)
  expect(await details.of('clara')).toEqual(upgraded)
})
