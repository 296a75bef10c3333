// No exhibitor learns who a learner is without a live consent: an exhibitor's session sends an example
// of every declared command and route, and every reply and push is searched for the learners' own data.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { type CommandName, commands } from '@lectern/shared/commands'
import type { LeadField, LeadValues } from '@lectern/shared/consents'
import type { Route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import type { ProgramClient } from '../../../scripts/programClient.ts'
import { codeOf, listen } from '../testing/answers.ts'
import { contentOf, everyField } from '../testing/booths.ts'
import { exampleCommand, exampleHttp } from '../testing/examples.ts'
import { pdf, png } from '../testing/files.ts'
import { startServers } from '../testing/servers.ts'

interface Learner {
  personId: string
  pictureId: string
  client: ProgramClient
  /** Texts unique to this learner, by kind. */
  marks: Record<string, string[]>
  values: Required<LeadValues>
}

const server = await startServers({ mediaNode: true })
const { address } = server.servers[0]!
const rtpCapabilities: unknown = await server.rtpCapabilities()
let learners: Learner[] = []
const sessionId = 'heart-failure'

async function makeLearner(n: number, given: string, family: string): Promise<Learner> {
  const personId = `zq-person-${n}-${randomUUID().slice(0, 8)}`
  const values = {
    name: `${given} ${family}`,
    email: `zqmail${n}@post${n}.example`,
    affiliation: `Quagmire${n} Infirmary`,
    profession: `Zqologist${n}`,
    phone: `+49 30 77123${n}45`,
    message: `Blueheron${n} is what I wish for`,
  }
  await server.invite({
    id: personId,
    name: values.name,
    credentials: `ZQCRED${n}`,
    affiliation: values.affiliation,
    profession: 'nurse',
    roles: ['clinician'],
  })
  const client = await server.connect(personId)
  const licence = `ZQLIC${n}4411`
  const identifiers = await fetch(`${address}/api/account/identifiers`, {
    method: 'PUT',
    headers: { cookie: client.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({
      licences: [{ state: `ZQSTATE${n}`, number: licence }],
      boardIds: { ABIM: `ZQBOARD${n}` },
    }),
  })
  expect(identifiers.status).toBe(200)
  const uploaded = await server.request('/api/account/picture', {
    method: 'POST',
    cookie: client.cookie,
    file: png([], 40, 40),
  })
  const pictureId = ((await uploaded.json()) as { picture: string }).picture.split('/').at(-1)!
  return {
    personId,
    pictureId,
    client,
    values,
    marks: {
      id: [personId],
      name: [given, family],
      email: [`zqmail${n}`, `post${n}.example`],
      affiliation: [`Quagmire${n}`],
      profession: [`Zqologist${n}`],
      phone: [`77123${n}45`],
      message: [`Blueheron${n}`],
      credentials: [`ZQCRED${n}`],
      picture: [pictureId],
      licence: [licence, `ZQSTATE${n}`, `ZQBOARD${n}`],
    },
  }
}

/** The learners' data in these texts, e.g. "0 email in GET /api/me". */
function found(texts: [from: string, text: string][]): string[] {
  const all = texts.flatMap(([from, text]) => {
    const said = text.toLowerCase()
    return learners.flatMap(({ marks }, i) =>
      Object.entries(marks)
        .filter(([, words]) => words.some((word) => said.includes(word.toLowerCase())))
        .map(([what]) => `${i} ${what} in ${from}`),
    )
  })
  return [...new Set(all)]
}
/** Leaves out where it was found. */
const whatOf = (leaks: string[]): string[] => [...new Set(leaks.map((leak) => leak.split(' in ')[0]!))].sort()

interface Exhibitor {
  exhibitorId: string
  staffId: string
  colleagueId: string
  boothId: string
  hours: { from: number; to: number }[]
  client: ProgramClient
  /** Everything it has received, as reply or push. */
  heard: [from: string, text: string][]
}

async function makeExhibitor(exhibitorId: string): Promise<Exhibitor> {
  const organiser = await server.connect('ito')
  const from = Date.now() + 3_600_000
  const hours = [
    { from: from - 7_200_000, to: from - 1 },
    { from, to: from + 7_200_000 },
  ]
  const content = contentOf(`The ${exhibitorId}`, hours)
  const { id: boothId } = await organiser.send('booths.create', {
    exhibitorId,
    content,
    editable: everyField,
  })
  const invite = (name: string) => server.invite({ name, roles: ['exhibitor'], exhibitorId })
  const [{ personId: staffId }, colleague] = await Promise.all([invite('Sal Staff'), invite('Col League')])
  const client = await server.connect(staffId)
  const heard: Exhibitor['heard'] = []
  client.socket.onAny((name: string, ...payload: unknown[]) =>
    heard.push([`push ${name}`, JSON.stringify(payload)]),
  )
  return { exhibitorId, staffId, colleagueId: colleague.personId, boothId, hours, client, heard }
}

async function upload({ boothId, client }: Exhibitor): Promise<string> {
  const answer = await fetch(`${address}/api/booths/${boothId}/files?kind=document&name=a.pdf`, {
    method: 'POST',
    headers: { cookie: client.cookie, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(pdf()),
  })
  const { documents } = (await answer.json()) as { documents: { id: string }[] }
  return documents[0]!.id
}

/** The learners do everything possible at a booth; the first one rings, the second was missed. */
async function visitAll({ boothId }: Exhibitor): Promise<Partial<WalkFacts>> {
  const [first, second, third] = learners as [Learner, Learner, Learner]
  for (const { client } of learners) {
    await client.send('booths.enterHall', {})
    await client.send('booths.visit', { boothId })
    await client.send('booths.say', { boothId, messageId: randomUUID(), text: 'What does it cost?' })
  }
  const missed = await second.client.send('booths.requestCall', { boothId })
  await second.client.send('booths.leaveBooth', { boothId })
  const call = await first.client.send('booths.requestCall', { boothId })
  const { slots } = await third.client.send('booths.slots', { boothId })
  const slot = slots.find(({ state }) => state === 'free')!.at
  await third.client.send('booths.book', { boothId, slot })
  return {
    visitorId: call.visitor.visitorId,
    callId: call.callId,
    missedCallId: missed.callId,
    slot,
  }
}

/** Ids that the requests name: everything an exhibitor may know, or could have guessed. */
interface WalkFacts {
  boothId: string
  /** Of the booth's visitors: one who rings, and one whose call was missed. */
  visitorId: string
  callId: string
  missedCallId: string
  slot: number
  fileId: string
  version: number
  /** The exhibitor's peer in a call, once it has joined. */
  peerId: string
  rtpCapabilities: unknown
  personId: string
  /** The address of that person's picture. */
  pictureId: string
  colleagueId: string
  sessionId: string
  activityId: string
  /** Opening hours that keep the booth open after the edit. */
  hours: { from: number; to: number }[]
}

/** What an exhibitor's page may do, in a workable order. Everything else is sent afterwards. */
const exhibitorsCommands: CommandName[] = [
  'booths.myBooth',
  'booths.desk',
  'booths.setState',
  'booths.beat',
  'booths.chat',
  'booths.reply',
  'booths.seenByStaff',
  'booths.assignChat',
  'booths.acceptCall',
  'booths.joinCall',
  'stage.attach',
  'stage.restartIce',
  'stage.consume',
  'stage.connect',
  'stage.setConsumer',
  'stage.produce',
  'stage.setProducer',
  'stage.closeProducer',
  'stage.leave',
  'booths.leaveCall',
  'booths.endCall',
  'booths.offerCall',
  'booths.settleCall',
  'booths.leads',
  'booths.annotateLead',
  'booths.cancelBooking',
  'booths.edit',
  'booths.removeFile',
]
/** Refused by the media node, since this walk has no browser that could connect. */
const needBrowser: CommandName[] = [
  'stage.connect',
  'stage.setConsumer',
  'stage.produce',
  'stage.setProducer',
  'stage.closeProducer',
]
const everyCommand = Object.keys(commands) as CommandName[]
const inOrder = [
  ...exhibitorsCommands,
  ...everyCommand.filter((name) => !exhibitorsCommands.includes(name) && name !== 'booths.leaveDesk'),
]

function requestOf(name: CommandName, facts: WalkFacts): unknown {
  const { colleagueId, missedCallId } = facts
  const handingOver = name === 'booths.assignChat' && { from: colleagueId, to: colleagueId }
  const missed = name === 'booths.settleCall' && { callId: missedCallId }
  return exampleCommand(name, { ...facts, messageId: randomUUID(), ...handingOver, ...missed })
}

async function walkCommands(exhibitor: Exhibitor, facts: WalkFacts): Promise<Map<string, string>> {
  const { client, heard, boothId } = exhibitor
  const outcomes = new Map<string, string>()
  const send = async (name: CommandName) => {
    const request = requestOf(name, facts) as never
    const answer = await client.socket.timeout(10_000).emitWithAck('command', name, request)
    heard.push([name, JSON.stringify(answer)])
    outcomes.set(name, answer.ok ? 'ok' : answer.error.code)
    if (!answer.ok) return
    const { peerId, version } = answer.value as Partial<WalkFacts>
    if (name === 'booths.joinCall') {
      facts.peerId = peerId!
      // The visitor is in it as well, and so in the stage that the exhibitor receives.
      await learners[0]!.client.send('booths.joinCall', {
        boothId,
        callId: facts.callId,
        rtpCapabilities: facts.rtpCapabilities as never,
      })
    }
    if (name === 'booths.myBooth' || name === 'booths.edit') facts.version = version!
    if (name === 'booths.reply') {
      const { assignee } = await client.send('booths.chat', { boothId, visitorId: facts.visitorId })
      facts.colleagueId = assignee?.staffId ?? facts.colleagueId
    }
  }
  const desk = listen(client, 'booths.desk')
  for (const name of inOrder) await send(name)
  // Once this last visit is announced, all earlier delayed pushes have arrived.
  const last = randomUUID()
  await learners[2]!.client.send('booths.visit', { boothId })
  await learners[2]!.client.send('booths.say', { boothId, messageId: randomUUID(), text: last })
  await desk.until(({ chats }) => chats?.some((chat) => chat.last.text === last) === true)
  await send('booths.leaveDesk')
  return outcomes
}

/** Ends the session that sends it. */
const signOut: keyof typeof routes = 'accounts.signOut'

/** As somebody new at the booth's desk: one person may not send that many requests in a minute. */
async function walkRoutes({ exhibitorId, heard }: Exhibitor, facts: WalkFacts): Promise<void> {
  const { personId } = await server.invite({ name: 'New Staff', roles: ['exhibitor'], exhibitorId })
  const [own, ended] = [await server.cookieOf(personId), await server.cookieOf(personId, true)]
  for (const [name, route] of Object.entries<Route>(routes)) {
    const { path, headers, ...request } = exampleHttp(route, { ...facts })
    const cookie = name === signOut ? ended : own
    const answer = await fetch(address + path, {
      ...request,
      redirect: 'manual',
      headers: { ...headers, cookie },
    })
    const answered = `${answer.status} ${answer.statusText} ${JSON.stringify([...answer.headers])}`
    heard.push([`${route.method} ${route.path}`, `${answered} ${await answer.text()}`])
  }
}

/**
 * Sends everything as this exhibitor, while learners are at its booth. Returns the outcome of each command.
 */
async function walk(exhibitor: Exhibitor): Promise<Map<string, string>> {
  const { boothId, client, colleagueId, hours } = exhibitor
  await client.send('booths.desk', { boothId })
  const facts: WalkFacts = {
    boothId,
    visitorId: '',
    callId: '',
    missedCallId: '',
    slot: 0,
    fileId: await upload(exhibitor),
    version: 0,
    peerId: 'none',
    rtpCapabilities,
    personId: learners[0]!.personId,
    pictureId: learners[0]!.pictureId,
    colleagueId,
    sessionId,
    activityId: 'heart-failure-2026',
    hours,
    ...(await visitAll(exhibitor)),
  }
  await walkRoutes(exhibitor, facts)
  const outcomes = await walkCommands(exhibitor, facts)
  // Once more, after the commands have changed things.
  await walkRoutes(exhibitor, { ...facts, fileId: await upload(exhibitor) })
  return outcomes
}

beforeAll(async () => {
  learners = [
    await makeLearner(1, 'Zephyrine', 'Quillfeather'),
    await makeLearner(2, 'Xanthippe', 'Vandersloot'),
    await makeLearner(3, 'Oluwaseyi', 'Brightwater'),
  ]
})

test('the search would find a learner’s data', async () => {
  const { client } = learners[0]!
  const me = await fetch(`${address}/api/me`, { headers: { cookie: client.cookie } })
  expect(whatOf(found([['me', await me.text()]]))).toEqual(
    ['affiliation', 'credentials', 'id', 'name', 'picture'].map((what) => `0 ${what}`),
  )
  const details = await fetch(`${address}/api/account/details`, { headers: { cookie: client.cookie } })
  expect(whatOf(found([['details', await details.text()]]))).toContain('0 licence')
})

test('without a consent an exhibitor learns nothing of any learner, on any command, route or push', async () => {
  const exhibitor = await makeExhibitor('aurora')
  const outcomes = await walk(exhibitor)
  expect(found(exhibitor.heard)).toEqual([])

  // The walk is meaningful only if everything an exhibitor may do succeeded.
  for (const name of everyCommand) {
    const may = (commands[name].who as readonly string[]).includes('exhibitor')
    expect([name, outcomes.get(name) === 'forbidden']).toEqual([name, !may])
    if (may && !needBrowser.includes(name))
      expect([name, outcomes.get(name)]).not.toEqual([name, 'invalid_request'])
  }
  // There is no lead to annotate if no learner left any field.
  const answersTo = (place: string) =>
    exhibitor.heard.filter(([from]) => from === place).map(([, answered]) => answered.slice(0, 3))
  expect(answersTo('GET /api/people/:personId/pictures/:pictureId')).toEqual(['403', '403'])
  const expected = (name: CommandName) => (name === 'booths.annotateLead' ? 'not_found' : 'ok')
  for (const name of [...exhibitorsCommands, 'booths.leaveDesk'] as const)
    if (!needBrowser.includes(name)) expect([name, outcomes.get(name)]).toEqual([name, expected(name)])
  const pushes = new Set(exhibitor.heard.map(([from]) => from).filter((from) => from.startsWith('push ')))
  for (const event of ['booths.desk', 'booths.said', 'booths.assigned', 'booths.changed', 'stage.state'])
    expect(pushes).toContain(`push ${event}`)
})

test('with a consent exactly its fields are seen, by that exhibitor only, until they are withdrawn', async () => {
  const [mine, other] = [await makeExhibitor('borealis'), await makeExhibitor('corona')]
  const { client, values } = learners[0]!
  const give = (...fields: LeadField[]) =>
    client.send('booths.consent', {
      boothId: mine.boothId,
      consent: { fields, values: Object.fromEntries(fields.map((field) => [field, values[field]])) },
    })
  const withdraw = (...fields: LeadField[]) =>
    client.send('booths.withdrawConsent', { boothId: mine.boothId, ...(fields.length > 0 && { fields }) })
  const seenIn = (exhibitor: Exhibitor, ...places: string[]) =>
    whatOf(found(exhibitor.heard.filter(([from]) => places.includes(from))))

  for (const exhibitor of [mine, other]) await visitAll(exhibitor)
  await mine.client.send('booths.desk', { boothId: mine.boothId })
  const told = listen(mine.client, 'booths.lead')
  const receipt = await give('name', 'email')
  expect(receipt).toMatchObject({ boothId: mine.boothId, fields: ['name', 'email'] })
  await told.until(({ lead }) => lead?.values.email === values.email)

  mine.heard.length = 0
  other.heard.length = 0
  const outcomes = await walk(mine)
  await walk(other)
  expect(outcomes.get('booths.annotateLead')).toBe('ok')
  expect(whatOf(found(mine.heard))).toEqual(['0 email', '0 name'])
  for (const place of ['booths.leads', 'GET /api/booths/:boothId/leads.csv'])
    expect(seenIn(mine, place)).toEqual(['0 email', '0 name'])
  // The desk shows a name with its visitor everywhere.
  for (const place of ['booths.desk', 'booths.chat', 'push booths.desk'])
    expect(seenIn(mine, place)).toEqual(['0 name'])
  expect(found(other.heard)).toEqual([])

  await client.send('booths.enterHall', {})
  await mine.client.send('booths.desk', { boothId: mine.boothId })
  mine.heard.length = 0
  const after = await withdraw('email')
  expect(after.live.map(({ field }) => field)).toEqual(['name'])
  const { lead, withdrawn } = await told.until((event) => event.withdrawn !== null)
  expect(lead?.values).toEqual({ name: values.name })
  expect(withdrawn).toMatchObject({ fields: ['email'], whole: false })
  await walk(mine)
  expect(whatOf(found(mine.heard))).toEqual(['0 name'])
  expect(seenIn(mine, 'GET /api/booths/:boothId/leads.csv')).toEqual(['0 name'])

  await mine.client.send('booths.desk', { boothId: mine.boothId })
  mine.heard.length = 0
  // From outside the hall, too.
  await client.send('booths.leaveHall', {})
  expect((await withdraw()).live).toEqual([])
  await told.until((event) => event.lead === null && event.withdrawn?.whole === true)
  await walk(mine)
  expect(found(mine.heard)).toEqual([])
  const { leads, withdrawn: notices } = await mine.client.send('booths.leads', { boothId: mine.boothId })
  expect(leads).toEqual([])
  expect(notices.map(({ fields, whole }) => [fields, whole])).toEqual([
    [['name'], true],
    [['email'], false],
  ])

  const { consents } = await client.send('booths.myConsents', {})
  expect(consents.find(({ boothId }) => boothId === mine.boothId)).toMatchObject({
    live: [],
    history: [
      { kind: 'given', fields: ['name', 'email'], consentId: receipt.consentId },
      { kind: 'withdrawn', fields: ['email'] },
      { kind: 'withdrawn', fields: ['name'] },
    ],
  })
  expect(await codeOf(withdraw())).toBe('ok')
})

test('the ledger names the fields that were given and withdrawn, never their values', async () => {
  const organiser = await server.connect('ito')
  const answer = await fetch(`${address}/api/ledger`, { headers: { cookie: organiser.cookie } })
  const { entries } = (await answer.json()) as {
    entries: { kind: string; by: string; data: { fields?: string[] } }[]
  }
  const consents = entries.filter(({ kind }) => kind.startsWith('consent.')).reverse()
  expect(consents.map(({ kind, by, data }) => [kind, by === learners[0]!.personId, data.fields])).toEqual([
    ['consent.given', true, ['name', 'email']],
    ['consent.withdrawn', true, ['email']],
    ['consent.withdrawn', true, ['name']],
  ])
  expect(whatOf(found([['ledger', JSON.stringify(consents)]]))).toEqual(['0 id'])
})

test('a log of all this names nobody', () => {
  const named = found([['log', JSON.stringify(server.log.lines)]])
  expect(named.filter((leak) => !/^\d id /.test(leak))).toEqual([])
})
