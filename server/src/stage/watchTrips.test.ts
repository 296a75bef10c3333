// How often a server waits for Redis before it can answer a person who wants to watch.
import { expect, test } from '@jest/globals'
import { commands } from '@lectern/shared/commands'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createCommandRunner } from '../live/runCommand.ts'
import { createProgramStore } from '../program/programStore.ts'
import { createCluster } from '../testing/attendance.ts'
import { noGuard } from '../testing/conference.ts'
import type { SfuNodes } from './sfuNodes.ts'
import { createStageControl } from './stage.ts'
import { createStageCommands } from './stageCommands.ts'
import { createStageStore } from './stageStore.ts'

const house = await createCluster()
const { log } = memoryLog()
const server = house.server()
const redis = server.connection
const clock = () => house.time.now
const store = createStageStore(redis, clock)
const node = { nodeId: 'node', workers: 1, draining: false, load: 0 }
/** A media node that answers at once: what is counted here is Redis. */
const nodes = {
  living: [node],
  candidate: () => node,
  call: async () => ({ receive: {}, consumers: [] }),
} as unknown as SfuNodes
const stage = createStageControl({
  store,
  nodes,
  broadcast: () => undefined,
  iceServers: { for: () => [] } as never,
  log,
})
const program = createProgramStore(redis, clock)
const { handlers, readAhead } = createStageCommands({
  stage,
  store,
  program,
  audience: server.audience,
  clock,
})
const run = createCommandRunner({
  commands,
  handlers: handlers as never,
  readAhead,
  findSession: program.findSession,
  guard: noGuard,
  metrics: createMetrics(),
  clock,
  log,
})

/** Everything sent at once is one trip. */
async function tripsOf(connection: Redis, work: () => Promise<unknown>): Promise<number> {
  const { stream } = connection as unknown as { stream: { write(data: unknown): boolean } }
  const write = stream.write.bind(stream)
  let trips = 0
  stream.write = (data) => {
    trips++
    return write(data)
  }
  try {
    await work()
  } finally {
    stream.write = write
  }
  return trips
}

test.each(['stage.watch', 'stage.prepare'])('%s asks Redis once, and stores the peer once', async (name) => {
  const sessionId = await house.open()
  const ann = house.caller('ann')
  await house.acknowledge(server, sessionId, ann)
  const request = { sessionId, rtpCapabilities: { codecs: [] } }
  // The first on this server reads the session's plan, and finds a place for its stage.
  expect(await run(name, request, ann)).toMatchObject({ ok: true })
  const trips = await tripsOf(redis, async () =>
    expect(await run(name, request, ann)).toMatchObject({ ok: true }),
  )
  expect(trips).toBeLessThanOrEqual(name === 'stage.watch' ? 2 : 1)
})

import { createMetrics } from '../core/metrics.ts'
