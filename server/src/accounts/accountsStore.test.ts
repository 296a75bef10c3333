import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { Role } from '@lectern/shared/roles'
import { everythingIn } from '../../../scripts/testing/redis.ts'
import { conferenceId } from '../testing/conference.ts'
import { fileRedis } from '../testing/redis.ts'
import { createAccountsStore } from './accountsStore.ts'
import { exampleToken, linksMax, namedToken } from './linksStore.ts'

const redis = await fileRedis()
const connection = redis.connect()
const accounts = createAccountsStore(connection)

const day = 86_400_000
const secret = 'a secret of the seeded links'
const invite = (id: string) => accounts.invite(conferenceId, { id, name: `Dr ${id}`, roles: ['clinician'] })
/** Who the link signs in. */
const open = async (token: string, now = Date.now()) => {
  const { person } = await accounts.openLink(token, now)
  return accounts.memberOf(person.id, conferenceId)
}

test('a link signs its person in any number of times, and a person can have several links', async () => {
  const ada = await invite('ada')
  const tokens = [await accounts.createLink('ada'), await accounts.createLink('ada')]
  expect(new Set(tokens).size).toBe(2)
  for (const token of [...tokens, ...tokens]) expect(await open(token)).toEqual(ada)
})

test('a link works until the end of its last day, and is then reported as expired', async () => {
  const ben = await invite('ben')
  const before = Date.now()
  const token = await accounts.createLink('ben', 2)
  const after = Date.now()
  expect(await open(token, before + 2 * day - 1)).toEqual(ben)
  await expect(open(token, after + 2 * day)).rejects.toMatchObject({ code: 'link_expired' })
})

test('a year later an expired link can still be distinguished from an unknown one', async () => {
  await invite('cleo')
  await accounts.createLink('cleo', 2)
  const [hash] = await connection.smembers(keys.linksOf('cleo'))
  expect(await connection.pttl(keys.link(hash!))).toBeGreaterThan(366 * day)
})

test.each(['', 'nonsense', '__proto__'])('the made-up token %j is unknown', async (token) => {
  await expect(open(token)).rejects.toMatchObject({ code: 'link_unknown' })
})

test('a link of a removed person is unknown', async () => {
  await invite('gone')
  const token = await accounts.createLink('gone')
  await connection.del(keys.person('gone'))
  await expect(open(token)).rejects.toMatchObject({ code: 'link_unknown' })
})

test('revoking ends all links of a person and nobody else’s', async () => {
  await invite('dora')
  const emil = await invite('emil')
  const revoked = [await accounts.createLink('dora'), await accounts.createLink('dora')]
  const kept = await accounts.createLink('emil')
  expect(await accounts.revokeLinks('dora', Date.now())).toHaveLength(2)
  for (const token of revoked) await expect(open(token)).rejects.toMatchObject({ code: 'link_revoked' })
  expect(await accounts.linksOf('dora', Date.now())).toEqual([])
  expect(await open(kept)).toEqual(emil)
  expect(await open(await accounts.createLink('dora'))).toMatchObject({ id: 'dora' })
})

test("an example person's token is always the same, and differs for another person or secret", () => {
  const token = exampleToken('faye', secret)
  expect(exampleToken('faye', secret)).toBe(token)
  expect(exampleToken('gus', secret)).not.toBe(token)
  expect(exampleToken('faye', `${secret}!`)).not.toBe(token)
})

test('no token is ever stored in Redis, in no key and no value', async () => {
  await invite('hana')
  const tokens = [await accounts.createLink('hana'), exampleToken('hana', secret)]
  await accounts.rememberLink('hana', tokens[1]!, 1)
  for (const token of tokens) await open(token)
  const everything = await everythingIn(connection)
  // The search covers what these links left behind.
  expect(await connection.scard(keys.linksOf('hana'))).toBe(2)
  for (const hash of await connection.smembers(keys.linksOf('hana'))) expect(everything).toContain(hash)
  for (const token of tokens) expect(everything).not.toContain(token)
})

test('a person invited without an id gets one that cannot be guessed, and defaults for the rest', async () => {
  const [first, second] = [
    await accounts.invite(conferenceId, { name: 'Ida', roles: ['clinician'] }),
    await accounts.invite(conferenceId, { name: 'Ida', roles: ['clinician'] }),
  ]
  expect(first.id).toMatch(/^[\w-]{16}$/)
  expect(second.id).not.toBe(first.id)
  expect(await accounts.memberOf(first.id, conferenceId)).toEqual({
    id: first.id,
    name: 'Ida',
    credentials: '',
    affiliation: '',
    profession: 'other',
    roles: ['clinician'],
  })
})

test('one link is revoked by its id; the others still work, and a revoked one never comes back', async () => {
  await invite('kim')
  const seeded = exampleToken('kim', secret)
  await accounts.rememberLink('kim', seeded, 1)
  const other = await accounts.createLink('kim')
  const { linkId } = await accounts.openLink(seeded, Date.now())
  expect((await accounts.linksOf('kim', Date.now())).map(({ id }) => id)).toContain(linkId)
  expect(await accounts.revokeLinks('kim', Date.now(), linkId)).toEqual([linkId])
  await accounts.rememberLink('kim', seeded, 1)
  await expect(open(seeded)).rejects.toMatchObject({ code: 'link_revoked' })
  expect(await open(other)).toMatchObject({ id: 'kim' })
})

test('a link whose token can be derived again is never forgotten; any other is, a year after it expired', async () => {
  await invite('max')
  await accounts.rememberLink('max', exampleToken('max', secret), 1)
  await accounts.createLink('max', 1, namedToken('max', 'first', secret))
  const other = await accounts.createLink('max', 1)
  const { linkId } = await accounts.openLink(other, Date.now())
  await accounts.revokeLinks('max', Date.now())
  const hashes = await connection.smembers(keys.linksOf('max'))
  const lasting = await Promise.all(
    hashes.map(async (hash) => [hash, await connection.ttl(keys.link(hash))] as const),
  )
  expect(lasting.filter(([, seconds]) => seconds === -1)).toHaveLength(2)
  expect(lasting.filter(([, seconds]) => seconds > 0).map(([hash]) => hash.startsWith(linkId))).toEqual([
    true,
  ])
})

test('a person has a limited number of working links, and an expired one makes room', async () => {
  await invite('lea')
  for (let i = 1; i < linksMax; i++) await accounts.createLink('lea')
  await accounts.rememberLink('lea', 'an old one', -1)
  await accounts.createLink('lea')
  await expect(accounts.createLink('lea')).rejects.toMatchObject({ code: 'conflict' })
})

test('two simultaneous edits of different fields of one person are both kept', async () => {
  await accounts.invite(conferenceId, { id: 'max', name: 'Max', roles: ['clinician'] })
  const given = { id: 'max', name: 'Max', roles: ['clinician'] as Role[] }
  await Promise.all([
    accounts.invite(conferenceId, { ...given, profession: 'nurse' }),
    accounts.invite(conferenceId, { ...given, credentials: 'RN', affiliation: 'Ward 3' }),
  ])
  expect(await accounts.findPerson('max')).toMatchObject({
    profession: 'nurse',
    credentials: 'RN',
    affiliation: 'Ward 3',
  })
})

test('inviting an existing id changes the given fields; the rest and the links stay', async () => {
  await accounts.invite(conferenceId, {
    id: 'jo',
    name: 'Jo',
    credentials: 'MD',
    roles: ['speaker', 'organiser'],
  })
  const token = await accounts.createLink('jo')
  const people = await connection.scard(keys.people())
  await accounts.invite(conferenceId, { id: 'jo', name: 'Jo B.', roles: ['clinician'] })
  expect(await open(token)).toMatchObject({
    id: 'jo',
    name: 'Jo B.',
    credentials: 'MD',
    roles: ['clinician'],
  })
  expect(await connection.scard(keys.people())).toBe(people)
})

test('a list of roles gives the role of the office, and never takes it away by lacking it', async () => {
  const roles = async () => (await accounts.memberOf('ona', conferenceId))!.roles
  await accounts.invite(conferenceId, { id: 'ona', name: 'Ona', roles: ['office'] })
  await accounts.change(conferenceId, { id: 'ona', roles: ['speaker'] })
  expect(await roles()).toEqual(['speaker', 'organiser', 'office'])
  await accounts.join('ona', conferenceId, { roles: ['clinician'] })
  expect(await roles()).toContain('office')
  await accounts.change(conferenceId, { id: 'ona', roles: ['speaker'], isOffice: null })
  expect(await roles()).toEqual(['speaker'])
})

test('an unknown person is not found', async () => {
  expect(await accounts.findPerson('nobody')).toBeUndefined()
})
