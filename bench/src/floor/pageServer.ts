// The floor of the browser benches: bare mediasoup, a page for a speaker and one for a viewer, and the fewest
// messages that show a picture. Being a floor, it handles no errors.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'
import { createWorker } from 'mediasoup'
import type { MediaKind, Producer, WebRtcTransport } from 'mediasoup/types'
import { Server } from 'socket.io'
import { answerQuestions } from '../helper.ts'
import { pageScript } from './pageScript.ts'

const worker = await createWorker({ logLevel: 'warn' })
const webRtcServer = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] })
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
})
const producers = new Map<MediaKind, Producer>()

const openTransport = async (transports: Map<string, WebRtcTransport>) => {
  const transport = await router.createWebRtcTransport({
    webRtcServer,
    // Like the product, so that both start with the same layer.
    initialAvailableOutgoingBitrate: 1_500_000,
  })
  transports.set(transport.id, transport)
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport
  return { transport, parameters: { id, iceParameters, iceCandidates, dtlsParameters } }
}

const scripts = { '/speaker.js': await pageScript('speaker.ts'), '/viewer.js': await pageScript('viewer.ts') }
/** Compressed, by path. */
const pages: Record<string, { type: string; body: Buffer }> = {}
for (const [path, text] of Object.entries(scripts)) {
  pages[path] = { type: 'text/javascript', body: brotliCompressSync(text) }
  pages[path.replace('.js', '')] = {
    type: 'text/html',
    body: brotliCompressSync(`<!doctype html><meta charset="utf-8"><title>floor</title>
<button disabled>Watch</button><br><audio autoplay></audio>
<video autoplay muted playsinline width="800" height="450"></video>
<script type="module" src="${path}"></script>`),
  }
}

const httpServer = createServer((request, response) => {
  const page = pages[request.url?.split('?')[0] ?? '']
  const type = `${page?.type}; charset=utf-8`
  if (page) response.writeHead(200, { 'content-type': type, 'content-encoding': 'br' }).end(page.body)
  else response.writeHead(404).end()
})

new Server(httpServer, { serveClient: false }).on('connection', (socket) => {
  const transports = new Map<string, WebRtcTransport>()
  // biome-ignore lint/suspicious/noExplicitAny: mediasoup's own parameters, as its client made them
  const handlers: Record<string, (request: any) => Promise<unknown>> = {
    // With this extension layers never switch, and the pictures would differ from the product's.
    capabilities: async () => ({
      ...router.rtpCapabilities,
      headerExtensions: router.rtpCapabilities.headerExtensions!.filter(
        ({ uri }) => !uri.endsWith('/abs-capture-time'),
      ),
    }),
    'stage.present': async () => (await openTransport(transports)).parameters,
    'stage.watch': async ({ rtpCapabilities, kinds }) => {
      const { transport, parameters } = await openTransport(transports)
      const consumers = await Promise.all(
        kinds.map(async (kind: MediaKind) => {
          const producerId = producers.get(kind)!.id
          const { id, rtpParameters } = await transport.consume({ producerId, rtpCapabilities })
          return { id, producerId, kind, rtpParameters }
        }),
      )
      return { transport: parameters, consumers }
    },
    'stage.connect': async ({ id, dtlsParameters }) => {
      await transports.get(id)!.connect({ dtlsParameters })
    },
    'stage.produce': async ({ id, kind, rtpParameters }) => {
      const producer = await transports.get(id)!.produce({ kind, rtpParameters })
      producers.set(producer.kind, producer)
      return producer.id
    },
  }
  socket.on('command', async (name: string, request: unknown, acknowledge: (answer: unknown) => void) =>
    acknowledge(await handlers[name]!(request)),
  )
  socket.on('disconnect', () => {
    for (const transport of transports.values()) transport.close()
  })
})

const handlers = {
  listen: async () => {
    await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`
  },
}
export type PageServer = typeof handlers
answerQuestions(handlers)
