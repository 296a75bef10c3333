import { expect, test } from '@jest/globals'
import { startServers } from '../testing/servers.ts'

const token = 'a-token-for-prometheus'
const lectern = await startServers({ settings: { METRICS_TOKEN: token } })
const figures = async (headers: Record<string, string>) => lectern.request('/metrics', { headers })

test('Prometheus reads figures of commands, requests, connections and jobs', async () => {
  const client = await lectern.connect('clara')
  await client.send('attendance.status', { sessionId: 'heart-failure' })
  await lectern.request('/api/program', { as: 'clara' })
  await lectern.request('/api/no-such-address/made-up', { as: 'clara' })
  const answer = await figures({ authorization: `Bearer ${token}` })
  expect(answer.headers.get('content-type')).toContain('text/plain')
  const text = await answer.text()
  expect(text).toContain('lectern_commands_total{command="attendance.status",outcome="ok"} 1')
  expect(text).toContain('lectern_requests_total{method="GET",route="/api/program",status="200"} 1')
  expect(text).toMatch(/^lectern_connections 1$/m)
  expect(text).toMatch(/^lectern_jobs_failed 0$/m)
  expect(text).toMatch(/^lectern_media_nodes 0$/m)
  expect(text).not.toContain('made-up')
})

test('a command that does not exist adds no figure of its name', async () => {
  const client = await lectern.connect('clara')
  await client.send('made.up' as never, {} as never).catch(() => undefined)
  const text = await (await figures({ authorization: `Bearer ${token}` })).text()
  expect(text).toContain('lectern_commands_total{command="other",outcome="not_found"} 1')
  expect(text).not.toContain('made.up')
})

test.each([
  ['nobody', {}],
  ['a wrong token', { authorization: 'Bearer another-token-of-some' }],
  ['the operator', { authorization: 'Bearer operator' }],
])('%s reads none', async (_, headers) => {
  expect((await figures(headers as Record<string, string>)).status).toBe(403)
})

test('without a token the address leads to no figures', async () => {
  const closed = await startServers()
  const answer = await closed.request('/metrics', { headers: { authorization: `Bearer ${token}` } })
  expect(await answer.text()).not.toContain('lectern_')
})
