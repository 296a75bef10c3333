// The provider's details are changed after the setup: new certificates have them, old ones do not.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { errorIn, statusAndCode } from '../testing/answers.ts'
import { plannedActivity } from '../testing/credit.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ noMistakes: true })
const path = '/api/office/provider'
const save = (body: object, as = 'ito') => server.request(path, { as, method: 'PUT', body })
const details = { name: 'Riverside Institute', address: '1 Riverside Walk', number: '1234567' }
const providerOf = async (id: string): Promise<object> =>
  JSON.parse((await server.connection.hget(keys.activities('cardiology'), id))!).provider as object

test('the office alone changes the details; planned activities get them, apart from those with their own', async () => {
  expect((await save(details)).status).toBe(200)
  const { provider: _, ...plan } = plannedActivity('new')
  await server.operate('PUT', 'activities', plan)
  const own = { ...details, name: 'Another Institute' }
  await server.operate('PUT', 'activities', { ...plan, id: 'own', provider: own })
  const moved = { ...details, address: '2 Hill Street' }
  expect((await save(moved)).status).toBe(200)
  expect(await (await server.request(path, { as: 'ito' })).json()).toEqual({ provider: moved })
  expect(await providerOf('new')).toEqual(moved)
  expect(await providerOf('own')).toEqual(own)
  for (const as of ['clara', 'okafor', 'moreau', 'ellis'])
    expect(await statusAndCode(save(details, as))).toEqual([403, 'forbidden'])
  const entries = await server.request('/api/ledger', { as: 'ito' })
  expect(await entries.text()).toContain('provider.changed')
})

test('numbers that contradict themselves are refused with field and rule', async () => {
  expect((await errorIn(save({ ...details, number: '12' }))).message).toMatch(/^.*number: .*7 digits/)
  expect((await errorIn(save({ ...details, acpeNumber: '12' }))).message).toMatch(/acpeNumber: .*4 digits/)
})
