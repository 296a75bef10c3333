// Signing in with accounts of a real provider, and of one that cheats.
import { describe, expect, test } from '@jest/globals'
import type { OidcStanding } from '@lectern/shared/oidc'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { startServers } from '../testing/servers.ts'
import { type Accounts, oidcClient, startHostileProvider, startProvider } from './testing/providers.ts'

const port = await freePort()
const publicUrl = `http://127.0.0.1:${port}`
const accounts: Accounts = {
  boss: { name: 'Olga Boss', groups: ['cme-office'] },
  nurse: { name: 'Nils Nurse', groups: ['staff'], email: 'nils@example.org', email_verified: true },
  midwife: { name: 'Mia Midwife', groups: ['staff'] },
  stranger: { name: 'Sam Stranger', groups: [] },
  clara: { name: 'C. Nwosu', email: 'clara@example.org', email_verified: true, groups: ['staff'] },
  unverified: { name: 'Not Clara', email: 'clara@example.org', email_verified: false },
}
const provider = await startProvider(publicUrl, accounts)
const hostile = await startHostileProvider()
const settings = {
  OIDC_CLIENT_ID: oidcClient.id,
  OIDC_CLIENT_SECRET: oidcClient.secret,
  OIDC_OFFICE_CLAIM: 'groups=cme-office',
  OIDC_ROLE_CLAIMS: 'clinician:groups=staff',
  PUBLIC_URL: publicUrl,
}
const server = await startServers({
  noMistakes: true,
  settings: { ...settings, OIDC_ISSUER: provider.issuer, PORT: String(port) },
})
const other = await server.start({ OIDC_ISSUER: hostile.issuer, OIDC_NAME: 'Hostile', PORT: '0' })
expect(other.address).not.toBe(publicUrl)
await server.operate('POST', 'people', { id: 'clara', email: 'clara@example.org' })
const [conferenceId] = await server.connection.zrange('conferences', '0', '-1')

/** A browser: its cookie follows every answer. `on`: which server it asks. */
function browser(on = 0) {
  let cookie: string | undefined
  async function ask<Answer = OidcStanding>(method: 'GET' | 'POST', path: string, body?: unknown) {
    const answer = await server.request(path, { method, body, server: on, ...(cookie && { cookie }) })
    const set = answer.headers.getSetCookie().find((each) => each.startsWith('lectern='))
    if (set) cookie = set.split(';')[0]
    const said = (await answer.json()) as Answer & { error?: { code: string; message: string } }
    return said
  }
  return {
    ask,
    begin: async (path = '/credit') =>
      (await ask<{ url: string }>('POST', `/c/${conferenceId}/api/sign-in/oidc`, { path })).url,
    finish: (query: string) => ask('POST', '/api/sign-in/oidc/finish', { query }),
    async signIn(accountId: string) {
      return this.finish(await provider.signIn(await this.begin(), accountId))
    },
    me: () => ask<{ person: { id: string; name: string; roles: string[] } }>('GET', '/api/me'),
  }
}

test('an account whose claims give a role signs in at the conference whose page was used', async () => {
  const nils = browser()
  expect(await nils.signIn('nurse')).toEqual({ is: 'signed_in', conferenceId, path: '/credit' })
  expect((await nils.me()).person).toMatchObject({ name: 'Nils Nurse', roles: ['clinician'] })
  const again = browser()
  await again.signIn('nurse')
  expect((await again.me()).person.id).toBe((await nils.me()).person.id)
})

test('a claim makes a member of the office, and its end ends that; roles given by hand stay', async () => {
  const olga = browser()
  await olga.signIn('boss')
  const { person } = await olga.me()
  expect(person.roles).toContain('office')
  await server.operate('POST', 'people', { id: person.id, roles: ['speaker', 'office'] })
  accounts.boss = { ...accounts.boss, groups: [] }
  const later = browser()
  await later.signIn('boss')
  expect((await later.me()).person.roles).toEqual(['speaker'])
})

test('a linked account is seen and unlinked: by its owner, or by the office; it signs nobody in then', async () => {
  type Linked = { provider: string; accounts: { id: string }[] }
  const mia = browser()
  await mia.signIn('midwife')
  const { person } = await mia.me()
  const own = await mia.ask<Linked>('GET', '/api/account/oidc')
  expect(own).toMatchObject({ accounts: [{ id: expect.any(String) }] })
  const ofOffice = await server.request(`/api/office/people/${person.id}/oidc`, { as: 'ito' })
  expect(await ofOffice.json()).toEqual(own)

  // Nobody sees or ends what is another person's.
  const path = `/api/office/people/${person.id}/oidc`
  const { personId: organiser } = await server.invite({ name: 'Only Organiser', roles: ['organiser'] })
  for (const as of ['clara', organiser]) {
    expect((await server.request(path, { as })).status).toBe(403)
    const body = { accountId: own.accounts[0]!.id }
    expect((await server.request(`${path}/unlink`, { as, method: 'POST', body })).status).toBe(403)
    await server.request('/api/account/oidc/unlink', { as, method: 'POST', body })
  }
  expect(await mia.ask<Linked>('GET', '/api/account/oidc')).toEqual(own)

  const elsewhere = browser()
  await elsewhere.signIn('midwife')
  await mia.ask('POST', '/api/account/oidc/unlink', { accountId: own.accounts[0]!.id })
  expect(await mia.ask<Linked>('GET', '/api/account/oidc')).toMatchObject({ accounts: [] })
  // This browser stays signed in, the other one does not; roles that came with the account are gone.
  expect(await server.operate('GET', `people/${person.id}`)).toMatchObject({ roles: [] })
  expect((await elsewhere.me()).error?.code).toBe('not_signed_in')
  const later = browser()
  await later.signIn('midwife')
  expect((await later.me()).person.id).not.toBe(person.id)
})

test('an account without a role here is refused in words, and makes nobody', async () => {
  const before = await server.connection.scard('people')
  const refused = await browser().signIn('stranger')
  expect(refused.error).toMatchObject({
    code: 'sign_in_refused',
    message: expect.stringContaining('not known here'),
  })
  expect(await server.connection.scard('people')).toBe(before)
})

test('an account with somebody’s mail address is linked only after a personal link and a yes', async () => {
  const page = browser()
  const waiting = await page.signIn('clara')
  expect(waiting).toMatchObject({ is: 'pending', email: 'clara@example.org', name: null })
  expect((await page.me()).error?.code).toBe('not_signed_in')
  expect((await page.ask('POST', '/api/sign-in/oidc/link')).error?.code).toBe('not_signed_in')

  // Somebody else's link proves nothing.
  const tokenOf = async (id: string) => (await server.linkOf(id)).split('/s/')[1]!
  await page.ask('POST', '/api/sign-in', { token: await tokenOf('noah') })
  expect((await page.ask('POST', '/api/sign-in/oidc/link')).error?.code).toBe('sign_in_refused')

  expect(await page.ask('POST', '/api/sign-in', { token: await tokenOf('clara') })).toEqual({
    continueAt: '/sign-in/oidc',
  })
  expect(await page.ask('GET', '/api/sign-in/oidc/pending')).toMatchObject({
    name: expect.stringContaining('Clara'),
  })
  expect(await page.ask('POST', '/api/sign-in/oidc/link')).toMatchObject({ is: 'signed_in' })
  const next = browser()
  expect(await next.signIn('clara')).toMatchObject({ is: 'signed_in' })
  expect((await next.me()).person.id).toBe('clara')
})

test('an address that the provider has not verified leads to nobody', async () => {
  expect((await browser().signIn('unverified')).error?.code).toBe('sign_in_refused')
})

test('signing out leads to the provider, which ends its own sign-in', async () => {
  const page = browser()
  await page.signIn('nurse')
  const { endAt } = await page.ask<{ endAt: string }>('POST', '/api/sign-out')
  const url = new URL(endAt)
  expect(url.origin).toBe(provider.issuer)
  expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/sign-in?problem=signed_out`)
  expect(url.searchParams.get('id_token_hint')).toBeTruthy()
  expect((await page.me()).error?.code).toBe('not_signed_in')
})

test('the answer belongs to the browser that asked, and is good once', async () => {
  const [asking, another] = [browser(), browser()]
  const query = await provider.signIn(await asking.begin(), 'nurse')
  await another.begin()
  expect((await another.finish(query)).error?.code).toBe('sign_in_refused')
  expect(await asking.finish(query)).toMatchObject({ is: 'signed_in' })
  expect((await asking.finish(query)).error?.message).toContain('used already')
})

describe('a provider that cheats', () => {
  async function answered(forged: typeof hostile.next, query = (state: string) => `code=c&state=${state}`) {
    const page = browser(1)
    const url = new URL(await page.begin())
    hostile.nonce = url.searchParams.get('nonce')!
    hostile.next = forged
    return page.finish(query(url.searchParams.get('state')!))
  }
  const staff = { sub: 'eve', name: 'Eve', groups: ['staff'] }

  test('is believed while it does not cheat', async () => {
    expect(await answered({ claims: staff })).toMatchObject({ is: 'signed_in' })
  })

  test.each([
    ['another nonce', { claims: { ...staff, nonce: 'other' } }, 'another sign-in'],
    ['another issuer', { claims: { ...staff, iss: 'https://evil.example' } }, 'another provider'],
    ['another audience', { claims: { ...staff, aud: 'other' } }, 'another program'],
    ['an end in the past', { claims: { ...staff, exp: 1000 } }, 'expired'],
    ['no signature', { claims: staff, alg: 'none' }, 'not signed'],
    ['a signature with the client’s secret', { claims: staff, alg: 'HS256' }, 'not signed'],
    ['a signature with another key', { claims: staff, isForeign: true }, 'not signed'],
    ['a code that was used', { error: 'invalid_grant' }, 'used already'],
    ['a wrong secret', { error: 'invalid_client' }, 'refused the request'],
  ] as const)('%s is refused in words', async (_, forged, words) => {
    const { error } = await answered(forged as never)
    expect(error).toMatchObject({ code: 'sign_in_refused', message: expect.stringContaining(words) })
  })

  test('a person who cancels reads that', async () => {
    const { error } = await answered({}, (state) => `error=access_denied&state=${state}`)
    expect(error).toMatchObject({ code: 'sign_in_refused', message: expect.stringContaining('cancelled') })
  })

  test('a state of another sign-in is refused', async () => {
    expect((await answered({ claims: staff }, () => 'code=c&state=other')).error?.code).toBe(
      'sign_in_refused',
    )
  })
})

test('a provider that is down when servers start keeps nobody from signing in by link', async () => {
  hostile.isDown = true
  const third = await server.start({ OIDC_ISSUER: hostile.issuer, OIDC_NAME: 'Hospital', PORT: '0' })
  expect(third.address).toBeTruthy()
  const page = browser(2)
  const answer = await page.ask('POST', `/c/${conferenceId}/api/sign-in/oidc`, { path: '/' })
  expect(answer.error).toMatchObject({
    code: 'provider_unavailable',
    message: expect.stringContaining('Hospital cannot be reached'),
  })
  await page.ask('POST', '/api/sign-in', { token: (await server.linkOf('noah')).split('/s/')[1] })
  expect((await page.me()).person.id).toBe('noah')
  hostile.isDown = false
  expect(await page.begin()).toContain(hostile.issuer)
})
