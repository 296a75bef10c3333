// Delivery measurement with a real worker, real RTP, and far ends that report as browsers do. The tests set
// the clock.
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { deliveryEveryMs } from '@lectern/shared/attendance'
import { createDelivery, type DeliveryOptions } from './delivery.ts'
import { endFarEnds, type Viewer } from './testing/farEnd.ts'
import { playInto } from './testing/rtp.ts'
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
    })
  }
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
  const viewer = await openViewer(trial, 'viewer', [audio, video])
  await reportsOn(viewer, video)
  expect(await trial.reached()).toContain('viewer')
  viewer.askForKeyframe(video)
  await viewer.receives(video, someMedia)
  await viewer.close()
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
