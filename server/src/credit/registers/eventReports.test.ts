// Reports about whole events over HTTP, on the whole server.
import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import type { OfficeActivity } from '@lectern/shared/creditOffice'
import type { EventReport } from '@lectern/shared/eventReports'
import { dayMs } from '../../core/clock.ts'
import { errorIn } from '../../testing/answers.ts'
import { testLedger } from '../../testing/conference.ts'
import { liveAt, minuteMs, watchedSession } from '../../testing/credit.ts'
import { type Method, startServers } from '../../testing/servers.ts'

let now = liveAt - dayMs
const servers = await startServers({
  clock: () => now,
  settings: { LEDGER_KEY: randomBytes(32).toString('base64') },
})
const activityId = 'heart-failure-2026'
const ask = (as: string, method: Method, path: string, body?: unknown) =>
  servers.request(path, { as, method, body })
const reports = async (): Promise<EventReport[]> =>
  ((await (await ask('ito', 'GET', '/api/event-reports')).json()) as { reports: EventReport[] }).reports
const sent = async (as: string, policyId = 'eaccme', of = activityId): Promise<string> => {
  const response = await ask(as, 'POST', `/api/event-reports/${of}`, { policyId })
  return response.ok ? 'ok' : (await errorIn(response)).code
}

test('EACCME’s event report is due four weeks after the event, and done by whoever says so first', async () => {
  const office = await ask('ito', 'GET', `/api/credit/office/${activityId}`)
  const { designations } = ((await office.json()) as OfficeActivity).activity
  const eaccme = { policyId: 'eaccme', maximum: 1, designatedAt: now }
  const planned = await ask('ito', 'PUT', '/api/office/activities', {
    ...{ id: activityId, designations: [...designations, eaccme] },
  })
  expect(await planned.text()).toContain('eaccme')
  expect(await reports()).toEqual([])
  expect(await sent('ito')).toBe('conflict')

  await servers.approve('heart-failure')
  await watchedSession(servers.connection, 'heart-failure', {})
  now = liveAt + 61 * minuteMs
  const dueBy = Date.parse('2026-03-30T23:59:59.999+02:00')
  const [due] = await reports()
  expect(due).toMatchObject({ activityId, policyId: 'eaccme', body: 'EACCME', daysLeft: 28, sent: null })
  expect(due!.dueBy).toBe(dueBy)
  now = liveAt + 40 * dayMs
  expect((await reports())[0]!.daysLeft).toBeLessThan(0)

  for (const other of ['clara', 'okafor', 'moreau']) expect(await sent(other)).toBe('forbidden')
  expect(await sent('ito', 'ama')).toBe('conflict')
  expect(await sent('ito', 'eaccme', 'cardiology-update')).toBe('conflict')
  expect(await Promise.all([sent('ito'), sent('ito')])).toEqual(['ok', 'ok'])
  expect(await reports()).toMatchObject([{ sent: { at: now, by: expect.stringContaining('Ito') } }])
  const ledger = testLedger(servers.connection, () => now)
  const { seq } = await ledger.head()
  const entries = (await ledger.read(Math.max(1, seq - 30), 40)).filter(
    ({ kind }) => kind === 'register.reported',
  )
  expect(entries).toMatchObject([
    { by: 'ito', data: { activityId, register: 'event-report', policyId: 'eaccme' } },
  ])
})
