import { expect, test } from '@jest/globals'
import { createMetrics } from './metrics.ts'

test('commands and requests are counted by name and outcome, with their time', async () => {
  const metrics = createMetrics()
  metrics.countCommand('polls.vote', 'ok', 0.03)
  metrics.countCommand('polls.vote', 'ok', 0.2)
  metrics.countCommand('polls.vote', 'rate_limited', 0.001)
  metrics.countRequest('GET', '/api/program', 200, 0.01)
  const text = await metrics.text()
  expect(text).toContain('lectern_commands_total{command="polls.vote",outcome="ok"} 2')
  expect(text).toContain('lectern_commands_total{command="polls.vote",outcome="rate_limited"} 1')
  expect(text).toContain('lectern_command_seconds_bucket{le="0.05",command="polls.vote"} 2')
  expect(text).toContain('lectern_requests_total{method="GET",route="/api/program",status="200"} 1')
  expect(text).toContain('process_cpu_seconds_total')
})

test('a gauge is read when it is asked for, and left out while it cannot be read', async () => {
  const metrics = createMetrics()
  let connections = 3
  metrics.gauge('connections', 'Pages connected', () => connections)
  metrics.gauge('nodes', 'Media nodes', () => {
    if (connections > 3) throw new Error('away')
    return 1
  })
  expect(await metrics.text()).toMatch(/^lectern_nodes 1$/m)
  connections = 4
  const text = await metrics.text()
  expect(text).toMatch(/^lectern_connections 4$/m)
  expect(text).not.toMatch(/^lectern_nodes \d/m)
})

test('what media nodes measured is added up, by loss and layer, and by nothing else', async () => {
  const metrics = createMetrics()
  const layers = { none: 1, low: 2, middle: 3, high: 4 }
  for (const _ of [1, 2]) metrics.countDelivery({ loss: [5, 4, 3, 2, 1], layers, below: 6 })
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('lectern_delivery'))
  expect(lines).toEqual([
    'lectern_delivery_loss_total{under="0.01"} 10',
    'lectern_delivery_loss_total{under="0.03"} 8',
    'lectern_delivery_loss_total{under="0.1"} 6',
    'lectern_delivery_loss_total{under="0.3"} 4',
    'lectern_delivery_loss_total{under="more"} 2',
    'lectern_delivery_pictures_total{layer="none"} 2',
    'lectern_delivery_pictures_total{layer="low"} 4',
    'lectern_delivery_pictures_total{layer="middle"} 6',
    'lectern_delivery_pictures_total{layer="high"} 8',
    'lectern_delivery_pictures_below_total 12',
  ])
})
