// Workers that live but no longer work are detected, replaced, and left out until then.
import { once } from 'node:events'
import { afterAll, afterEach, expect, test } from '@jest/globals'
import { endFarEnds } from './testing/farEnd.ts'
import {
  bring,
  clearUp,
  leftovers,
  logged,
  openIngest,
  openPeer,
  openViewer,
  stageId,
  startPool,
  startTrial,
  type Trial,
} from './testing/trial.ts'
import type { WorkerPool } from './workerPool.ts'

afterEach(clearUp)
afterAll(endFarEnds)

async function freshPool(): Promise<WorkerPool> {
  const pool = await startPool()
  leftovers.push(() => pool.close())
  return pool
}

const peerClosed = ({ node }: Trial, peerId: string): Promise<string> =>
  new Promise((resolve) => {
    node.on('report', (...[name, report]) => {
      if (name === 'peer.closed' && report.peerId === peerId) resolve(report.reason)
    })
  })

/** mediasoup throws while writing this into the worker's message, which then stays half written for ever. */
const poisoned = {
  codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
  encodings: [{ ssrc: 1, maxBitrate: '../' }],
}

test('a worker broken by a malformed number is replaced, and its people join again', async () => {
  const pool = await freshPool()
  const trial = startTrial({ pool })
  await openIngest(trial, 'talk')
  await bring(trial, 1, 'talk')
  await openPeer(trial, 'attacker', [], { role: 'presenter' })
  const closed = peerClosed(trial, 'talk')
  const replaced = once(logged, 'media worker replaced')

  await expect(
    trial.node.run(
      'peer.produce',
      { peerId: 'attacker', kind: 'audio', source: 'microphone', rtpParameters: poisoned } as never,
      'server',
    ),
  ).rejects.toMatchObject({ code: 'stage_unavailable' })
  expect(await closed).toBe('worker_died')

  await replaced
  const producerIds = await openIngest(trial, 'talk')
  await bring(trial, 2, 'talk')
  const viewer = await openViewer(trial, 'viewer', producerIds)
  await viewer.receives(producerIds[0], 5)
})

test('a refusal by mediasoup leaves a worker alone that still answers', async () => {
  const pool = await freshPool()
  const pids = pool.workers.map(({ worker }) => worker.pid)
  const trial = startTrial({ pool })
  await openPeer(trial, 'speaker', [], { role: 'presenter' })
  await expect(
    trial.node.run(
      'peer.produce',
      {
        peerId: 'speaker',
        kind: 'audio',
        source: 'microphone',
        rtpParameters: { codecs: [{ mimeType: 'audio/opus' }] },
      } as never,
      'server',
    ),
  ).rejects.toThrow(TypeError)
  expect(await pool.probe()).toBe(true)
  expect(pool.workers.map(({ worker }) => worker.pid)).toEqual(pids)
})

test('a stopped worker takes nobody new, is replaced, and its viewers’ loss is reported once for the stage', async () => {
  const pool = await freshPool()
  const trial = startTrial({ pool })
  for (const peerId of ['ann', 'ben']) await openPeer(trial, peerId, [])
  const lost: unknown[] = []
  trial.node.on('report', (...[name, report]) => {
    if (name === 'stage.lost') lost.push(report)
  })
  const stopped = pool.workers.find(({ viewers }) => viewers > 0)
  const replaced = once(logged, 'media worker replaced')
  process.kill(stopped!.worker.pid, 'SIGSTOP')
  expect(await pool.probe()).toBe(false)
  expect(pool.workers).not.toContain(stopped)
  expect(lost).toEqual([
    {
      stageId,
      nodeId: 'node',
      lossId: expect.any(String),
      silentMs: expect.any(Number),
      personIds: ['ann', 'ben'],
    },
  ])
  await replaced
  expect(pool.workers).toHaveLength(2)
  expect(await pool.probe()).toBe(true)
})
