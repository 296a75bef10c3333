// Everything that Lectern stores about one person: they get it, and erasing leaves nothing of it that names
// them but what `personalKeys.ts` says is kept.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { ErasurePreview } from '@lectern/shared/peopleMerging'
import { valuesIn } from '../../../scripts/testing/redis.ts'
import { dayMs } from '../core/clock.ts'
import { createImportsStore } from '../imports/importsStore.ts'
import { createRowsStore, type StoredRow } from '../imports/rowsStore.ts'
import { startCreditServer } from '../testing/creditServer.ts'
import { pdf } from '../testing/files.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { personalKeys } from './personalKeys.ts'

const zeb = 'zeb-of-the-test'
const lectern = await startCreditServer({ [zeb]: 60 })
const { connection } = lectern
const words = /Zebedee|Unmistakable|1234567893|Quaggaville|ZQ-77/i

/** Whether a key is one of these, whatever its arguments. */
const patternOf = (name: keyof typeof keys): RegExp => {
  const built = (keys[name] as (...given: unknown[]) => string)('\u0001', '\u0001', '\u0001')
  const escaped = built.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\u0001', '[^}:]*')
  return new RegExp(`^${escaped}$`)
}
const names = Object.keys(keys) as (keyof typeof keys)[]
const nameOf = (key: string) =>
  names.find((name) => name !== 'everythingOf' && patternOf(name).test(key)) ?? 'an unknown key'

/** The keys in which something names the person. */
async function naming(): Promise<string[]> {
  const all = await valuesIn(connection)
  return all.flatMap(({ key, value }) => (words.test(JSON.stringify(value)) ? [key] : []))
}

const me = await lectern.answerOf<{ conference: { id: string } }>('clara', 'GET', '/api/me')
const conferenceId = me.conference.id
const asZeb = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => {
  const answer = await lectern.request(path, { as: zeb, method, body })
  const said = (await answer.json()) as never
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(said)}`)
  return said
}

async function createZeb(): Promise<void> {
  await lectern.answerOf('ito', 'POST', '/api/people', {
    personId: zeb,
    givenName: 'Zebedee',
    familyName: 'Unmistakable',
    credentials: 'MD',
    printedName: null,
    affiliation: 'Clinic of Quaggaville',
    profession: 'physician',
    email: 'zebedee@unmistakable.example',
    identifiers: { npi: '1234567893', licences: [{ state: 'IL', number: 'ZQ-77' }] },
    at: { conferenceId, roles: ['clinician', 'speaker'] },
  })
}

async function takePart(): Promise<string> {
  const speaker = faculty(zeb, { name: 'Zebedee Unmistakable', affiliation: 'Clinic of Quaggaville' })
  const sessionId = await lectern.plan(sessionOf('of-zeb', { speakers: [speaker] }))
  const upload = `/api/sessions/${sessionId}/handouts?name=${encodeURIComponent('Unmistakable.pdf')}`
  expect((await lectern.request(upload, { as: zeb, method: 'POST', file: pdf('/Title (x)') })).status).toBe(
    201,
  )
  await asZeb('PUT', '/api/disclosures/mine/draft', {
    roles: ['faculty'],
    relationships: [{ company: 'Unmistakable Devices', nature: null, isTraded: false, endedOn: null }],
    signature: '',
  }).catch(() => undefined)
  const page = await lectern.connect(zeb)
  await page.send('crew.say', { sessionId, messageId: crypto.randomUUID(), text: 'Zebedee is late' })
  page.close()
  await connection.hset(keys.lastFailedJoins(sessionId), zeb, `internal ${lectern.now}`)
  // Somebody else takes their place.
  await lectern.plan(sessionOf('of-zeb', { speakers: [faculty('okafor')] }))
  return sessionId
}

async function earnCredit(): Promise<void> {
  const { activities } = (await asZeb('GET', '/api/credit')) as unknown as {
    activities: { activity: { id: string } }[]
  }
  const activityId = activities[0]!.activity.id
  const answers = { useful: '5', 'commercial-bias': 'yes' }
  await asZeb('PUT', `/api/credit/${activityId}/evaluation`, { answers, submit: true })
  await asZeb('POST', `/api/credit/${activityId}/claims`, { policyId: 'ama', amount: 0.5 })
}

/** As a booth's desk leaves it of somebody on its staff. */
async function staffBooth(): Promise<void> {
  const boothId = (await connection.hkeys(keys.booths(conferenceId))).find((field) => !field.includes(' '))!
  const staff = { staffId: zeb, name: 'Zebedee Unmistakable' }
  await connection.sadd(keys.boothsWorkedAt(zeb), boothId)
  await connection.hset(
    keys.boothStaffStates(boothId),
    zeb,
    JSON.stringify({ name: staff.name, state: 'away' }),
  )
  const said = { seq: 1, messageId: 'm', staff, text: 'Hello', at: lectern.now }
  await connection.hset(
    keys.boothChat(boothId, 'v'),
    'm 1',
    JSON.stringify(said),
    'assignee',
    JSON.stringify(staff),
  )
  await connection.zadd(keys.boothChats(boothId), lectern.now, 'v')
}

const imports = createImportsStore(connection)
/** As one import leaves them that was applied, and one whose preview waits. */
async function importTwice(): Promise<void> {
  const rows = createRowsStore(connection)
  const mapping = { columns: { email: 0, name: 1 }, timeZone: 'UTC', dateOrder: null, removesMissing: false }
  const head = { kind: 'people', fileName: 'file.csv', at: lectern.now, byId: 'ito', isOffice: true } as const
  const table = { fileId: 'file', format: 'csv' as const, detail: '', columns: [], rows: 1 }
  const name = 'Zebedee Unmistakable Jr'
  const row = {
    ...{ row: 2, id: zeb, action: 'change', name, problems: [], note: null, outcome: null, refusal: null },
    changes: [{ field: 'name', before: 'Zebedee', after: name }],
    plan: { state: { fields: { name }, roles: ['clinician'] }, externalId: 'z-1' },
    seen: '',
  } as unknown as StoredRow
  for (const importId of ['applied', 'waiting']) {
    await imports.create(conferenceId, importId, { ...head, ...table }, mapping)
    await rows.add(conferenceId, importId, 0, [row])
  }
  await rows.noteBefore(conferenceId, 'applied', '0', { fields: { name: 'Zebedee Unmistakable' } })
  await imports.move(conferenceId, 'applied', ['columns'], 'applied')
  await imports.move(conferenceId, 'waiting', ['columns'], 'preview')
}

test('a person gets everything about them, and erasing leaves only what is said to be kept', async () => {
  await createZeb()
  const sessionId = await takePart()
  await earnCredit()
  await staffBooth()
  const send = { kind: 'invitation', group: { personIds: [zeb] }, sendId: crypto.randomUUID() }
  await lectern.answerOf('ito', 'POST', '/api/office/mail/sends', send)
  await importTwice()
  await lectern.answerOf('ito', 'POST', '/api/office/auditors', {
    ...{ name: 'Zebedee', email: 'zebedee@unmistakable.example', activityIds: ['heart-failure-2026'] },
    until: lectern.now + dayMs,
  })
  // All of it is there, or nothing below could fail.
  const before = new Set((await naming()).map(nameOf))
  for (const name of [
    'person',
    'details',
    'mailAddresses',
    'earlierPlans',
    'handouts',
    'crewMessages',
    'certificate',
    'importRows',
    'importUndo',
    'boothStaffStates',
    'boothChat',
  ])
    expect(before).toContain(name)

  const data = await lectern.answerOf<Record<string, unknown>>('ito', 'GET', `/api/people/${zeb}/data.json`)
  const titles = new Set(Object.values(personalKeys).flatMap(({ exported }) => exported ?? []))
  expect(Object.keys(data)).toEqual(expect.arrayContaining([...titles]))
  expect(data).toMatchObject({
    'Slides and handouts': [{ file: 'Unmistakable.pdf', status: 'waiting' }],
    'Messages to the crew': [{ text: 'Zebedee is late' }],
    'Joins that failed': [{ problem: 'internal' }],
    'Worked at booths': [{ minutes: 0 }],
    'Rows of imported files': expect.arrayContaining([expect.objectContaining({ file: 'file.csv' })]),
    Mails: expect.arrayContaining([expect.objectContaining({ mail: 'Invitation' })]),
  })

  const path = `/api/people/${zeb}/erasure`
  const { seen, kept } = await lectern.answerOf<ErasurePreview>('ito', 'GET', path)
  expect(kept.map(({ words: each }) => each).join()).toMatch(/imported file/)
  await lectern.answerOf('ito', 'POST', path, { seen })
  const after = (await naming()).map(nameOf)
  expect(after.filter((name) => name === 'an unknown key' || personalKeys[name].holds !== 'kept')).toEqual([])
  expect(new Set(after)).toEqual(new Set(['certificate', 'ledgerContents']))
  // What was previewed is previewed again from the file, where it shows that they were erased.
  expect((await imports.find(conferenceId, 'waiting'))?.state).toBe('columns')
  expect(
    (await lectern.answerOf<{ handouts: unknown[] }>('ito', 'GET', `/api/sessions/${sessionId}/handouts`))
      .handouts,
  ).toEqual([])
})

test('what is kept is kept for a reason', () => {
  for (const { holds, why } of Object.values(personalKeys)) expect(holds === 'kept').toBe(why !== undefined)
})
