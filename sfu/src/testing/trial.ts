// A media node under test, and its peers.
import { EventEmitter } from 'node:events'
import { type SfuCommandName, type SfuReply, type SfuRequest, sfuCommands } from '@lectern/shared/sfuContract'
import { pino } from 'pino'
import { MediaNode, type MediaNodeOptions } from '../mediaNode.ts'
import { WorkerPool } from '../workerPool.ts'
import { type Viewer, watch } from './farEnd.ts'
import { playInto } from './rtp.ts'

/** Emits each logged message. */
export const logged = new EventEmitter()
export const log = pino({ level: 'info' }, { write: (line) => logged.emit(JSON.parse(line).msg) })

export const startPool = (): Promise<WorkerPool> =>
  WorkerPool.create({ count: 2, listens: [{ ip: '127.0.0.1', announced: [] }], firstPort: 0, log })

/** Clean-up of a test. */
export const leftovers: (() => unknown)[] = []

/** Runs the clean-up of a test, last first. */
export async function clearUp(): Promise<void> {
  for (const end of leftovers.splice(0).reverse()) await end()
}

type Ask = <Name extends SfuCommandName>(
  name: Name,
  request: SfuRequest<Name>,
  controlId?: string,
) => Promise<SfuReply<Name>>

export interface Trial {
  node: MediaNode
  /** Sends a command as a server does: request and reply are checked against the contract. */
  ask: Ask
}

export function startTrial(options: Pick<MediaNodeOptions, 'pool'> & Partial<MediaNodeOptions>): Trial {
  const node = new MediaNode({
    nodeId: 'node',
    maxViewersPerWorker: 100,
    ingestIp: '127.0.0.1',
    graceMs: 50,
    log,
    ...options,
  })
  leftovers.push(() => node.close())
  const ask: Ask = async (name, request, controlId = 'server') => {
    const { request: asked, reply } = sfuCommands[name]
    return reply.parse(await node.run(name, asked.parse(request) as never, controlId)) as never
  }
  return { node, ask }
}

export const stageId = 'stage'
export const bring = ({ ask }: Trial, version: number, ...peerIds: string[]) =>
  ask('stage.setOnStage', { stageId, peerIds, version })

/** A presenter that is a file: audio and video flow from the start. */
export async function openIngest({ ask }: Trial, peerId: string, on = stageId) {
  const { audio, video } = await ask('peer.ingest', {
    stageId: on,
    peerId,
    personId: peerId,
    audio: true,
    video: true,
  })
  leftovers.push(playInto(audio!), playInto(video!))
  return [audio!.producerId, video!.producerId] as [audio: string, video: string]
}

export interface OpenAs {
  on?: string
  personId?: string
  role?: 'viewer' | 'presenter'
}

export async function openPeer(
  { ask }: Trial,
  peerId: string,
  consume: string[],
  { on = stageId, personId = peerId, role = 'viewer' }: OpenAs = {},
) {
  const { rtpCapabilities } = await ask('node.capabilities', {})
  return ask('peer.open', { stageId: on, peerId, personId, role, rtpCapabilities, consume })
}

export async function connectViewer(
  { ask }: Trial,
  peerId: string,
  { receive, consumers }: Pick<SfuReply<'peer.open'>, 'receive' | 'consumers'>,
): Promise<Viewer> {
  const viewer = await watch(receive, consumers, (dtlsParameters) =>
    ask('peer.connect', { peerId, direction: 'receive', dtlsParameters }),
  )
  leftovers.push(viewer.close)
  return viewer
}

/** A viewer of these producers, which it is allowed to watch. */
export async function openViewer(trial: Trial, peerId: string, producerIds: string[], as: OpenAs = {}) {
  const opened = await openPeer(trial, peerId, producerIds, as)
  if (opened.consumers.length < producerIds.length)
    throw new Error(`${peerId} was not given all it asked for`)
  return connectViewer(trial, peerId, opened)
}
