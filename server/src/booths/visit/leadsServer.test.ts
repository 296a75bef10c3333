// Leads over real sockets and HTTP: the desk's list, its table, and a failing ledger.
import { expect, test } from '@jest/globals'
import { errors } from '@lectern/shared/errors'
import { roles } from '@lectern/shared/roles'
import type { ProgramClient } from '../../../../scripts/programClient.ts'
import { memoryLog } from '../../../../scripts/testing/log.ts'
import { createAccountsStore } from '../../accounts/accountsStore.ts'
import { createIntents } from '../../ledger/intents.ts'
import { codeOf, listen } from '../../testing/answers.ts'
import { boothsOn, createCast } from '../../testing/booths.ts'
import { conferenceId, testLedger } from '../../testing/conference.ts'
import { fakeCaller } from '../../testing/people.ts'
import { startServers } from '../../testing/servers.ts'
import { createConsentCommands } from './consentCommands.ts'

const server = await startServers({ servers: 2, noMistakes: true })
const { booth, learner } = createCast(server)

const table = (cookie: string, boothId: string, onServer = 0) =>
  fetch(`${server.servers[onServer]!.address}/api/booths/${boothId}/leads.csv`, { headers: { cookie } })
const give = (client: ProgramClient, boothId: string, values: Record<string, string>) =>
  client.send('booths.consent', { boothId, consent: { fields: Object.keys(values) as never, values } })

test('the table has the fields with a live consent, begins with the UTF-8 byte order mark, and no cell is a formula', async () => {
  const { boothId, ann } = await booth()
  const { client } = await learner(1)
  await client.send('booths.visit', { boothId })
  const { visitorId } = (await client.send('booths.visit', { boothId })).me
  await give(client, boothId, { name: '=HYPERLINK("http://evil.example")', message: '@SUM(A1), "quoted"' })
  await ann.client.send('booths.annotateLead', { boothId, visitorId, notes: '+49', rating: 5 })
  const answer = await table(ann.client.cookie, boothId, 1)
  expect(answer.headers.get('content-type')).toMatch('text/csv')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=leads-${boothId}.csv`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
  const [head, row, ...more] = bytes.subarray(3).toString().trim().split('\n')
  expect(head).toBe('visitor,name,email,affiliation,profession,phone,message,rating,notes,given')
  expect(row).toMatch(
    /^Visitor 1,"'=HYPERLINK\(""http:\/\/evil\.example""\)",,,,,"'@SUM\(A1\), ""quoted""",5,\+49,\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  )
  expect(more).toEqual([])
  await client.send('booths.withdrawConsent', { boothId })
  expect((await (await table(ann.client.cookie, boothId)).text()).trim().split('\n')).toHaveLength(1)
})

test('the table is for the staff of its booth and nobody else', async () => {
  const [{ boothId, ann }, other] = [await booth(), await booth()]
  expect((await table(ann.client.cookie, boothId)).status).toBe(200)
  expect((await table(other.ann.client.cookie, boothId)).status).toBe(403)
  for (const role of roles) {
    const { personId } = await server.invite({
      name: `Only ${role}`,
      roles: [role],
      ...(role === 'exhibitor' && { exhibitorId: 'somebody-else' }),
    })
    expect([role, (await table(await server.cookieOf(personId), boothId)).status]).toEqual([role, 403])
  }
  expect((await table('', boothId)).status).toBe(401)
  expect((await table(ann.client.cookie, 'nowhere')).status).toBe(404)
  expect((await table(ann.client.cookie, 'no%20where')).status).toBe(404)
})

test('a lead appears at every open desk, and withdrawn fields disappear from it', async () => {
  const { boothId, ann, ben } = await booth()
  const { client } = await learner(1)
  const { me } = await client.send('booths.visit', { boothId })
  for (const { client: desk } of [ann, ben]) await desk.send('booths.desk', { boothId })
  const told = listen(ben.client, 'booths.lead')
  await give(client, boothId, { name: 'Given Name', profession: 'nurse' })
  const { lead } = await told.until((event) => event.lead !== null)
  expect(lead).toMatchObject({
    visitor: { visitorId: me.visitorId, number: 1, name: 'Given Name', profession: 'nurse' },
    values: { name: 'Given Name', profession: 'nurse' },
    notes: '',
    rating: null,
  })
  const noted = await ann.client.send('booths.annotateLead', {
    boothId,
    visitorId: me.visitorId,
    notes: 'Wants a demonstration',
    rating: 4,
  })
  await told.until((event) => event.lead?.rating === 4)
  expect(noted.notes).toBe('Wants a demonstration')
  expect((await client.send('booths.visit', { boothId })).me.name).toBe('Given Name')
  const { live, history } = await client.send('booths.withdrawConsent', { boothId, fields: ['name'] })
  expect(live).toMatchObject([{ field: 'profession', value: 'nurse' }])
  expect(history).toHaveLength(2)
  const changed = await told.until((event) => event.withdrawn !== null)
  expect(changed).toMatchObject({
    lead: { values: { profession: 'nurse' }, visitor: { name: null, profession: 'nurse' } },
    withdrawn: { fields: ['name'], whole: false },
  })
  expect(await ben.client.send('booths.leads', { boothId })).toMatchObject({
    leads: [{ values: { profession: 'nurse' }, rating: 4 }],
    withdrawn: [{ fields: ['name'], number: 1 }],
  })
})

test('a person who leaves the staff while their connection is away receives no leads once it is back', async () => {
  const { boothId, ann, ben } = await booth()
  const { client } = await learner()
  await client.send('booths.visit', { boothId })
  for (const { client: desk } of [ann, ben]) await desk.send('booths.desk', { boothId })
  const heard = listen(ann.client, 'booths.lead')
  const toBen = listen(ben.client, 'booths.lead')
  const back = new Promise<void>((resolve) => {
    ann.client.socket.once('connect', resolve)
  })
  // Moved to another company before the connection comes back by itself.
  ann.client.socket.io.engine.close()
  await server.invite({ id: ann.staffId, name: 'Ann Staff', roles: ['exhibitor'], exhibitorId: 'elsewhere' })
  if (!ann.client.socket.connected) await back
  await give(client, boothId, { name: 'Given Name' })
  await toBen.until((event) => event.lead !== null)
  // Earlier pushes would have come before this reply.
  expect(await codeOf(ann.client.send('booths.desk', { boothId }))).toBe('forbidden')
  expect(heard.events).toEqual([])
})

test('a consent for an empty field is refused, and stores nothing', async () => {
  const { boothId, ann } = await booth()
  const { client } = await learner()
  await client.send('booths.visit', { boothId })
  for (const consent of [
    { fields: ['email'], values: { email: '' } },
    { fields: ['email', 'name'], values: { name: 'A' } },
    { fields: ['name'], values: { name: 'A', email: 'a@b.example' } },
    { fields: [], values: {} },
  ])
    expect(await codeOf(client.send('booths.consent', { boothId, consent: consent as never }))).toBe(
      'invalid_request',
    )
  expect((await ann.client.send('booths.leads', { boothId })).leads).toEqual([])
  expect(await client.send('booths.myConsents', {})).toEqual({ consents: [] })
})

test('a consent can be withdrawn from a closed booth, but not by a person who was never there', async () => {
  const { boothId, ann, office } = await booth()
  const [{ client }, stranger] = [await learner(), await learner(1)]
  await client.send('booths.visit', { boothId })
  await give(client, boothId, { email: 'given@post.example' })
  const { version } = await ann.client.send('booths.myBooth', {})
  await office.send('booths.permit', { boothId, version, open: false, editable: [] })
  expect(await codeOf(stranger.client.send('booths.withdrawConsent', { boothId }))).toBe('not_found')
  expect((await client.send('booths.withdrawConsent', { boothId })).live).toEqual([])
  expect((await ann.client.send('booths.leads', { boothId })).leads).toEqual([])
})

test('while the ledger cannot be written nothing is acknowledged, and pending changes are written with the next', async () => {
  const { boothId } = await booth()
  const { personId, client } = await learner()
  await client.send('booths.visit', { boothId })
  const redis = server.connection
  let isAway = true
  const written: string[] = []
  const ledger = testLedger(redis, Date.now)
  const intents = createIntents({
    redis,
    clock: Date.now,
    log: memoryLog().log,
    ledger: {
      append: async (records, fence) => {
        if (isAway) throw errors.storageUnavailable()
        written.push(...records.map(({ kind }) => kind))
        return ledger.append(records, fence)
      },
    },
  })
  const parts = boothsOn(redis, { intents, clock: Date.now })
  const commands = createConsentCommands(parts)
  const caller = fakeCaller((await createAccountsStore(redis).memberOf(personId, conferenceId))!)
  const consent = { fields: ['name' as const], values: { name: 'A' } }
  expect(await codeOf(commands['booths.consent']({ boothId, consentId: 'given', consent }, caller))).toBe(
    'storage_unavailable',
  )
  expect(
    await codeOf(commands['booths.withdrawConsent']({ boothId, consentId: 'withdrawn-0' }, caller)),
  ).toBe('storage_unavailable')
  // Withdrawn fields are hidden even while the ledger is down.
  expect(await parts.leads.leads(boothId)).toEqual([])
  isAway = false
  expect(
    (await commands['booths.withdrawConsent']({ boothId, consentId: 'withdrawn-1' }, caller)).live,
  ).toEqual([])
  expect(written).toEqual(['consent.given', 'consent.withdrawn'])
  await commands['booths.withdrawConsent']({ boothId, consentId: 'withdrawn-2' }, caller)
  expect(written).toHaveLength(2)
  parts.live.close()
  intents.close()
})
