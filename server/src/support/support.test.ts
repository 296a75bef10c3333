// Commercial support over HTTP: what it blocks, who sees it, and what stays as it was.
import { expect, test } from '@jest/globals'
import type { SupportOverview } from '@lectern/shared/commercialSupport'
import { codeOf, errorIn, statusAndCode } from '../testing/answers.ts'
import { plannedActivity } from '../testing/credit.ts'
import { pdf, png } from '../testing/files.ts'
import { clearedFaculty, planningOf } from '../testing/planning.ts'
import { connectTo } from '../testing/redis.ts'
import { type Method, startServers } from '../testing/servers.ts'
import { createSupportStore } from './supportStore.ts'

let now = Date.now()
const server = await startServers({ servers: 2, noMistakes: true, clock: () => now })
const office = planningOf(server)
const hour = 3_600_000
const secretAmount = 98_765_400

let n = 0
const ask = (method: Method, path: string, body?: unknown, as = 'ito') =>
  server.request(`/api/office/support${path}`, { method, as, body, server: method === 'GET' ? 1 : 0 })
const overview = async () => (await (await ask('GET', '')).json()) as SupportOverview

/** An activity with one session an hour from now, cleared, which names these supporters. */
async function planned(support = [{ supporter: 'Acme', nature: '' }], more: object = {}) {
  const id = `supported-${++n}`
  await server.operate('PUT', 'activities', { ...plannedActivity(id), ...more })
  const times = { startsAt: now + hour, endsAt: now + 2 * hour, track: id }
  const faculty = { speakers: [clearedFaculty('okafor')], moderators: [clearedFaculty('moreau')] }
  const session = { id, title: id, ...times, ...faculty, activityId: id, support }
  const { version } = await server.operate<{ version: number }>('PUT', 'sessions', session)
  return { id, version }
}
const termsOf = (activityId: string, more: object = {}) => ({
  ...{ supporter: 'Acme', currency: 'USD', amount: secretAmount, purpose: 'Honoraria' },
  allocations: [{ activityId, amount: secretAmount }],
  ...more,
})
const agree = (agreementId: string, revision: number, terms: object, more: object = {}) =>
  ask('PUT', `/agreements/${agreementId}`, { actId: `act-${++n}`, revision, terms, ...more })
const sign = (agreementId: string, revision: number, party: string, more: object = {}) =>
  ask('POST', `/agreements/${agreementId}/signatures`, {
    ...{ actId: `act-${++n}`, revision, party, name: 'Ada Lund', signedAt: now - hour },
    ...more,
  })
/** Agreed on and signed by both sides; its next revision is 3. */
async function agreed(activityId: string, terms: object = termsOf(activityId)): Promise<string> {
  const agreementId = `agreement-${++n}`
  expect((await agree(agreementId, 0, terms)).status).toBe(200)
  expect((await sign(agreementId, 1, 'supporter')).status).toBe(200)
  expect((await sign(agreementId, 2, 'provider')).status).toBe(200)
  return agreementId
}
const approve = async (sessionId: string) =>
  codeOf(office.act('program.approve', sessionId, { version: await office.versionOf(sessionId) }))
const missing = async (sessionId: string) =>
  (await office.review(sessionId)).missing
    .filter(({ code }) => code === 'support')
    .map(({ message }) => message)
const start = async (sessionId: string) =>
  codeOf((await server.connect('moreau')).send('program.start', { sessionId }))

test('a session whose supporter has not signed can be neither approved nor started; a signed one can', async () => {
  const { id } = await planned()
  expect(await approve(id)).toBe('conflict')
  expect(await missing(id)).toEqual([expect.stringMatching(/“Acme” .*no agreement/)])
  await agree('slow', 0, termsOf(id))
  expect(await missing(id)).toEqual([
    expect.stringMatching(/not signed by the supporter and your organisation/),
  ])
  await sign('slow', 1, 'provider')
  expect(await missing(id)).toEqual([expect.stringMatching(/not signed by the supporter\./)])
  expect(await approve(id)).toBe('conflict')
  expect(await start(id)).toBe('not_approved')
  await sign('slow', 2, 'supporter')
  expect(await missing(id)).toEqual([])
  expect(await approve(id)).toBe('ok')
  expect(await start(id)).toBe('ok')
})

test('other terms take the approval and the signatures back; so does withdrawing', async () => {
  const { id } = await planned()
  const agreementId = await agreed(id)
  expect(await approve(id)).toBe('ok')
  await agree(agreementId, 3, termsOf(id, { purpose: 'Travel' }))
  expect(await office.review(id)).toMatchObject({
    status: 'in_review',
    why: ['The commercial support was changed.'],
  })
  expect(await missing(id)).toEqual([expect.stringMatching(/not signed/)])
  await sign(agreementId, 4, 'supporter')
  await sign(agreementId, 5, 'provider')
  expect(await approve(id)).toBe('ok')
  const path = `/agreements/${agreementId}/withdraw`
  expect(
    (await ask('POST', path, { actId: 'gone', revision: 6, reason: 'They changed their mind.' })).status,
  ).toBe(200)
  expect(await office.review(id)).toMatchObject({ status: 'in_review' })
  expect(await statusAndCode(sign(agreementId, 7, 'provider'))).toEqual([409, 'conflict'])
})

test('whoever pays is named to learners, or the session is not approved', async () => {
  const { id } = await planned([])
  await agreed(id)
  expect(await missing(id)).toEqual([
    expect.stringMatching(/“Acme” supports this session, and learners are not told/),
  ])
  expect((await overview()).activities.find((each) => each.id === id)!.problems).toMatchObject([
    { code: 'not_disclosed', who: 'organiser', supporter: 'Acme' },
  ])
})

test('a joint provider signs too, and nobody else', async () => {
  const { id } = await planned(undefined, { jointProviders: ['Northfield'] })
  const agreementId = await agreed(id)
  expect(await missing(id)).toEqual([expect.stringMatching(/by the joint provider Northfield/)])
  expect(await errorIn(sign(agreementId, 3, 'joint', { of: 'Southfield' }))).toMatchObject({
    message: expect.stringMatching(/party: /),
  })
  expect((await sign(agreementId, 3, 'joint', { of: 'Northfield' })).status).toBe(200)
  expect(await missing(id)).toEqual([])
})

test('what contradicts itself is refused with its field', async () => {
  const { id } = await planned()
  const refusal = async (terms: object) => (await errorIn(agree('bad', 0, terms))).message
  expect(await refusal(termsOf(id, { amount: 1 }))).toMatch(/allocations: they come to/)
  expect(await refusal(termsOf('elsewhere'))).toMatch(/no activity "elsewhere"/)
  const other = await planned()
  const allocations = [{ activityId: id, sessionIds: [other.id], amount: secretAmount }]
  expect(await refusal(termsOf(id, { allocations }))).toMatch(/allocations: the session .* is not part of/)
  expect(await refusal(termsOf(id, { amount: 0.5 }))).toMatch(/amount/)
  expect(await refusal(termsOf(id, { currency: 'XXX' }))).toMatch(/currency/)
  expect(await refusal(termsOf(id, { supporter: '<img src=x>' }))).toMatch(/supporter/)
  await agree('bad', 0, termsOf(id))
  expect((await errorIn(sign('bad', 1, 'provider', { signedAt: now + 1 }))).message).toMatch(
    /signedAt: .*future/,
  )
  expect(await statusAndCode(sign('bad', 0, 'provider'))).toEqual([409, 'stale'])
  expect(await statusAndCode(sign('unknown', 0, 'provider'))).toEqual([404, 'not_found'])
})

test('a repeat of the same act changes nothing', async () => {
  const { id } = await planned()
  const body = { actId: 'once', revision: 0, terms: termsOf(id) }
  const answers = await Promise.all([1, 2, 3].map(() => ask('PUT', '/agreements/repeated', body)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const repeated = (await overview()).agreements.find((each) => each.id === 'repeated')!
  expect(repeated).toMatchObject({ revision: 1, hasBegun: false })
})

test('after the start there are only additions, with a reason; what was agreed on stays', async () => {
  const { id } = await planned()
  const agreementId = await agreed(id)
  expect(await approve(id)).toBe('ok')
  expect(await start(id)).toBe('ok')
  now += hour
  const more = termsOf(id, { purpose: 'Travel' })
  expect((await errorIn(agree(agreementId, 3, more))).message).toMatch(/^.*reason: .*has begun/)
  expect(await statusAndCode(sign(agreementId, 3, 'provider'))).toEqual([409, 'conflict'])
  const gone = ask('POST', `/agreements/${agreementId}/withdraw`, {
    actId: 'late',
    revision: 3,
    reason: 'Too late',
  })
  expect(await statusAndCode(gone)).toEqual([409, 'conflict'])
  expect((await agree(agreementId, 3, more, { reason: 'A second speaker came.' })).status).toBe(200)
  const { versions } = (await overview()).agreements.find((each) => each.id === agreementId)!
  expect(versions).toMatchObject([
    { version: 1, reason: '', signatures: [{}, {}], terms: { purpose: 'Honoraria' } },
    { version: 2, reason: 'A second speaker came.', signatures: [], terms: { purpose: 'Travel' } },
  ])
})

test('the signed agreement is kept as an inert PDF that only the office gets', async () => {
  const { id } = await planned()
  const agreementId = await agreed(id)
  const upload = (file: Buffer, revision = 3, as = 'ito', actId = 'file') =>
    server.request(
      `/api/office/support/agreements/${agreementId}/files?name=Agreement.pdf&actId=${actId}&revision=${revision}`,
      { method: 'POST', as, file },
    )
  expect(await statusAndCode(upload(png()))).toEqual([415, 'file_refused'])
  const script = pdf('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>')
  expect(await statusAndCode(upload(script))).toEqual([415, 'file_refused'])
  const answer = await upload(pdf('/Title (Agreement)'))
  expect(answer.status).toBe(201)
  const kept = (await answer.json()) as SupportOverview
  const file = kept.agreements.find((each) => each.id === agreementId)!.versions[0]!.file!
  expect(file).toMatchObject({ name: 'Agreement.pdf', digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const path = `/api/office/support/agreements/${agreementId}/files/${file.id}`
  const served = await server.request(path, { as: 'ito' })
  expect(served.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(Buffer.from(await served.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
  for (const as of ['clara', 'okafor', 'moreau', 'ellis'])
    expect(await statusAndCode(server.request(path, { as }))).toEqual([403, 'forbidden'])
  expect(await statusAndCode(upload(script, 4, 'ellis', 'theirs'))).toEqual([403, 'forbidden'])

  // Once it need not be kept: not while an activity that it supports is held back, and only once.
  const store = createSupportStore(connectTo(server.redis.url))
  const conferenceId = kept.agreements.find((each) => each.id === agreementId)!.conferenceId
  const own = { id: file.id, digest: file.digest }
  expect(await store.purgeableFiles(conferenceId, new Set([id]))).not.toContainEqual(own)
  expect(await store.purgeableFiles(conferenceId, new Set(['other']))).toContainEqual(own)
  await store.purged(conferenceId, file.id)
  expect(await store.purgeableFiles(conferenceId, new Set())).not.toContainEqual(own)
  expect(await statusAndCode(server.request(path, { as: 'ito' }))).toEqual([404, 'not_found'])
})

test('amounts reach nobody but the office', async () => {
  const { id } = await planned()
  await agree('secret', 0, termsOf(id))
  const seen = await Promise.all(
    [
      `/api/program`,
      `/api/program/${id}/review`,
      `/api/disclosures/preview/${id}`,
      '/api/office/program',
    ].flatMap((path) =>
      ['clara', 'okafor', 'ellis', 'moreau'].map((as) => server.request(path, { as }).then((r) => r.text())),
    ),
  )
  for (const text of seen) expect(text).not.toMatch(/987[,.]?654/)
  expect(await missing(id)).toHaveLength(1)
})

test('income and expense come to exact sums, with what the agreements give, as a table', async () => {
  const { id } = await planned()
  await agreed(id)
  const state = (revision: number, lines: object[], currency = 'USD') =>
    ask('PUT', `/statements/${id}`, { actId: `act-${++n}`, revision, currency, lines })
  expect(await statusAndCode(ask('GET', `/statements/${id}.csv`))).toEqual([404, 'not_found'])
  const lines = [
    { category: 'registration', label: '=SUM(A1)', amount: 1 },
    { category: 'honoraria', label: 'Two speakers', amount: 50_000_000 },
  ]
  expect((await state(0, lines)).status).toBe(200)
  expect(await statusAndCode(state(0, lines))).toEqual([409, 'stale'])
  const table = await (await ask('GET', `/statements/${id}.csv`)).text()
  expect(table.split('\n').map((line) => line.replaceAll('"', ''))).toEqual([
    'Part,Category,For,Amount,Currency',
    'Income,Commercial support,Acme,987654.00,USD',
    "Income,Registration fees,'=SUM(A1),0.01,USD",
    'Income,Total,,987654.01,USD',
    'Expense,Honoraria,Two speakers,500000.00,USD',
    'Expense,Total,,500000.00,USD',
    'Balance,Total,,487654.01,USD',
    '',
  ])
  expect(
    (await errorIn(state(1, [{ category: 'support', amount: 1, agreementId: 'unknown' }]))).message,
  ).toMatch(/gives no support/)
  expect(await statusAndCode(ask('GET', `/statements/${id}.csv`, undefined, 'clara'))).toEqual([
    403,
    'forbidden',
  ])
})

test('a supporter that is added to the whole conference takes approvals back until there is an agreement', async () => {
  const { id } = await planned([])
  expect(await approve(id)).toBe('ok')
  const save = (support: object[]) =>
    server.request('/api/office/conference', { as: 'ito', method: 'PUT', body: { support } })
  expect((await save([{ supporter: 'Everywhere', nature: '' }])).status).toBe(200)
  expect(await office.review(id)).toMatchObject({
    status: 'in_review',
    why: [expect.stringMatching(/“Everywhere”/)],
  })
  await agreed(id, termsOf(id, { supporter: 'Everywhere' }))
  expect(await missing(id)).toEqual([])
  await save([])
})
