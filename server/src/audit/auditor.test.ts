// An auditor sees exactly the activities that they were given. Everything else answers as to a person who has
// no place anywhere: each route is tried as both, and the socket as well.
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import type { Auditors } from '@lectern/shared/audit'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry } from '@lectern/shared/ledger'
import type { Route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import { connectBy } from '../../../scripts/programClient.ts'
import { dayMs } from '../core/clock.ts'
import { eventually } from '../mail/testing/eventually.ts'
import { codeOf, errorIn, statusAndCode } from '../testing/answers.ts'
import { plannedActivity } from '../testing/credit.ts'
import { exampleHttp } from '../testing/examples.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ noMistakes: true })
const { address } = server.servers[0]!
const [given, other] = ['heart-failure-2026', 'not-theirs']
const all = [given, other, 'no-such-activity']
const until = Date.now() + 30 * dayMs
const people = { auditor: '', stranger: '' }
const cookies = { auditor: '', stranger: '' }

const asOffice = (path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: unknown) =>
  server.request(path, { as: 'ito', method, body })
const invite = (changes: object = {}) =>
  asOffice('/api/office/auditors', 'POST', {
    ...{ name: 'Ada Audit', email: 'ada@accreditor.example', activityIds: [given], until },
    ...changes,
  })
const entries = async (kind: string): Promise<LedgerEntry[]> =>
  (await server.connection.xrange(keys.ledger('cardiology'), '-', '+'))
    .map(([, fields]) => JSON.parse(fields[1]!) as LedgerEntry)
    .filter((entry) => entry.kind === kind)
/** For whoever has no place, for whom operators make no link. */
async function enterBy(personId: string): Promise<string> {
  const made = await asOffice(`/api/office/people/${personId}/links`, 'POST')
  return server.enter(((await made.json()) as { link: string }).link)
}
const asAuditor = (path: string) => server.request(path, { cookie: cookies.auditor })

beforeAll(async () => {
  await server.operate('PUT', 'activities', { ...plannedActivity(other), conferenceId: undefined })
  const { auditors } = (await (await invite()).json()) as Auditors
  people.auditor = auditors[0]!.personId
  cookies.auditor = await server.enter(`${address}/s/${auditors[0]!.link!.split('/s/')[1]!.split('?')[0]}`)
  const stranger = await asOffice('/api/people', 'POST', {
    ...{ personId: 'stranger', familyName: 'Stranger', affiliation: '', profession: 'other', email: '' },
  })
  expect(stranger.status).toBe(201)
  people.stranger = 'stranger'
  cookies.stranger = await enterBy('stranger')
})

/** These sign out whoever sends them, or change their name. */
const left = ['accounts.signOut', 'accounts.end', 'oidc.finish'] as readonly string[]
const walked = Object.entries<Route>(routes).filter(
  ([name, { who }]) => who !== 'operator' && !left.includes(name),
)
const ask = (route: Route, who: keyof typeof cookies, ids: object, prefix: string) => {
  const { path, headers, ...rest } = exampleHttp(route, { ...ids })
  const own = { ...headers, cookie: cookies[who] }
  return fetch(address + prefix + path, { ...rest, redirect: 'manual', headers: own })
}
const bodyOf = async (answer: Response): Promise<string> =>
  (await answer.text())
    .replaceAll(people.auditor, people.stranger)
    .replaceAll('Ada Audit', 'Stranger')
    .replaceAll('ada@accreditor.example', '')

test.each(walked)('%s tells an auditor no more than somebody without any place', async (name, route) => {
  const ids = {
    sessionId: 'heart-failure',
    boothId: 'meridian',
    personId: 'clara',
    conferenceId: 'cardiology',
  }
  for (const prefix of ['', '/c/cardiology'])
    for (const activityId of JSON.stringify(exampleHttp(route, ids)).includes('ctivit') ? all : [other]) {
      if (route.who === 'auditor' && activityId === given) continue
      const asked = { ...ids, activityId, email: '', activityIds: [activityId] }
      const [own, strangers] = [
        await ask(route, 'auditor', asked, prefix),
        await ask(route, 'stranger', asked, prefix),
      ]
      expect([name, own.status]).toEqual([name, strangers.status])
      // What is one's own: names, links, sign-ins.
      if (own.ok && route.who === 'signedIn') continue
      expect([name, await bodyOf(own)]).toEqual([name, await bodyOf(strangers)])
    }
})

test('an auditor gets no socket, and so no command, no event and no live room', async () => {
  for (const conferenceId of [undefined, 'cardiology'])
    for (const who of ['auditor', 'stranger'] as const)
      expect(await codeOf(connectBy(address, cookies[who], conferenceId))).toMatch(
        /You take part in no conference|There is no such conference/,
      )
})

test('what was given is there, and nothing of it for anybody else', async () => {
  const paths = ['', '/attendance', '/certificates', '/packs'].map((path) => `/api/audit/${given}${path}`)
  for (const path of paths) {
    expect([path, (await asAuditor(path)).status]).toEqual([path, 200])
    for (const as of ['clara', 'okafor', 'moreau', 'ellis'])
      expect([path, as, await statusAndCode(server.request(path, { as }))]).toEqual([
        path,
        as,
        [404, 'not_found'],
      ])
    expect(await statusAndCode(server.request(path))).toEqual([401, 'not_signed_in'])
  }
  expect(await (await asAuditor('/api/audit')).json()).toMatchObject({
    activities: [{ activityId: given, title: 'Heart failure in 2026', until }],
  })
  const dossier = await (await asAuditor(`/api/audit/${given}`)).text()
  for (const theirs of ['Activity not-theirs', 'ada@accreditor.example', 'Meridian'])
    expect(dossier).not.toContain(theirs)
})

test('what an auditor or the office opens is in the ledger, once while they look at it again', async () => {
  for (let i = 0; i < 3; i++) await asAuditor(`/api/audit/${given}`)
  await server.request(`/api/audit/${given}`, { as: 'ito' })
  const opened = (await entries('audit.opened')).filter(({ data }) => data.what === 'dossier')
  expect(opened).toMatchObject([
    { by: people.auditor, data: { activityId: given } },
    { data: { activityId: given, as: 'office' } },
  ])
})

test('a repeat gives nothing anew; a day that has passed or no activity of the conference is refused', async () => {
  const before = (await entries('audit.granted')).length
  expect((await invite()).status).toBe(201)
  expect(await entries('audit.granted')).toHaveLength(before)
  expect(await statusAndCode(invite({ until: Date.now() - 1 }))).toEqual([400, 'invalid_request'])
  expect(await statusAndCode(invite({ activityIds: ['no-such-activity'] }))).toEqual([404, 'not_found'])
})

test('somebody who works for a company is no auditor, neither before nor after', async () => {
  const staff = { id: 'staff', name: 'Sal Staff', roles: ['exhibitor'] as const, exhibitorId: 'acme' }
  await server.invite({ ...staff, roles: ['exhibitor'] })
  await asOffice('/api/people/staff', 'GET')
  const email = 'sal@acme.example'
  const saved = await server.request('/api/people/staff', {
    ...{ as: 'ito', method: 'PUT' },
    body: { familyName: 'Staff', givenName: 'Sal', affiliation: '', profession: 'other', email },
  })
  expect(saved.status).toBe(200)
  expect(await statusAndCode(invite({ email }))).toEqual([409, 'conflict'])
  const late = 'late@accreditor.example'
  await invite({ name: 'Late', email: late, personId: 'late' })
  const cookie = await enterBy('late')
  expect((await server.request(`/api/audit/${given}`, { cookie })).status).toBe(200)
  const place = { roles: ['exhibitor'], exhibitorId: 'acme' }
  await server.request('/api/people/late/places/cardiology', { as: 'ito', method: 'PUT', body: place })
  expect(await statusAndCode(server.request(`/api/audit/${given}`, { cookie }))).toEqual([404, 'not_found'])
})

/** A pack of this many bytes, as a job leaves it. */
async function storePack(id: string, bytes: number): Promise<void> {
  const file = await open(join(server.uploads, id), 'w')
  await file.truncate(bytes)
  await file.close()
  const made = { fileId: id, bytes, sha256: '0'.repeat(64), isComplete: true, missing: 0 }
  const about = { id, activityId: given, conferenceId: 'cardiology', by: 'ito', at: Date.now() }
  const pack = { ...about, state: 'ready', finishedAt: Date.now(), file: made, problem: null }
  await server.connection.hset(keys.auditPacks(), id, JSON.stringify(pack))
}
/** A response whose bytes are read only when the test wants. */
async function startDownload(path: string, cookie: string): Promise<IncomingMessage> {
  const request = httpGet(address + path, { headers: { cookie } })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(200)
  return response
}
async function bytesOf(response: IncomingMessage): Promise<number> {
  let bytes = 0
  for await (const part of response) bytes += (part as Buffer).length
  return bytes
}

test('a download that is under way breaks off when the access ends; the office’s own goes on', async () => {
  // More than the connection holds while nobody reads.
  const bytes = 64 * 1024 * 1024
  await storePack('large', bytes)
  const path = `/api/audit/${given}/packs/large.zip`
  const theirs = await startDownload(path, cookies.auditor)
  const office = await startDownload(path, await server.cookieOf('ito'))
  await asOffice(`/api/office/auditors/${people.auditor}`, 'DELETE')
  await eventually(async () =>
    expect(server.log.lines).toContainEqual(expect.objectContaining({ msg: 'an answer broke off' })),
  )
  await expect(bytesOf(theirs)).rejects.toThrow('aborted')
  expect(await bytesOf(office)).toBe(bytes)
  await invite()
})

test('an access that the office ends is over at once, on every page, and it can be given again', async () => {
  const path = `/api/office/auditors/${people.auditor}`
  for (let i = 0; i < 2; i++) expect((await asOffice(path, 'DELETE')).status).toBe(200)
  expect(await statusAndCode(asAuditor(`/api/audit/${given}`))).toEqual([404, 'not_found'])
  expect(await (await asAuditor('/api/audit')).json()).toMatchObject({ activities: [] })
  expect(await entries('audit.ended')).toHaveLength(2)
  expect(await errorIn(asOffice('/api/office/auditors/clara', 'DELETE'))).toMatchObject({ code: 'not_found' })
  const { auditors } = (await (await invite()).json()) as Auditors
  expect(auditors.find(({ personId }) => personId === people.auditor)).toMatchObject({ isOpen: true })
  expect((await asAuditor(`/api/audit/${given}`)).status).toBe(200)
})
