// The media node with real workers, real RTP, and viewers that receive as a browser does.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { type EventEmitter, on, once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { preparedMs } from '@lectern/shared/limits'
import type { RtpCapabilities, RtpParameters } from '@lectern/shared/media'
import type { SfuCommandName, SfuReport } from '@lectern/shared/sfuContract'
import type { RtpTarget } from '@lectern/shared/stage'
import { ffmpegArguments } from '../../scripts/speaker/play.ts'
import type { MediaNodeOptions } from './mediaNode.ts'
import { collectGarbage } from './testing/collectGarbage.ts'
import { endFarEnds, present, watch } from './testing/farEnd.ts'
import { audioLevelId, packetsOf, playInto, stream } from './testing/rtp.ts'
import {
  bring,
  clearUp,
  connectViewer,
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

let pool: WorkerPool
beforeAll(async () => {
  pool = await startPool()
})
afterAll(() => {
  pool.close()
  endFarEnds()
})

afterEach(clearUp)

const startNode = (options: Partial<MediaNodeOptions> = {}): Trial => startTrial({ pool, ...options })

/** A presenter with a microphone of this `level` (dB below full loudness). */
async function openSpeaker({ ask }: Trial, peerId: string, level: number): Promise<string> {
  const { rtpCapabilities } = await ask('node.capabilities', {})
  const { send } = await ask('peer.open', {
    stageId,
    peerId,
    personId: peerId,
    role: 'presenter',
    rtpCapabilities,
    consume: [],
  })
  const coding = { payloadType: 111, clockRate: 48_000 }
  const numbers = { ...coding, ssrc: 4711 }
  const rtpParameters: RtpParameters = {
    codecs: [{ mimeType: 'audio/opus', channels: 2, ...coding }],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: audioLevelId }],
    encodings: [{ ssrc: numbers.ssrc }],
  }
  const speaker = await present(send!, { kind: 'audio', rtpParameters }, (dtlsParameters) =>
    ask('peer.connect', { peerId, direction: 'send', dtlsParameters }),
  )
  leftovers.push(speaker.close, stream(packetsOf(numbers, { level }), speaker.send))
  const { producerId } = await ask('peer.produce', {
    peerId,
    kind: 'audio',
    source: 'microphone',
    rtpParameters,
  })
  return producerId
}

/** Why a peer was closed, once it is. Call it before what closes the peer. */
const closing = ({ node }: Trial, peerId: string): Promise<string> =>
  new Promise((resolve) => {
    node.on('report', (...[name, report]) => {
      if (name === 'peer.closed' && report.peerId === peerId) resolve(report.reason)
    })
  })

const peersOn = (workers = pool): number[] => workers.workers.map(({ viewers }) => viewers)
const total = (counts: number[]): number => counts.reduce((sum, count) => sum + count, 0)

/** Counts the streams piped between workers from now on. */
function countPipes(): () => number {
  let pipes = 0
  for (const { worker } of pool.workers)
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) =>
        transport.observer.on('newconsumer', (consumer) => {
          if (consumer.type === 'pipe') pipes++
        }),
      ),
    )
  leftovers.push(() => {
    for (const { worker } of pool.workers) worker.observer.removeAllListeners('newrouter')
  })
  return () => pipes
}

test('a viewer has a presenter’s media only while that presenter is on stage', async () => {
  const trial = startNode()
  const { ask } = trial
  const [audio, video] = await openIngest(trial, 'off')
  const [other] = await openIngest(trial, 'on')
  await bring(trial, 1, 'on')

  const { receive, consumers } = await openPeer(trial, 'viewer', [audio, video])
  expect(consumers).toEqual([])
  expect(await ask('peer.consume', { peerId: 'viewer', producerIds: [audio, video] })).toEqual({
    consumers: [],
  })

  await bring(trial, 2, 'on', 'off')
  const opened = await ask('peer.consume', { peerId: 'viewer', producerIds: [audio, video, other] })
  expect(opened.consumers).toMatchObject([
    { producerId: audio, kind: 'audio', presenterPeerId: 'off', source: 'microphone' },
    { producerId: video, kind: 'video', presenterPeerId: 'off', source: 'camera' },
    { producerId: other, kind: 'audio', presenterPeerId: 'on', source: 'microphone' },
  ])
  const viewer = await connectViewer(trial, 'viewer', { receive, consumers: opened.consumers })
  await Promise.all([audio, video, other].map((producerId) => viewer.receives(producerId, 10)))

  await bring(trial, 3, 'on')
  const { consumerIds } = await ask('peer.attach', { peerId: 'viewer' })
  expect(consumerIds).toEqual([opened.consumers[2]!.id])
  // Anything in transit arrives before what the other sends now.
  await viewer.receives(other, 5)
  const had = [viewer.count(audio), viewer.count(video)]
  await viewer.receives(other, 20)
  expect([viewer.count(audio), viewer.count(video)]).toEqual(had)
})

test('presenters have each other’s media backstage, and never their own', async () => {
  const trial = startNode()
  const { ask } = trial
  const [audio, video] = await openIngest(trial, 'recording')
  const voice = await openSpeaker(trial, 'speaker', 10)
  const producerIds = [audio, video, voice]
  const { consumers } = await ask('peer.consume', { peerId: 'speaker', producerIds })
  expect(consumers.map(({ producerId }) => producerId)).toEqual([audio, video])
  expect(await ask('peer.attach', { peerId: 'speaker' })).toMatchObject({ producerIds: [voice] })
})

test('an older version of the stage’s state is ignored', async () => {
  const trial = startNode()
  const [audio] = await openIngest(trial, 'presenter')
  await bring(trial, 5, 'presenter')
  await bring(trial, 4)
  const { consumers } = await openPeer(trial, 'viewer', [audio])
  expect(consumers).toHaveLength(1)
})

test('viewers on the second worker get media through pipes that they share', async () => {
  const trial = startNode({ maxViewersPerWorker: 3 })
  const pipes = countPipes()
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  const viewers = await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((peerId) => openViewer(trial, peerId, producerIds)),
  )
  await Promise.all(
    viewers.flatMap((viewer) => producerIds.map((producerId) => viewer.receives(producerId, 10))),
  )
  expect(peersOn()).toEqual([3, 3])
  expect(pipes()).toBe(producerIds.length)
})

test('viewers who all come at once never exceed a worker’s ceiling', async () => {
  const trial = startNode({ maxViewersPerWorker: 4 })
  const joins = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) => openPeer(trial, `viewer${index}`, [])),
  )
  expect(peersOn()).toEqual([4, 4])
  const refused = joins.filter((join) => join.status === 'rejected')
  expect(refused.map(({ reason }) => reason.code)).toEqual(Array(4).fill('stage_unavailable'))
})

/** The losses reported by the node from now on. */
function lostOf({ node }: Trial): SfuReport<'stage.lost'>[] {
  const lost: SfuReport<'stage.lost'>[] = []
  node.on('report', (...[name, report]) => {
    if (name === 'stage.lost') lost.push(report)
  })
  return lost
}

test('a dying worker takes its own peers along and no others, and its replacement can be joined', async () => {
  const trial = startNode({ maxViewersPerWorker: 2 })
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  const origin = pool.workers.find(({ viewers }) => viewers === 1)!
  const near = await openViewer(trial, 'near', producerIds)
  await openViewer(trial, 'far', producerIds)
  expect(peersOn().sort()).toEqual([1, 2])

  const lost = lostOf(trial)
  const closed = closing(trial, 'far')
  const replaced = once(logged, 'media worker replaced')
  process.kill(pool.workers.find((pooled) => pooled !== origin)!.worker.pid, 'SIGKILL')
  expect(await closed).toBe('worker_died')
  expect(lost).toMatchObject([{ stageId: 'stage', personIds: ['far'] }])
  await near.receives(producerIds[0], 10)

  await replaced
  const again = await openViewer(trial, 'far', producerIds)
  await again.receives(producerIds[1], 10)
  expect(peersOn().sort()).toEqual([1, 2])
})

test('if the presenters’ worker dies, the stage ends and can be opened again', async () => {
  // New workers have equal load, so the two stages land on different ones.
  const fresh = await startPool()
  leftovers.push(() => fresh.close())
  const trial = startNode({ pool: fresh, maxViewersPerWorker: 3 })
  const [audio] = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  const origin = fresh.workers.find(({ viewers }) => viewers === 1)!
  const [elsewhere] = await openIngest(trial, 'elsewhere', 'stage2')
  expect(peersOn(fresh)).toEqual([1, 1])
  await trial.ask('stage.setOnStage', { stageId: 'stage2', peerIds: ['elsewhere'], version: 1 })
  const onward = await openViewer(trial, 'onward', [elsewhere], { on: 'stage2' })
  for (const peerId of ['near', 'beside', 'far']) await openPeer(trial, peerId, [audio])
  expect(peersOn(fresh)).toEqual([3, 3])

  const lost = lostOf(trial)
  const closed = ['presenter', 'near', 'beside', 'far'].map((peerId) => closing(trial, peerId))
  const replaced = once(logged, 'media worker replaced')
  process.kill(origin.worker.pid, 'SIGKILL')
  expect(await Promise.all(closed)).toEqual(Array(4).fill('worker_died'))
  expect(lost).toMatchObject([{ stageId: 'stage', personIds: ['near', 'beside', 'far'] }])
  await onward.receives(elsewhere, 10)

  await replaced
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 2, 'presenter')
  await (await openViewer(trial, 'near', producerIds)).receives(producerIds[0], 10)
})

test('a peer outlives its server for a grace time, and stays if another server attaches it', async () => {
  const trial = startNode()
  const { node, ask } = trial
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  const viewer = await openViewer(trial, 'kept', producerIds)
  await openPeer(trial, 'lost', producerIds)
  await openPeer(trial, 'elsewhere', producerIds)
  await ask('peer.attach', { peerId: 'elsewhere' }, 'another server')

  const attachedTo = once(node, 'report').then(([, , to]) => to)
  const closed = closing(trial, 'lost')
  // Grace times end in the order they began: the kept one's would be over first.
  await ask('peer.detach', { peerId: 'kept' })
  node.detachAll('server')
  await ask('peer.attach', { peerId: 'kept' }, 'another server')
  await ask('peer.attach', { peerId: 'presenter' }, 'another server')
  expect(await closed).toBe('grace_over')
  expect(await attachedTo).toBeNull()
  await viewer.receives(producerIds[0], 5)
  await expect(ask('peer.attach', { peerId: 'lost' })).rejects.toMatchObject({ code: 'peer_gone' })
  await ask('peer.attach', { peerId: 'elsewhere' })
})

test('opening an existing peer again replaces it', async () => {
  const trial = startNode()
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  await openViewer(trial, 'viewer', producerIds)
  const closed = closing(trial, 'viewer')
  const viewer = await openViewer(trial, 'viewer', producerIds)
  expect(await closed).toBe('replaced')
  await viewer.receives(producerIds[0], 5)
  expect(trial.node.viewers).toBe(1)
})

test('opening a peer twice at once leaves one', async () => {
  const trial = startNode()
  await Promise.allSettled([openPeer(trial, 'viewer', []), openPeer(trial, 'viewer', [])])
  expect(trial.node.viewers).toBe(1)
  expect(total(peersOn())).toBe(1)
  await trial.ask('peer.close', { peerId: 'viewer' })
  expect(total(peersOn())).toBe(0)
})

test('one person’s pages take a few places on a stage and never all of them: the oldest makes room', async () => {
  const trial = startNode()
  const open = (peerId: string, personId: string) => openPeer(trial, peerId, [], { personId })
  await open('neighbour', 'neighbour')
  for (let page = 0; page < 10; page++) await open(`page${page}`, 'greedy')
  expect(trial.node.viewers).toBe(9)
  for (const peerId of ['page0', 'page1'])
    await expect(trial.ask('peer.attach', { peerId })).rejects.toMatchObject({ code: 'peer_gone' })
  for (const peerId of ['neighbour', 'page2', 'page9']) await trial.ask('peer.attach', { peerId })
})

test('a presenter is on a stage once: another page is refused until it takes over', async () => {
  const trial = startNode()
  const open = (peerId: string, how: object = {}) =>
    trial.ask('peer.open', {
      stageId,
      peerId,
      personId: 'ada',
      role: 'presenter',
      rtpCapabilities: { codecs: [] },
      consume: [],
      ...how,
    })
  await open('laptop')
  await expect(open('phone')).rejects.toMatchObject({ code: 'present_elsewhere' })
  const taken = closing(trial, 'laptop')
  await open('phone', { takeOver: true })
  expect(await taken).toBe('taken_over')

  const replaced = closing(trial, 'phone')
  await open('phone-again', { instead: 'phone' })
  expect(await replaced).toBe('replaced')
  // The place of a page whose server is gone is free.
  await trial.ask('peer.detach', { peerId: 'phone-again' })
  await open('tablet')
  expect(total(peersOn())).toBe(1)
})

test('sixty-five pages of one speaker leave the stage open to everyone', async () => {
  const trial = startNode()
  for (let page = 0; page < 65; page++)
    await trial.ask('peer.open', {
      stageId,
      peerId: `page${page}`,
      personId: 'greedy',
      role: 'presenter',
      takeOver: true,
      rtpCapabilities: { codecs: [] },
      consume: [],
    })
  expect(total(peersOn())).toBe(1)
  await openPeer(trial, 'viewer', [])
})

describe('a page that is prepared', () => {
  /** Prepared and connected, before its person asks to watch. */
  async function openAhead(trial: Trial, peerId: string, consume: string[], personId = peerId) {
    const { rtpCapabilities } = await trial.ask('node.capabilities', {})
    const who = { stageId, peerId, personId, role: 'viewer' } as const
    return trial.ask('peer.open', { ...who, ahead: true, rtpCapabilities, consume })
  }

  test('gets nothing and counts nowhere until it begins; then its media flows at once', async () => {
    const trial = startNode()
    const media = await openIngest(trial, 'speaker')
    await bring(trial, 1, 'speaker')
    const opened = await openAhead(trial, 'page', media)
    const page = await connectViewer(trial, 'page', opened)
    const [audio, video] = media
    // Another viewer shows that media has been flowing meanwhile.
    const other = await openViewer(trial, 'other', media)
    await other.receives(video, 30)
    expect([page.count(audio), page.count(video)]).toEqual([0, 0])
    expect(trial.node.viewers).toBe(1)
    const consumerId = opened.consumers[0]!.id
    for (const attempt of [
      trial.ask('peer.setConsumer', { peerId: 'page', consumerId, paused: false }),
      trial.ask('peer.consume', { peerId: 'page', producerIds: media }),
      trial.ask('peer.attach', { peerId: 'page' }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'peer_gone' })

    const begun = await trial.ask('peer.begin', { peerId: 'page', consume: media })
    expect(begun.receive.id).toBe(opened.receive.id)
    expect(begun.consumers).toEqual(opened.consumers)
    await Promise.all([page.receives(audio, 5), page.receives(video, 5)])
    expect(trial.node.viewers).toBe(2)
    await expect(trial.ask('peer.begin', { peerId: 'page', consume: media })).rejects.toMatchObject({
      code: 'peer_gone',
    })
  })

  test('begins with what is on stage by then', async () => {
    const trial = startNode()
    const [audio, video] = await openIngest(trial, 'first')
    const [later] = await openIngest(trial, 'second')
    await bring(trial, 1, 'first')
    await openAhead(trial, 'page', [audio, video])
    await bring(trial, 2, 'second')
    const { consumers } = await trial.ask('peer.begin', { peerId: 'page', consume: [later] })
    expect(consumers.map(({ producerId }) => producerId)).toEqual([later])
  })

  test('is one per person and stage, and never costs them a page that watches', async () => {
    const trial = startNode()
    const given = closing(trial, 'ahead-1')
    await openAhead(trial, 'ahead-1', [], 'ada')
    await openAhead(trial, 'ahead-2', [], 'ada')
    expect(await given).toBe('grace_over')
    for (let page = 0; page < 8; page++) await openPeer(trial, `page${page}`, [], { personId: 'ada' })
    expect(trial.node.viewers).toBe(8)
    await expect(openAhead(trial, 'ahead-3', [], 'ada')).rejects.toMatchObject({ code: 'conflict' })
    // The ninth page that watches takes the place of the first, as always.
    await trial.ask('peer.begin', { peerId: 'ahead-2', consume: [] })
    expect(trial.node.viewers).toBe(8)
    await expect(trial.ask('peer.attach', { peerId: 'page0' })).rejects.toMatchObject({ code: 'peer_gone' })
  })

  test('makes room for somebody who watches', async () => {
    const trial = startNode({ maxViewersPerWorker: 1 })
    await openAhead(trial, 'ahead-1', [])
    await openAhead(trial, 'ahead-2', [])
    await expect(openAhead(trial, 'ahead-3', [])).rejects.toMatchObject({ code: 'stage_unavailable' })
    await openPeer(trial, 'viewer', [])
    expect(trial.node.viewers).toBe(1)
    expect(total(peersOn())).toBe(1)
  })

  test('ends with its socket, and by itself if it is not used', async () => {
    const trial = startNode()
    const left = closing(trial, 'left')
    await openAhead(trial, 'left', [])
    await trial.ask('peer.detach', { peerId: 'left' })
    expect(await left).toBe('left')
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
    try {
      await openAhead(trial, 'unused', [])
      const unused = closing(trial, 'unused')
      jest.advanceTimersByTime(preparedMs)
      expect(await unused).toBe('grace_over')
    } finally {
      jest.useRealTimers()
    }
    expect(total(peersOn())).toBe(0)
  })
})

test('the desk’s preview is not a viewer: not in any count, report or limit', async () => {
  const trial = startNode({ maxViewersPerWorker: 1 })
  const counts = on(trial.node, 'stage.viewers')
  for (const peerId of ['desk', 'other-desk', 'third-desk'])
    await trial.ask('peer.open', {
      stageId,
      peerId,
      personId: peerId,
      role: 'viewer',
      preview: true,
      rtpCapabilities: { codecs: [] },
      consume: [],
    })
  expect(trial.node.viewers).toBe(0)
  for (const peerId of ['a', 'b']) await openPeer(trial, peerId, [])
  expect((await counts.next()).value![0]).toMatchObject({ viewers: 2 })
  expect(peersOn()).toEqual([1, 1])
})

test('labels of a visitor’s browser reach nobody: a peer has one random name on each stage', async () => {
  const trial = startNode()
  const names: unknown[] = []
  for (const on of ['call-1', 'call-2']) {
    await openPeer(trial, `visitor-${on}`, [], { on, role: 'presenter' })
    const produce = async (kind: 'audio' | 'video', codec: object) =>
      (
        await trial.ask('peer.produce', {
          peerId: `visitor-${on}`,
          kind,
          source: kind === 'audio' ? 'microphone' : 'camera',
          rtpParameters: {
            codecs: [{ payloadType: 100, ...codec }],
            encodings: [{ ssrc: kind === 'audio' ? 4711 : 4712 }],
            rtcp: { cname: 'the-browser' },
            msid: 'the-stream the-track',
          } as never,
        })
      ).producerId
    const audio = await produce('audio', { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 })
    const video = await produce('video', { mimeType: 'video/VP8', clockRate: 90_000 })
    const { consumers } = await openPeer(trial, `staff-${on}`, [audio, video], { on, role: 'presenter' })
    expect(JSON.stringify(consumers)).not.toMatch(/the-browser|the-stream/)
    const [one, other] = consumers.map(({ rtpParameters }) => rtpParameters.rtcp?.cname)
    expect(one).toBe(other)
    names.push(one)
  }
  expect(new Set(names).size).toBe(2)
})

test('a page that asks for the same media again has it once, and what it produces again replaces the previous', async () => {
  const trial = startNode()
  const [audio, video] = await openIngest(trial, 'talk')
  await bring(trial, 1, 'talk')
  await openPeer(trial, 'viewer', [audio, video, video])
  for (let again = 0; again < 3; again++)
    await trial.ask('peer.consume', { peerId: 'viewer', producerIds: [video] })
  expect((await trial.ask('peer.attach', { peerId: 'viewer' })).consumerIds).toHaveLength(2)

  await openSpeaker(trial, 'ada', 10)
  const rtpParameters = {
    codecs: [{ mimeType: 'audio/opus' as const, payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc: 4712 }],
  }
  const { producerId } = await trial.ask('peer.produce', {
    peerId: 'ada',
    kind: 'audio',
    source: 'microphone',
    rtpParameters,
  })
  expect((await trial.ask('peer.attach', { peerId: 'ada' })).producerIds).toEqual([producerId])
})

test('peers that came and went leave nothing behind on a stage that goes on', async () => {
  // The first visitor stays and fills the origin's worker, so the others are on an edge and have pipes.
  const trial = startNode({ maxViewersPerWorker: 2 })
  const talk = await openIngest(trial, 'talk')
  await bring(trial, 1, 'talk')
  await openPeer(trial, 'stays', talk)
  const [stage] = await trial.node.openStages()
  const visit = async (peerId: string): Promise<WeakRef<object>> => {
    await openPeer(trial, peerId, talk)
    const peer = new WeakRef(stage!.peers.get(peerId)!)
    await trial.ask('peer.close', { peerId })
    return peer
  }
  await visit('first')
  const lasting = [stage!.origin.router, ...stage!.media.map(({ producer }) => producer)]
  const emitters = [...lasting, ...pool.workers.flatMap(({ worker, webRtcServer }) => [worker, webRtcServer])]
    .flatMap((emitter) => [emitter, emitter.observer] as unknown[])
    .concat(stage) as EventEmitter[]
  const listeners = (): number =>
    emitters
      .flatMap((emitter) => emitter.eventNames().map((name) => emitter.listenerCount(name)))
      .reduce((sum, count) => sum + count, 0)
  const before = listeners()
  const visitors: WeakRef<object>[] = []
  for (let n = 0; n < 20; n++) visitors.push(await visit(`visitor${n}`))
  expect(listeners()).toBe(before)
  await collectGarbage()
  expect(visitors.filter((peer) => peer.deref() !== undefined)).toEqual([])
})

test('a stream already in use, and a second far end for a connection, are refused with a message', async () => {
  const trial = startNode()
  await openPeer(trial, 'ada', [], { role: 'presenter' })
  const produce = (source: 'microphone' | 'screen_audio', ssrc: number) =>
    trial.ask('peer.produce', {
      peerId: 'ada',
      kind: 'audio',
      source,
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus' as const, payloadType: 111, clockRate: 48_000, channels: 2 }],
        encodings: [{ ssrc }],
      },
    })
  await produce('microphone', 4712)
  await expect(produce('screen_audio', 4712)).rejects.toMatchObject({ code: 'conflict' })
  await produce('screen_audio', 4713)

  const connect = (byte: string) => {
    const fingerprint = { algorithm: 'sha-256' as const, value: Array(32).fill(byte).join(':') }
    return trial.ask('peer.connect', {
      peerId: 'ada',
      direction: 'send',
      dtlsParameters: { fingerprints: [fingerprint] },
    })
  }
  await Promise.all([connect('AA'), connect('AA')])
  await connect('AA')
  await expect(connect('BB')).rejects.toMatchObject({ code: 'conflict' })
})

test('a viewer may not produce', async () => {
  const trial = startNode()
  await openPeer(trial, 'viewer', [])
  const rtpParameters: RtpParameters = {
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000 }],
  }
  await expect(
    trial.ask('peer.produce', { peerId: 'viewer', kind: 'audio', source: 'microphone', rtpParameters }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})

test('a device that can play nothing on stage gets an error and leaves nothing behind', async () => {
  const trial = startNode()
  const [, video] = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  const rtpCapabilities: RtpCapabilities = {
    codecs: [{ kind: 'video', mimeType: 'video/AV1', clockRate: 90_000 }],
  }
  await expect(
    trial.ask('peer.open', {
      stageId,
      peerId: 'old',
      personId: 'old',
      role: 'viewer',
      rtpCapabilities,
      consume: [video],
    }),
  ).rejects.toMatchObject({ code: 'codec_unsupported' })
  expect(trial.node.viewers).toBe(0)
  expect(total(peersOn())).toBe(1)
})

test('media that ends while a viewer joins is left out', async () => {
  const trial = startNode({ maxViewersPerWorker: 2 })
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  for (const peerId of ['near', 'far']) {
    await openPeer(trial, peerId, [])
    const joining = trial.ask('peer.consume', { peerId, producerIds })
    await trial.ask('peer.closeProducer', { peerId: 'presenter', producerId: producerIds.shift()! })
    expect((await joining).consumers.map(({ producerId }) => producerId)).toEqual(producerIds)
  }
})

test('media switched off by its presenter stops, and is marked so for later viewers', async () => {
  const trial = startNode()
  const [audio, video] = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  const viewer = await openViewer(trial, 'early', [audio, video])
  await viewer.receives(video, 5)
  await trial.ask('peer.setProducer', { peerId: 'presenter', producerId: video, paused: true })
  await viewer.receives(audio, 5)
  const had = viewer.count(video)
  await viewer.receives(audio, 20)
  expect(viewer.count(video)).toBe(had)
  const { consumers } = await openPeer(trial, 'late', [audio, video])
  expect(consumers).toMatchObject([{ producerPaused: false }, { producerPaused: true }])

  await trial.ask('peer.setProducer', { peerId: 'presenter', producerId: video, paused: false })
  await viewer.receives(video, 5)
})

const peerId = 'nobody'
const dtlsParameters = {
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AA').join(':') }],
}
const rtpParameters = { codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000 }] }
test.each<[SfuCommandName, object]>([
  ['peer.attach', {}],
  ['peer.connect', { direction: 'receive', dtlsParameters }],
  ['peer.restartIce', { direction: 'receive' }],
  ['peer.produce', { kind: 'audio', source: 'microphone', rtpParameters }],
  ['peer.setProducer', { producerId: 'none', paused: true }],
  ['peer.closeProducer', { producerId: 'none' }],
  ['peer.consume', { producerIds: [] }],
  ['peer.setConsumer', { consumerId: 'none' }],
])('%s of a peer that is not there says that it is gone', async (name, request) => {
  const { ask } = startNode()
  await expect(ask(name, { peerId, ...request } as never)).rejects.toMatchObject({ code: 'peer_gone' })
})

test('a page without the key it announced is closed', async () => {
  const trial = startNode()
  const { ask } = trial
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  const { receive, consumers } = await openPeer(trial, 'viewer', producerIds)
  const closed = closing(trial, 'viewer')
  const other = { algorithm: 'sha-256' as const, value: Array(32).fill('00').join(':') }
  const viewer = await watch(receive, consumers, (dtlsParameters) =>
    ask('peer.connect', {
      peerId: 'viewer',
      direction: 'receive',
      dtlsParameters: { ...dtlsParameters, fingerprints: [other] },
    }),
  )
  leftovers.push(viewer.close)
  expect(await closed).toBe('transport_failed')
  expect(producerIds.map(viewer.count)).toEqual([0, 0])
})

test('closing a stage closes everyone on it', async () => {
  const trial = startNode({ maxViewersPerWorker: 2 })
  const producerIds = await openIngest(trial, 'presenter')
  await bring(trial, 1, 'presenter')
  await openPeer(trial, 'near', producerIds)
  await openPeer(trial, 'far', producerIds)
  const closed = ['presenter', 'near', 'far'].map((id) => closing(trial, id))
  await trial.ask('stage.close', { stageId })
  expect(await Promise.all(closed)).toEqual(Array(3).fill('stage_closed'))
  expect(peersOn()).toEqual([0, 0])
})

test('the active speaker is reported among those on stage only', async () => {
  const trial = startNode()
  const events = on(trial.node, 'stage.activeSpeaker')
  const next = async () => (await events.next()).value![0].peerId
  await bring(trial, 1, 'quiet')
  await openSpeaker(trial, 'loud', 5)
  await openSpeaker(trial, 'quiet', 30)
  expect(await next()).toBe('quiet')
  await bring(trial, 2, 'loud')
  expect(await next()).toBeNull()
  expect(await next()).toBe('loud')
})

test('the number of viewers is reported when it has changed', async () => {
  const trial = startNode()
  const events = on(trial.node, 'stage.viewers')
  const next = async () => (await events.next()).value![0]
  await openPeer(trial, 'a', [])
  await openPeer(trial, 'b', [])
  expect(await next()).toEqual({ stageId, nodeId: 'node', viewers: 2 })
  await trial.ask('stage.close', { stageId })
  expect(await next()).toEqual({ stageId, nodeId: 'node', viewers: 0 })
})

test('an ingest takes nothing from a sender without its key, even one who sends first', async () => {
  const trial = startNode()
  const request = { stageId, peerId: 'talk', personId: 'talk', audio: true, video: false }
  const audio = (await trial.ask('peer.ingest', request)).audio!
  await bring(trial, 1, 'talk')
  const viewer = await openViewer(trial, 'viewer', [audio.producerId])
  const stranger = createSocket('udp4')
  const wrongKey = randomBytes(30).toString('base64')
  leftovers.push(
    playInto({ ...audio, srtpKey: wrongKey }),
    stream(packetsOf(audio), (packet) => stranger.send(packet, audio.port, audio.host)),
    () => stranger.close(),
  )
  // The stranger has been sending for a while when the encoder begins.
  const [other] = await openIngest(trial, 'other')
  await bring(trial, 2, 'talk', 'other')
  const patient = await openViewer(trial, 'patient', [other])
  await patient.receives(other, 20)
  expect(viewer.count(audio.producerId)).toBe(0)
  leftovers.push(playInto(audio))
  await viewer.receives(audio.producerId, 10)
})

test('a recording played by ffmpeg reaches the viewer, picture and sound', async () => {
  const trial = startNode()
  const { audio, video } = await trial.ask('peer.ingest', {
    stageId,
    peerId: 'talk',
    personId: 'talk',
    audio: true,
    video: true,
  })
  const targets: RtpTarget[] = [audio!, video!]
  await bring(trial, 1, 'talk')
  const viewer = await openViewer(
    trial,
    'viewer',
    targets.map(({ producerId }) => producerId),
  )
  const file = fileURLToPath(new URL('../../samples/talk.mp4', import.meta.url))
  const ffmpeg = spawn('ffmpeg', ffmpegArguments({ file }, { peerId: 'talk', audio, video }), {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(ffmpeg, 'close')
  leftovers.push(() => {
    ffmpeg.kill('SIGKILL')
    return ended
  })
  await Promise.all(targets.map(({ producerId }) => viewer.receives(producerId, 50)))
})
