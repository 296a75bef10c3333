// The product's media node, driven through its control contract like a server does.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { RtpCapabilities } from '@lectern/shared/media'
import { startProduct } from '../../../e2e/product.ts'
import { SfuLink } from '../../../server/src/stage/sfuLink.ts'
import { childrenOf } from '../processor.ts'
import type { Scope } from '../scope.ts'
import type { Side } from './side.ts'

const stageId = 'fanout'
const presenterId = 'presenter'
/** More than any step of the bench has. */
const roomForViewers = 10_000

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export async function startProductSide(scope: Scope): Promise<Side & { rtpCapabilities: RtpCapabilities }> {
  const secret = randomBytes(24).toString('hex')
  const port = await freePort()
  const env = {
    SFU_WORKERS: '1',
    SFU_CONTROL_PORT: String(port),
    SFU_CONTROL_SECRET: secret,
    SFU_MAX_VIEWERS_PER_WORKER: String(roomForViewers),
  }
  const product = await scope.use(
    () => startProduct({ servers: 0, env }),
    (running) => running.close(),
  )
  const link = await scope.use(
    () => new SfuLink('bench', `http://127.0.0.1:${port}`, secret, 'bench'),
    (opened) => opened.close(),
  )
  await new Promise<void>((resolve) => link.onConnect(resolve))
  const { rtpCapabilities } = await link.call('node.capabilities', {})
  const { video } = await link.call('peer.ingest', {
    stageId,
    peerId: presenterId,
    personId: presenterId,
    audio: false,
    video: true,
  })
  await link.call('stage.setOnStage', { stageId, peerIds: [presenterId], version: 1 })
  const node = product.pid('sfu')
  const [worker, ...others] = childrenOf(node)
  if (!worker || others.length > 0) throw new Error('a media node with one worker has one child process')

  let opened = 0
  return {
    target: video!,
    rtpCapabilities,
    pids: { worker, node },
    async openViewer(capabilities) {
      const peerId = `viewer-${++opened}`
      const { receive, consumers } = await link.call('peer.open', {
        stageId,
        peerId,
        personId: peerId,
        role: 'viewer',
        rtpCapabilities: capabilities,
        consume: [video!.producerId],
      })
      return {
        transport: receive,
        consumer: consumers[0] as never,
        connect: (dtlsParameters) =>
          link.call('peer.connect', { peerId, direction: 'receive', dtlsParameters }),
      }
    },
  }
}
