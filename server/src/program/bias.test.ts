// Reports of commercial bias: who may make them, who examines them, and what the ledger has.
import { expect, test } from '@jest/globals'
import type { LedgerPage } from '@lectern/shared/ledger'
import { biasReportsEach } from '@lectern/shared/limits'
import type { BiasDecision, BiasReports } from '@lectern/shared/program'
import { statusAndCode } from '../testing/answers.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { startServers } from '../testing/servers.ts'
import { createBiasStore } from './biasStore.ts'

const server = await startServers({ servers: 2, noMistakes: true })
await server.invite({ id: 'second-officer', name: 'Dr Second', roles: ['organiser'] })
await server.request('/api/people/second-officer/office', {
  method: 'PUT',
  as: 'ito',
  body: { isOffice: true },
})
const bias = createBiasStore(server.connection)
const sessionId = await server.plan(sessionOf('biased', { speakers: [faculty('okafor')] }))
const report = (personId: string, reportId: string, text = 'It sells.') =>
  bias.report(sessionId, reportId, { personId, at: Date.now(), clockMs: null, text })

const decide = (reportId: string, body: Partial<BiasDecision>, as = 'ito', of = sessionId) =>
  server.request(`/api/program/${of}/bias-reports/${reportId}`, {
    method: 'POST',
    as,
    body: { finding: 'bias', words: 'The brand was removed from the slides.', seen: null, ...body },
  })
async function reportsOf(as = 'ito'): Promise<BiasReports['reports']> {
  const answer = await server.request('/api/program/bias-reports', { as, server: 1 })
  return ((await answer.json()) as BiasReports).reports
}
const entries = async (kind: string) => {
  const page = (await (await server.request('/api/ledger', { as: 'ito' })).json()) as LedgerPage
  return page.entries.filter((entry) => entry.kind === kind)
}

test("one person's reports are limited; others can still report, and a repeat is one report", async () => {
  for (let n = 0; n < biasReportsEach; n++) await report('ada', `report-${n}`)
  await expect(report('ada', 'one-more')).rejects.toMatchObject({ code: 'conflict' })
  await report('ada', 'report-0')
  await report('clara', 'first')
  expect(await bias.reports(sessionId)).toHaveLength(biasReportsEach + 1)
})

test('a decision closes the report, says who examined it, and both are in the ledger', async () => {
  expect((await decide('clara-first', {})).status).toBe(200)
  const [found] = (await reportsOf()).filter(({ id }) => id === 'clara-first')
  expect(found!.decision).toMatchObject({
    finding: 'bias',
    words: 'The brand was removed from the slides.',
    by: expect.stringContaining('Ito'),
  })
  expect(await entries('bias.decided')).toMatchObject([
    { by: 'ito', data: { sessionId, reportId: 'clara-first', finding: 'bias' } },
  ])
  const reported = (await entries('bias.reported')).filter(({ by }) => by === 'clara')
  expect(reported).toMatchObject([{ data: { sessionId, reportId: 'clara-first' } }])
  expect(JSON.stringify(reported)).not.toContain('It sells.')
  // Sent again by a page that heard no answer.
  expect((await decide('clara-first', {})).status).toBe(200)
  expect(await entries('bias.decided')).toHaveLength(1)
})

test('a second officer sees what the first decided before their own counts', async () => {
  const other = { finding: 'no_bias' as const, words: 'The slide was removed before.' }
  expect(await statusAndCode(decide('clara-first', other, 'second-officer'))).toEqual([409, 'stale'])
  const [found] = (await reportsOf()).filter(({ id }) => id === 'clara-first')
  const seen = found!.decision!.at
  expect((await decide('clara-first', { ...other, seen }, 'second-officer')).status).toBe(200)
  expect(await entries('bias.decided')).toHaveLength(2)
})

test('only the CE office decides, and nobody about a session that they shape', async () => {
  for (const as of ['clara', 'okafor', 'moreau', 'ellis'])
    expect(await statusAndCode(decide('clara-first', {}, as))).toEqual([403, 'forbidden'])
  const own = await server.plan(sessionOf('own-session', { speakers: [faculty('ito')] }))
  await bias.report(own, 'x', { personId: 'clara', at: Date.now(), clockMs: null, text: 'It sells.' })
  expect(await statusAndCode(decide('clara-x', {}, 'ito', own))).toEqual([403, 'forbidden'])
  expect((await decide('clara-x', {}, 'second-officer', own)).status).toBe(200)
})

test('nobody examines their own report', async () => {
  await report('ito', 'mine')
  expect(await statusAndCode(decide('ito-mine', {}))).toEqual([403, 'forbidden'])
  expect((await decide('ito-mine', {}, 'second-officer')).status).toBe(200)
})

test('of two officers who decide at once, one counts and the other is told', async () => {
  await report('clara', 'raced')
  const answers = await Promise.all([
    decide('clara-raced', { finding: 'bias', words: 'Removed.' }),
    decide('clara-raced', { finding: 'no_bias', words: 'Nothing found.' }, 'second-officer'),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const decided = (await entries('bias.decided')).filter(({ data }) => data.reportId === 'clara-raced')
  expect(decided).toHaveLength(1)
})

test('a report that is unknown, or of another session, and a decision without words are refused', async () => {
  expect(await statusAndCode(decide('nobody-none', {}))).toEqual([404, 'not_found'])
  const other = await server.plan(sessionOf('another'))
  expect(await statusAndCode(decide('clara-first', {}, 'ito', other))).toEqual([404, 'not_found'])
  expect(await statusAndCode(decide('clara-first', { words: ' ' }))).toEqual([400, 'invalid_request'])
})
