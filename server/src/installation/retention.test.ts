// Retention over HTTP: the term, holds, and that nothing that is held back is deleted.
import { expect, test } from '@jest/globals'
import type { Retention } from '@lectern/shared/retention'
import { errorIn, statusAndCode } from '../testing/answers.ts'
import { type Method, startServers } from '../testing/servers.ts'

const server = await startServers({ noMistakes: true })
const ask = (method: Method, path = '', body?: object, as = 'ito') =>
  server.request(`/api/office/retention${path}`, { method, as, body })
const held = 'heart-failure-2026'
const activityIn = async (answer: Promise<Response>) => {
  const { conferences } = (await (await answer).json()) as Retention
  return conferences.find(({ id }) => id === 'cardiology')!.activities.find(({ id }) => id === held)!
}

test('a term that ends before it begins is refused; the page has what was set', async () => {
  const refused = await errorIn(ask('PUT', '/term', { startsOn: '2027-07-01', endsOn: '2026-06-30' }))
  expect(refused.message).toMatch(/endsOn: .*before it begins/)
  const term = { startsOn: '2026-07-01', endsOn: '2032-06-30' }
  expect(await (await ask('PUT', '/term', term)).json()).toMatchObject({ term })
  for (const as of ['clara', 'okafor', 'moreau', 'ellis'])
    expect(await statusAndCode(ask('GET', '', undefined, as))).toEqual([403, 'forbidden'])
})

test('an activity that is held back keeps its conference from being deleted, and the ledger says so', async () => {
  const reason = { reason: 'An inquiry of the ACCME.' }
  expect(await activityIn(ask('GET'))).toMatchObject({ endedAt: null, kept: [], hold: null })
  const after = await activityIn(ask('POST', `/cardiology/holds/${held}`, reason))
  expect(after.hold).toMatchObject({ ...reason, name: 'Hana Ito' })
  const remove = () => server.request('/api/office/conferences/cardiology', { method: 'DELETE', as: 'ito' })
  expect((await errorIn(remove())).message).toMatch(/held back for an inquiry/)
  expect(await statusAndCode(ask('POST', '/other/holds/unknown', reason))).toEqual([404, 'not_found'])
  const released = await activityIn(ask('POST', `/cardiology/holds/${held}/release`, { reason: 'Closed.' }))
  expect(released.hold).toBeNull()
  const ledger = await (await server.request('/api/ledger', { as: 'ito' })).text()
  expect(ledger).toContain('retention.held')
  expect(ledger).toContain('retention.released')
})
