// The state of the ledger for the office, on a whole server with a real time stamp authority: what was
// verified and countersigned, on request.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { type LedgerState, ledgerState } from '@lectern/shared/ledger'
import { checkStamp } from '@lectern/shared/timeStamps/check'
import { createStampAuthority, serveStamps } from '../../../scripts/testing/stampAuthority.ts'
import { atEnd } from '../testing/atEnd.ts'
import { startServers } from '../testing/servers.ts'

const authority = createStampAuthority()
const service = await serveStamps(authority)
atEnd(() => {
  service.close()
  authority.close()
})
const ledgerKey = Buffer.alloc(32, 7).toString('base64')
const lectern = await startServers({
  settings: { TIMESTAMP_URL: service.url, TIMESTAMP_CA: authority.caFile, LEDGER_KEY: ledgerKey },
  noMistakes: true,
})
/** Has no authority. */
await lectern.start({ TIMESTAMP_URL: undefined, TIMESTAMP_CA: undefined })
const { connection } = lectern
const [conferenceId] = (await connection.zrange(keys.conferences(), '0', '0')) as [string]

const stateOf = async (): Promise<LedgerState> =>
  ledgerState.parse(await (await lectern.request('/api/ledger/state', { as: 'ito' })).json())
const press = (path: string, server = 0): Promise<Response> =>
  lectern.request(path, { as: 'ito', method: 'POST', body: {}, server })
async function until(isSo: (state: LedgerState) => boolean): Promise<LedgerState> {
  for (;;) {
    const state = await stateOf()
    if (isSo(state)) return state
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
const isDone = ({ verification }: LedgerState): boolean =>
  verification.progress === null && verification.last !== null

test('at first nothing is verified or countersigned', async () => {
  const { stamps, verification, head } = await stateOf()
  expect(verification).toEqual({ last: null, progress: null, hasFailed: false })
  expect(stamps).toMatchObject({ last: null, open: head.seq, isAsking: false, failure: null })
  expect(stamps.authority).toBe(new URL(service.url).host)
  expect((await lectern.request('/api/ledger/stamps/last.tst', { as: 'ito' })).status).toBe(404)
})

test('a stamp that is asked for is there, and its file is the authority’s', async () => {
  // An export is an entry.
  await (await lectern.request('/api/ledger/export', { as: 'ito' })).text()
  const before = await stateOf()
  expect((await press('/api/ledger/stamps')).status).toBe(200)
  const { stamps } = await until(({ stamps: { last } }) => last !== null)
  expect(stamps).toMatchObject({ open: 0, last: { head: before.head, entry: before.head.seq + 1 } })
  const file = await lectern.request('/api/ledger/stamps/last.tst', { as: 'ito' })
  expect(file.headers.get('content-disposition')).toContain('.tst')
  const stamp = checkStamp(new Uint8Array(await file.arrayBuffer()), before.head.hash)
  expect(stamp).toMatchObject({ at: stamps.last!.at, fingerprint: stamps.last!.fingerprint })
})

test('a server without an authority refuses to ask, and says who can change that', async () => {
  const response = await press('/api/ledger/stamps', 1)
  expect(response.status).toBe(409)
  expect(await response.text()).toContain('TIMESTAMP_URL')
})

test('the ledger is verified on request, with its stamps, and what was altered is named', async () => {
  expect((await press('/api/ledger/verification')).status).toBe(200)
  const { verification, head } = await until(isDone)
  expect(verification.last).toMatchObject({ by: 'ito', count: head.seq, problem: null, stamps: 1 })
  // Somebody who has the database changes an entry.
  const entries = await connection.xrange(keys.ledger(conferenceId), '-', '+')
  await connection.del(keys.ledger(conferenceId))
  for (const [id, [, text]] of entries) {
    const changed = id === '1-0' ? text!.replace('"at":', '"at":1') : text!
    await connection.xadd(keys.ledger(conferenceId), id, 'entry', changed)
  }
  await press('/api/ledger/verification')
  const altered = await until((state) => isDone(state) && state.verification.last!.problem !== null)
  expect(altered.verification.last!.problem).toMatch(/^Entry 1 \(.*\) was changed/)
})
