// Delivery measurement with a real worker, real RTP, and far ends that report as browsers do. The tests set
// the clock.
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { deliveryEveryMs } from '@lectern/shared/attendance'
import type { RtpParameters } from '@lectern/shared/media'
import { createDelivery, type DeliveryOptions } from './delivery.ts'
import { endFarEnds, present, type Viewer } from './testing/farEnd.ts'
import { openLine } from './testing/line.ts'
import { packetsOf, playInto, stream } from './testing/rtp.ts'
import {
  bring,
  clearUp,
  connectViewer,
  leftovers,
  log,
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

interface Sampled extends Trial {
  /** Ends an interval: the stage's report, or undefined if there is none. */
  sample(): Promise<Parameters<DeliveryOptions['tell']>[0] | undefined>
  reached(): Promise<string[] | undefined>
  /** Reports of silent producers. */
  silences: [producerId: string, silent: boolean][]
}

function startSampled(maxViewersPerWorker = 100): Sampled {
  const trial = startTrial({ pool, maxViewersPerWorker })
  const reports: Parameters<DeliveryOptions['tell']>[0][] = []
  const silences: [string, boolean][] = []
  let now = 0
  const delivery = createDelivery({
    nodeId: 'node',
    stages: () => trial.node.openStages(),
    tell: (event) => reports.push(event),
    tellSilent: ({ producerId, silent }) => silences.push([producerId, silent]),
    clock: () => now,
    spreadMs: 0,
    log,
  })
  async function sample() {
    now += deliveryEveryMs
    await delivery.sample()
    expect(reports.length).toBeLessThanOrEqual(1)
    return reports.pop()
  }
  return { ...trial, silences, sample, reached: async () => (await sample())?.personIds }
}

/** The talk on stage: a recording with sound and picture. */
async function startTalk(trial: Trial): Promise<[audio: string, video: string]> {
  const producerIds = await openIngest(trial, 'talk')
  await bring(trial, 1, 'talk')
  return producerIds
}

/** Enough media that everything sent to the node before has arrived too. */
const someMedia = 5
const noPictures = { none: 0, low: 0, middle: 0, high: 0 }

/** A presenter whose camera sends three layers, each once it is played. */
async function openCamera(trial: Trial, peerId: string) {
  const { send } = await openPeer(trial, peerId, [], { role: 'presenter' })
  const coding = { payloadType: 96, clockRate: 90_000 }
  const layers = [4711, 4712, 4713]
  const rtpParameters: RtpParameters = {
    codecs: [{ mimeType: 'video/VP8', ...coding }],
    encodings: layers.map((ssrc) => ({ ssrc })),
  }
  const presenter = await present(send!, { kind: 'video', rtpParameters }, (dtlsParameters) =>
    trial.ask('peer.connect', { peerId, direction: 'send', dtlsParameters }),
  )
  leftovers.push(presenter.close)
  const { producerId } = await trial.ask('peer.produce', {
    ...{ peerId, kind: 'video', source: 'camera', rtpParameters },
  })
  const play = (layer: number): void => {
    leftovers.push(stream(packetsOf({ ...coding, ssrc: layers[layer]! }), presenter.send))
  }
  return { producerId, play }
}

/** Notes each asynchronous call of these objects from now on: a question to their worker. */
function noteQuestions(...asked: object[]): string[] {
  const questions: string[] = []
  for (const thing of asked)
    for (let level: object | null = thing; level; level = Object.getPrototypeOf(level) as object | null)
      for (const name of Object.getOwnPropertyNames(level)) {
        const method: unknown = Object.getOwnPropertyDescriptor(level, name)?.value
        if (typeof method !== 'function' || method.constructor.name !== 'AsyncFunction') continue
        const noted = (...given: unknown[]) => {
          questions.push(name)
          return method.apply(thing, given)
        }
        Object.defineProperty(thing, name, { value: noted, configurable: true })
      }
  return questions
}

async function reportsOn(viewer: Viewer, producerId: string, fractionLost?: number): Promise<void> {
  await viewer.receives(producerId, someMedia)
  viewer.report(producerId, fractionLost)
  await viewer.receives(producerId, someMedia)
}

/** What the page does in a hidden tab, or when its person pauses. */
async function pause({ ask }: Trial, peerId: string, index: number, paused = true): Promise<void> {
  const { consumerIds } = await ask('peer.attach', { peerId })
  await ask('peer.setConsumer', { peerId, consumerId: consumerIds[index]!, paused })
}

test('a viewer who receives media and reports on it is reached from the first interval on', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  for (let interval = 0; interval < 3; interval++) {
    await reportsOn(viewer, video)
    expect(await trial.sample()).toEqual({
      stageId,
      nodeId: 'node',
      onAir: true,
      intervalMs: deliveryEveryMs,
      personIds: ['viewer'],
      // Sound counts no picture, and the recording's has no layers.
      quality: { loss: [1, 0, 0, 0, 0], layers: { ...noPictures, high: 1 }, below: 0 },
    })
  }
})

test('viewers are counted by what their newest report lost, and by nothing while there is none', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewers = await Promise.all(
    ['a', 'b', 'c'].map((peerId) => openViewer(trial, peerId, [audio, video])),
  )
  const lossAfter = async (...losses: number[]) => {
    await Promise.all(losses.map((lost, i) => reportsOn(viewers[i]!, video, lost)))
    return (await trial.sample())?.quality?.loss
  }
  expect(await lossAfter(0, 0.02, 0.5)).toEqual([1, 1, 0, 0, 1])
  expect(await lossAfter(0.05, 0.2)).toEqual([0, 0, 1, 1, 0])
  viewers[2]!.askForKeyframe(video)
  await viewers[2]!.receives(video, someMedia)
  expect(await lossAfter()).toEqual([0, 0, 0, 0, 0])
})

test('a report on sound after one of much loss on the picture does not hide that loss', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  await reportsOn(viewer, audio)
  await reportsOn(viewer, video, 0.5)
  expect(await trial.sample()).toMatchObject({ personIds: ['viewer'], quality: { loss: [0, 0, 0, 0, 1] } })
})

test('pictures are counted by layer, and those below what their page asked for', async () => {
  const trial = startSampled()
  const camera = await openCamera(trial, 'camera')
  await bring(trial, 1, 'camera')
  const viewer = await openViewer(trial, 'viewer', [camera.producerId])
  // Its connection is never made, so nothing is sent to it.
  await openPeer(trial, 'elsewhere', [camera.producerId])
  const picturesAfter = async (packets: number) => {
    await viewer.receives(camera.producerId, packets)
    const { layers, below } = (await trial.sample())!.quality!
    return { layers, below }
  }
  camera.play(0)
  expect(await picturesAfter(someMedia)).toEqual({ layers: { ...noPictures, none: 1, low: 1 }, below: 2 })
  const { consumerIds } = await trial.ask('peer.attach', { peerId: 'viewer' })
  await trial.ask('peer.setConsumer', { peerId: 'viewer', consumerId: consumerIds[0]!, spatialLayer: 0 })
  expect(await picturesAfter(someMedia)).toEqual({ layers: { ...noPictures, none: 1, low: 1 }, below: 1 })
  await pause(trial, 'viewer', 0)
  const witness = await openViewer(trial, 'witness', [camera.producerId])
  await witness.receives(camera.producerId, someMedia)
  expect((await trial.sample())!.quality!.layers).toEqual({ ...noPictures, none: 1, low: 1 })
})

test('how well media arrives costs a worker no question more, whatever the layers', async () => {
  const trial = startSampled()
  const camera = await openCamera(trial, 'camera')
  await bring(trial, 1, 'camera')
  const viewer = await openViewer(trial, 'viewer', [camera.producerId])
  camera.play(2)
  await reportsOn(viewer, camera.producerId)
  await trial.sample()
  const [stage] = await trial.node.openStages()
  const { consumed, receiveTransport } = stage!.peers.get('viewer')!
  const questions = noteQuestions(consumed[0]!.consumer, receiveTransport!, stage!.media[0]!.producer)
  await reportsOn(viewer, camera.producerId)
  expect(await trial.sample()).toMatchObject({ quality: { loss: [1, 0, 0, 0, 0], layers: { high: 1 } } })
  // The producer's bytes, the connection's, and the reports on the picture.
  expect(questions).toEqual(['getStats', 'getStats', 'getStats'])
})

test('a perfect connection without receiver reports reaches nobody', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  for (let interval = 0; interval < 3; interval++) {
    viewer.askForKeyframe(video)
    await viewer.receives(video, someMedia)
    expect(await trial.sample()).toMatchObject({ onAir: true, personIds: [] })
  }
})

test('a report proves reception for ten seconds and no longer', async () => {
  const trial = startSampled()
  const [, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [video])
  await reportsOn(viewer, video)
  const reached: unknown[] = []
  for (let interval = 0; interval < 4; interval++) {
    viewer.askForKeyframe(video)
    await viewer.receives(video, someMedia)
    reached.push(await trial.reached())
  }
  expect(reached).toEqual([['viewer'], ['viewer'], ['viewer'], []])
})

test('a viewer who reports a third lost is not reached until less is lost', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  await reportsOn(viewer, video)
  expect(await trial.reached()).toEqual(['viewer'])
  await reportsOn(viewer, video, 0.33)
  expect(await trial.reached()).toEqual([])
  await reportsOn(viewer, video, 0.29)
  expect(await trial.reached()).toEqual(['viewer'])
})

test('sound that arrives makes up for a picture that does not', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  await reportsOn(viewer, audio)
  await reportsOn(viewer, video, 0.5)
  expect(await trial.reached()).toEqual(['viewer'])
  await reportsOn(viewer, video, 0.5)
  expect(await trial.reached()).toEqual(['viewer'])
})

test('a viewer who only listens is reached, though reports on sound skip an interval', async () => {
  const trial = startSampled()
  const [audio] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio])
  for (let report = 0; report < 3; report++) {
    await reportsOn(viewer, audio)
    expect(await trial.reached()).toEqual(['viewer'])
    await viewer.receives(audio, someMedia)
    expect(await trial.reached()).toEqual(['viewer'])
  }
  await viewer.receives(audio, someMedia)
  expect(await trial.reached()).toEqual([])
})

test('a hidden tab that plays the sound stays reached, from the moment it is hidden', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  for (let interval = 0; interval < 4; interval++) {
    viewer.report(audio)
    await reportsOn(viewer, video)
    expect(await trial.reached()).toEqual(['viewer'])
  }
  await pause(trial, 'viewer', 1)
  // The next report on sound may be this late.
  for (let interval = 0; interval < 2; interval++) {
    await viewer.receives(audio, someMedia)
    if (interval === 1) await reportsOn(viewer, audio)
    expect(await trial.reached()).toEqual(['viewer'])
  }
  for (let report = 0; report < 3; report++) {
    await viewer.receives(audio, someMedia)
    expect(await trial.reached()).toEqual(['viewer'])
    await reportsOn(viewer, audio)
    expect(await trial.reached()).toEqual(['viewer'])
  }
})

test('a report on sound made while the picture was proof is no proof once the picture is hidden', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  await trial.sample()
  await reportsOn(viewer, audio)
  for (let interval = 0; interval < 4; interval++) {
    await reportsOn(viewer, video)
    expect(await trial.reached()).toEqual(['viewer'])
  }
  await pause(trial, 'viewer', 1)
  const reached: unknown[] = []
  for (let interval = 0; interval < 3; interval++) {
    viewer.askForKeyframe(video)
    await viewer.receives(audio, someMedia)
    reached.push(await trial.reached())
  }
  expect(reached).toEqual([['viewer'], ['viewer'], []])
})

test('a viewer waiting for a picture that never begins is not reached, though the connection stands', async () => {
  const trial = startSampled()
  const { video } = await trial.ask('peer.ingest', {
    stageId,
    peerId: 'talk',
    personId: 'talk',
    audio: false,
    video: true,
  })
  leftovers.push(playInto(video!, { keyframes: false }))
  const [sound] = await openIngest(trial, 'sound')
  await bring(trial, 1, 'talk', 'sound')
  const viewer = await openViewer(trial, 'viewer', [video!.producerId])
  const witness = await openViewer(trial, 'witness', [sound])
  for (let interval = 0; interval < 2; interval++) {
    viewer.askForKeyframe(video!.producerId)
    await reportsOn(witness, sound)
    expect(await trial.reached()).toEqual(['witness'])
  }
  expect(viewer.count(video!.producerId)).toBe(0)
})

test('a viewer who paused everything is not reached, though the connection stands', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  await reportsOn(viewer, video)
  expect(await trial.reached()).toEqual(['viewer'])
  await pause(trial, 'viewer', 0)
  await pause(trial, 'viewer', 1)
  await trial.sample()
  viewer.report(video)
  const witness = await openViewer(trial, 'witness', [audio])
  await reportsOn(witness, audio)
  expect(await trial.reached()).toEqual(['witness'])
})

test('a viewer who watches nothing that is on stage is not reached', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  await reportsOn(viewer, video)
  expect(await trial.reached()).toEqual(['viewer'])
  const [next] = await openIngest(trial, 'next')
  await bring(trial, 2, 'next')
  await trial.sample()
  viewer.report(video)
  const witness = await openViewer(trial, 'witness', [next])
  await reportsOn(witness, next)
  expect(await trial.sample()).toMatchObject({ onAir: true, personIds: ['witness'] })
})

test('after a network cut nobody is reached, though the peer is still there', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const witness = await openViewer(trial, 'witness', [audio])
  const { receive, consumers } = await openPeer(trial, 'viewer', [audio, video])
  const line = await openLine(receive)
  const viewer = await connectViewer(trial, 'viewer', { receive: line.transport, consumers })
  await reportsOn(viewer, video)
  expect(await trial.reached()).toContain('viewer')
  viewer.askForKeyframe(video)
  await viewer.receives(video, someMedia)
  line.cut()
  await reportsOn(witness, audio)
  // In this interval something may still have come and gone.
  await trial.sample()
  await reportsOn(witness, audio)
  expect(await trial.reached()).toEqual(['witness'])
  expect(trial.node.viewers).toBe(2)
})

test('while a muted presenter is listened to, a standing connection is enough, and carries over to the next word', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const mute = (paused: boolean, producerId = audio) =>
    trial.ask('peer.setProducer', { peerId: 'talk', producerId, paused })
  const listener = await openViewer(trial, 'listener', [audio])
  // Never reports anything.
  const silent = await openViewer(trial, 'silent', [audio])
  const witness = await openViewer(trial, 'witness', [video])
  /** An interval in which the far ends send something, as they do even without media. */
  async function reached(): Promise<string[] | undefined> {
    listener.askForKeyframe(audio)
    silent.askForKeyframe(audio)
    await reportsOn(witness, video)
    return (await trial.reached())?.sort()
  }
  await reportsOn(listener, audio)
  expect(await reached()).toEqual(['listener', 'witness'])
  await mute(true)
  await trial.sample()
  // Longer than a report proves reception.
  for (let interval = 0; interval < 4; interval++)
    expect(await reached()).toEqual(['listener', 'silent', 'witness'])
  await mute(false)
  await listener.receives(audio, someMedia)
  expect(await reached()).toEqual(['listener', 'witness'])
  await reportsOn(listener, audio)
  expect(await reached()).toEqual(['listener', 'witness'])

  await mute(true)
  await trial.sample()
  await pause(trial, 'listener', 0)
  expect(await reached()).toEqual(['silent', 'witness'])
  await mute(true, video)
  await trial.sample()
  silent.askForKeyframe(audio)
  expect(await trial.sample()).toMatchObject({ onAir: false, personIds: [] })
})

test('a viewer who takes only silent producers, while another speaks, is not reached', async () => {
  const trial = startSampled()
  const [audio] = await startTalk(trial)
  const [muted] = await openIngest(trial, 'panellist')
  await bring(trial, 2, 'talk', 'panellist')
  const idler = await openViewer(trial, 'idler', [muted])
  const listener = await openViewer(trial, 'listener', [audio, muted])
  await trial.ask('peer.setProducer', { peerId: 'panellist', producerId: muted, paused: true })
  await trial.sample()
  for (let interval = 0; interval < 2; interval++) {
    idler.askForKeyframe(muted)
    await reportsOn(listener, audio)
    expect(await trial.reached()).toEqual(['listener'])
  }
})

test('a stage without viewers is on air as long as anything is being sent', async () => {
  const trial = startSampled()
  const [audio, video] = await startTalk(trial)
  const viewer = await openViewer(trial, 'viewer', [audio])
  await reportsOn(viewer, audio)
  expect(await trial.reached()).toEqual(['viewer'])
  await trial.ask('peer.close', { peerId: 'viewer' })
  const backstage = await openPeer(trial, 'backstage', [audio], { role: 'presenter' })
  const presenter = await connectViewer(trial, 'backstage', backstage)
  await presenter.receives(audio, someMedia)
  expect(await trial.sample()).toMatchObject({ onAir: true, personIds: [] })
  for (const producerId of [audio, video])
    await trial.ask('peer.setProducer', { peerId: 'talk', producerId, paused: true })
  await trial.sample()
  expect(await trial.sample()).toBeUndefined()
})

test('a stage is on air while anything on it is being sent', async () => {
  const trial = startSampled()
  expect(await trial.sample()).toBeUndefined()
  await openPeer(trial, 'viewer', [])
  expect(await trial.sample()).toMatchObject({ onAir: false, personIds: [] })
  const [audio, video] = await openIngest(trial, 'talk')
  const backstage = await openPeer(trial, 'backstage', [audio, video], { role: 'presenter' })
  const presenter = await connectViewer(trial, 'backstage', backstage)
  await presenter.receives(audio, someMedia)
  expect(await trial.sample()).toMatchObject({ onAir: false })
  await bring(trial, 1, 'talk')
  await presenter.receives(audio, someMedia)
  expect(await trial.sample()).toMatchObject({ onAir: true })
  await trial.ask('peer.setProducer', { peerId: 'talk', producerId: video, paused: true })
  await presenter.receives(audio, someMedia)
  expect(await trial.sample()).toMatchObject({ onAir: true })
  await trial.ask('peer.setProducer', { peerId: 'talk', producerId: audio, paused: true })
  expect(await trial.sample()).toMatchObject({ onAir: false })
  await trial.ask('peer.close', { peerId: 'viewer' })
  expect(await trial.sample()).toBeUndefined()
})

test('presenters are not reported, and a person with two pages is reported once', async () => {
  const trial = startSampled()
  const [audio] = await startTalk(trial)
  const pages = await Promise.all([
    openViewer(trial, 'laptop', [audio], { personId: 'person' }),
    openViewer(trial, 'phone', [audio], { personId: 'person' }),
    openViewer(trial, 'moderator', [audio], { role: 'presenter' }),
  ])
  await Promise.all(pages.map((page) => reportsOn(page, audio)))
  expect(await trial.reached()).toEqual(['person'])
  await pages[0]!.close()
  for (let interval = 0; interval < 2; interval++) {
    await reportsOn(pages[1]!, audio)
    expect(await trial.reached()).toEqual(['person'])
  }
})

test('viewers on the second worker are measured like the others', async () => {
  const trial = startSampled(2)
  const [, video] = await startTalk(trial)
  const names = ['near', 'far', 'farther']
  const viewers = await Promise.all(names.map((peerId) => openViewer(trial, peerId, [video])))
  expect(pool.workers.map((worker) => worker.viewers).sort()).toEqual([2, 2])
  await Promise.all(viewers.map((viewer) => reportsOn(viewer, video)))
  expect((await trial.reached())?.sort()).toEqual([...names].sort())
})

test('sampling survives viewers and producers that go away meanwhile', async () => {
  const trial = startSampled()
  const [audio] = await startTalk(trial)
  const staying = await openViewer(trial, 'staying', [audio])
  const leaving = Array.from({ length: 10 }, (_, index) => `leaving${index}`)
  for (const peerId of leaving) await openPeer(trial, peerId, [audio])
  await reportsOn(staying, audio)
  const reached = trial.reached()
  // Once the worker has answered this often, the first viewers are being sampled.
  for (let answer = 0; answer < 3; answer++)
    await trial.ask('peer.restartIce', { peerId: 'leaving0', direction: 'receive' })
  await Promise.all(leaving.map((peerId) => trial.ask('peer.close', { peerId })))
  expect(await reached).toEqual(['staying'])
  const ended = trial.sample()
  await trial.ask('stage.close', { stageId })
  expect(await ended).toBeUndefined()
  expect(await trial.sample()).toBeUndefined()

  await openViewer(trial, 'staying', await startTalk(trial))
  const replaced = Promise.all(pool.workers.map(() => once(logged, 'media worker replaced')))
  const died = trial.sample()
  for (const { worker } of pool.workers) process.kill(worker.pid, 'SIGKILL')
  await died
  await replaced
  expect(await trial.sample()).toBeUndefined()
})

test('a presenter who sends nothing is reported after two intervals, and again on resuming; a muted one never', async () => {
  const trial = startSampled()
  const { audio, video } = await trial.ask('peer.ingest', {
    stageId,
    peerId: 'talk',
    personId: 'talk',
    audio: true,
    video: true,
  })
  await trial.ask('peer.setProducer', { peerId: 'talk', producerId: video!.producerId, paused: true })
  await bring(trial, 1, 'talk')
  await trial.sample()
  expect(trial.silences).toEqual([])
  await trial.sample()
  await trial.sample()
  expect(trial.silences).toEqual([[audio!.producerId, true]])

  const viewer = await openViewer(trial, 'viewer', [audio!.producerId])
  leftovers.push(playInto(audio!))
  await viewer.receives(audio!.producerId, 5)
  await trial.sample()
  expect(trial.silences.slice(1)).toEqual([[audio!.producerId, false]])
})
