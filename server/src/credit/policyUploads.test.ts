// Policies that the office uploads, on the whole server with a real Redis.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import type { PolicyChanges, PolicyStanding, ShownPolicy } from '@lectern/shared/creditPolicies'
import { policyFileMax } from '@lectern/shared/limits'
import { dayOf } from '@lectern/shared/zoneTime'
import { testLedger } from '../testing/conference.ts'
import { entriesOf } from '../testing/credit.ts'
import { startCreditServer } from '../testing/creditServer.ts'
import { policiesFolder } from './policies.ts'

const lectern = await startCreditServer({ clara: 53 })
const read = (...path: string[]) => readFileSync(join(policiesFolder, ...path), 'utf8')
/** The clock of the test stands earlier than the file was checked. */
const participation = {
  ...(JSON.parse(read('participation.json')) as Record<string, unknown>),
  checked: '2026-01-31',
}
const table = read('cases', 'participation.json')

const upload = (content: unknown, cases: string = table, name = 'new.json') =>
  lectern.answerOf<{ policyId: string | null; problems: string[] }>('ito', 'POST', '/api/policies/uploads', {
    ...{ name, cases },
    content: typeof content === 'string' ? content : JSON.stringify(content),
  })
const standing = async (policyId: string) =>
  (
    await lectern.answerOf<{ standings: PolicyStanding[] }>('ito', 'GET', '/api/policies/uploads')
  ).standings.find((each) => each.policyId === policyId)
const policyEntries = async (policyId: string) =>
  (await entriesOf(testLedger(lectern.connection, () => lectern.now))).filter(
    ({ kind, data }) => kind.startsWith('policy.') && data.policyId === policyId,
  )
async function putInForce(policyId: string, scope?: string): Promise<void> {
  const path = `/api/policies/${policyId}`
  await lectern.answerOf('ito', 'POST', `${path}/changes`)
  for (;;) {
    const { changes } = await lectern.answerOf<{ changes: PolicyChanges }>('ito', 'GET', `${path}/changes`)
    if (changes.doneAt !== null) {
      const body = { seen: changes.id, reason: 'As published.', ...(scope && { scope }) }
      await lectern.answerOf('ito', 'POST', `${path}/in-force`, body)
      return
    }
    await delay(20)
  }
}

test.each([
  ['no JSON', 'process.exit(1)', table, /^new\.json: Unexpected token/],
  [
    'code in a field that no policy has',
    { ...participation, run: 'rm' },
    table,
    /^new\.json: Unrecognized key: "run"/,
  ],
  ['a field written twice', `{"id":"a","id":"b"}`, table, /^new\.json: id: written twice/],
  [
    'a rule that contradicts another',
    { ...participation, least: 0.003 },
    table,
    /^new\.json: least: at most two decimals/,
  ],
  [
    'what replaces it and is not there',
    { ...participation, supersededBy: 'gone' },
    table,
    /^new\.json: supersededBy: there is no policy "gone"/,
  ],
  ['no source', { ...participation, source: [] }, table, /^new\.json: source: it says nowhere/],
  [
    'a statement with a field that is none',
    { ...participation, certificate: { title: 'C', statements: ['{{constructor}}'], withAddress: false } },
    table,
    /is none of the fields/,
  ],
  ['a table that is none', participation, '{}', /^cases: /],
  [
    'a table that says something else',
    { ...participation, minutesPerUnit: 30 },
    table,
    /^cases: .*the table says .*given.*; the rules say /,
  ],
])('%s is refused by file, field and rule', async (_what, content, cases, words) => {
  const { policyId, problems } = await upload(content, cases)
  expect(policyId).toBeNull()
  expect(problems.join('\n')).toMatch(words)
})

test('a table that would be computed for hours is refused at once', async () => {
  const [first] = JSON.parse(table) as [{ sessions: [object] }]
  const long = { ...first, sessions: Array(50).fill({ minutes: 90_000, of: 90_000 }) }
  expect((await upload({ ...participation, appealDays: 31 }, JSON.stringify([long]))).problems).toEqual([
    'cases: its sessions have more than 50000 minutes',
  ])
})

test('a file longer than a policy can be is refused, and only the office may upload', async () => {
  const body = { name: 'x.json', content: 'x'.repeat(policyFileMax + 1), cases: '[]' }
  expect(await lectern.codeOf('ito', 'POST', '/api/policies/uploads', body)).toBe('invalid_request')
  expect(await lectern.codeOf('clara', 'POST', '/api/policies/uploads', { ...body, content: '{}' })).toBe(
    'forbidden',
  )
  expect(await lectern.codeOf('clara', 'GET', '/api/policies/uploads')).toBe('forbidden')
})

test('what is in force already has nothing to decide', async () => {
  const asked = await lectern.send('ito', 'GET', '/api/policies/ama/policy.json')
  const ama = { ...((await asked.json()) as object), checked: '2026-01-31' }
  expect(await upload(ama, read('cases', 'ama.json'))).toMatchObject({ policyId: 'ama' })
  await putInForce('ama')
  const body = { name: 'same.json', content: JSON.stringify(ama), cases: read('cases', 'ama.json') }
  expect(await lectern.codeOf('ito', 'POST', '/api/policies/uploads', body)).toBe('conflict')
})

test('an upload waits, is in the ledger by content, takes effect by decision, and stays over a restart', async () => {
  expect(await upload({ ...participation, appealDays: 31 })).toEqual({
    policyId: 'participation',
    problems: [],
  })
  expect(await standing('participation')).toMatchObject({
    isInstalled: true,
    uploaded: null,
    waiting: { file: 'new.json', by: 'Hana Ito' },
    history: [{ what: 'uploaded', by: 'Hana Ito' }],
  })
  await putInForce('participation')
  const now = await standing('participation')
  expect(now).toMatchObject({ uploaded: { file: 'new.json', by: 'Hana Ito' }, waiting: null })
  expect(now!.history.map(({ what, scope, reason }) => ({ what, scope, reason }))).toEqual([
    { what: 'in_force', scope: 'unclaimed', reason: 'As published.' },
    { what: 'uploaded', scope: undefined, reason: undefined },
  ])
  const file = await lectern.send('ito', 'GET', '/api/policies/participation/policy.json')
  expect(await file.json()).toMatchObject({ id: 'participation', appealDays: 31 })
  expect(await (await lectern.send('ito', 'GET', '/api/policies/participation/cases.json')).text()).toBe(
    table,
  )
  // The installation's own file, which it was preferred to, is no new proposal.
  const { policies } = await lectern.answerOf<{ policies: { id: string; isChanged?: true }[] }>(
    'ito',
    'GET',
    '/api/policies',
  )
  expect(policies.find(({ id }) => id === 'participation')!.isChanged).toBeUndefined()
  expect(await policyEntries('participation')).toMatchObject([
    { kind: 'policy.uploaded', by: 'ito', data: { policyId: 'participation', file: 'new.json' } },
    {
      kind: 'policy.in_force',
      by: 'ito',
      data: { conferenceId: expect.any(String), scope: 'unclaimed', file: 'new.json', held: [] },
    },
  ])
  const again = await lectern.start({ PORT: '0', PUBLIC_URL: undefined })
  const answer = await fetch(`${again.address}/api/policies/participation/policy.json`, {
    headers: { cookie: await lectern.cookieOf('ito') },
  })
  expect(await answer.json()).toMatchObject({ appealDays: 31 })
})

test('an upload that waits can be taken back', async () => {
  await upload({ ...participation, appealDays: 32 }, table, 'mistake.json')
  expect((await standing('participation'))!.waiting).toMatchObject({ file: 'mistake.json' })
  await lectern.answerOf('ito', 'DELETE', '/api/policies/uploads/participation')
  expect(await standing('participation')).toMatchObject({
    waiting: null,
    history: [{ what: 'withdrawn', file: 'mistake.json' }, {}, {}, {}],
  })
  expect(await lectern.codeOf('ito', 'DELETE', '/api/policies/uploads/participation')).toBe('not_found')
  expect((await policyEntries('participation')).at(-1)).toMatchObject({
    kind: 'policy.withdrawn',
    by: 'ito',
    data: { conferenceId: expect.any(String), file: 'mistake.json', edition: expect.any(String) },
  })
})

test('of two who take the same upload back, one is told so, and the ledger has it once', async () => {
  await upload({ ...participation, appealDays: 33 }, table, 'twice.json')
  const before = (await policyEntries('participation')).length
  const answers = await Promise.all(
    ['one', 'two'].map(() => lectern.codeOf('ito', 'DELETE', '/api/policies/uploads/participation')),
  )
  expect(answers.filter((each) => each === 'ok')).toHaveLength(1)
  expect(await policyEntries('participation')).toHaveLength(before + 1)
})

describe('back to the installation’s own file', () => {
  const installed = '/api/policies/participation/installed'
  const appealDays = async () =>
    (
      await lectern.answerOf<{ policies: { id: string; appealDays: number; isChanged?: true }[] }>(
        'ito',
        'GET',
        '/api/policies',
      )
    ).policies.find(({ id }) => id === 'participation')!

  const lastActs = async (n: number) => (await standing('participation'))!.history.slice(0, n)

  test('it is proposed, and the upload kept after all', async () => {
    expect(await standing('participation')).toMatchObject({ canReturn: true })
    await lectern.answerOf('ito', 'PUT', installed)
    expect(await standing('participation')).toMatchObject({
      canReturn: false,
      uploaded: { file: 'new.json' },
    })
    expect(await lastActs(1)).toMatchObject([{ what: 'proposed', by: 'Hana Ito', file: '' }])
    expect(await appealDays()).toMatchObject({ appealDays: 31, isChanged: true })
    expect(await lectern.codeOf('ito', 'PUT', installed)).toBe('conflict')
    await lectern.answerOf('ito', 'DELETE', installed)
    expect(await standing('participation')).toMatchObject({ canReturn: true })
    expect(await lastActs(1)).toMatchObject([{ what: 'withdrawn', file: '' }])
    expect((await appealDays()).isChanged).toBeUndefined()
    expect(await lectern.codeOf('ito', 'DELETE', installed)).toBe('conflict')
    const entries = (await policyEntries('participation')).slice(-2)
    expect(entries).toMatchObject([
      { kind: 'policy.proposed', by: 'ito', data: { file: null } },
      { kind: 'policy.withdrawn', by: 'ito', data: { file: null } },
    ])
  })

  test('while an upload waits, that one is decided about first', async () => {
    await upload({ ...participation, appealDays: 34 }, table, 'next.json')
    expect(await standing('participation')).toMatchObject({ canReturn: false })
    expect(await lectern.codeOf('ito', 'PUT', installed)).toBe('conflict')
    await lectern.answerOf('ito', 'DELETE', '/api/policies/uploads/participation')
  })

  test('it takes effect by the office’s decision, like every changed text', async () => {
    await lectern.answerOf('ito', 'PUT', installed)
    await putInForce('participation')
    expect(await standing('participation')).toMatchObject({
      ...{ uploaded: null, canReturn: false, waiting: null },
    })
    expect(await lastActs(2)).toMatchObject([{ what: 'in_force', file: '' }, { what: 'proposed' }])
    expect((await appealDays()).appealDays).not.toBe(31)
    expect(await lectern.codeOf('ito', 'PUT', installed)).toBe('conflict')
  })

  test('a body of the office’s own has no file to go back to, and only the office goes back', async () => {
    expect(await lectern.codeOf('ito', 'PUT', '/api/policies/nonsense/installed')).toBe('not_found')
    for (const who of ['clara', 'okafor'] as const)
      for (const method of ['PUT', 'DELETE'] as const)
        expect(await lectern.codeOf(who, method, installed)).toBe('forbidden')
    expect(await lectern.codeOf('clara', 'DELETE', '/api/policies/uploads/participation')).toBe('forbidden')
  })
})

test('a policy can be uploaded until its last day has passed where the conference is', async () => {
  // The first clocks of the earth are always a day or two ahead of its last ones.
  const [first, last] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'] as const
  const expiring = { ...participation, expires: dayOf(lectern.now, last), appealDays: 66 }
  await lectern.operate('PUT', 'conference', { timeZone: first })
  expect((await upload(expiring)).problems).toEqual([expect.stringMatching(/expires: it had to be checked/)])
  await lectern.operate('PUT', 'conference', { timeZone: last })
  expect((await upload(expiring)).problems).toEqual([])
  await putInForce('participation')
  const isExpired = async () =>
    (await lectern.answerOf<{ policies: ShownPolicy[] }>('ito', 'GET', '/api/policies')).policies.find(
      ({ id }) => id === 'participation',
    )?.isExpired
  expect(await isExpired()).toBe(false)
  await lectern.operate('PUT', 'conference', { timeZone: first })
  expect(await isExpired()).toBe(true)
  await lectern.operate('PUT', 'conference', { timeZone: 'Europe/Berlin' })
})

test('who comes to an activity that keeps its text is told that one', async () => {
  const { personId } = await lectern.invite({
    ...{ name: 'Somebody else', profession: 'other', roles: ['clinician'] },
  })
  const told = async () =>
    (await (await lectern.connect(personId)).send('attendance.status', { sessionId: 'heart-failure' }))
      .announced?.credits[0]?.appealDays
  const before = await told()
  expect(before).toBeGreaterThan(0)
  await upload({ ...participation, appealDays: 77 }, table, 'held.json')
  await putInForce('participation', 'not_begun')
  expect(await told()).toBe(before)
  await upload({ ...participation, appealDays: 78 }, table, 'all.json')
  await putInForce('participation', 'unclaimed')
  expect(await told()).toBe(78)
})

test('a body that the installation does not ship can be added, and then designated', async () => {
  const own = { ...participation, id: 'own-board', title: 'Own Board credit' }
  expect(await upload(own, table, 'own-board.json')).toEqual({ policyId: 'own-board', problems: [] })
  expect(await standing('own-board')).toMatchObject({ isInstalled: false, isInForce: false })
  await putInForce('own-board', 'not_begun')
  expect(await standing('own-board')).toMatchObject({ isInForce: true, uploaded: { file: 'own-board.json' } })
  await lectern.operate('PUT', 'activities', {
    ...{ id: 'own', title: 'Own', format: 'Live activity', provider: { name: 'The Institute' } },
    attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
    ...{ evaluation: [], designations: [{ policyId: 'own-board', maximum: 1, designatedAt: 1 }] },
  })
})
