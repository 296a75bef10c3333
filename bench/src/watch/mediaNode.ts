// A media node as the servers see one, without media: it admits viewers and reports that all were reached.
// The server is what is measured, and ten thousand real viewers would take both cores.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deliveryEveryMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import { redisLocation } from '@lectern/shared/redisAway'
import type { SfuClientEvents, SfuNode, SfuRequest, SfuServerEvents } from '@lectern/shared/sfuContract'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { Server } from 'socket.io'
import { createAdmission } from '../../../sfu/src/admission.ts'
import { answerQuestions } from '../helper.ts'

/** Longer than any run. */
const announcedMs = 3_600_000
/** In the shape that servers check before passing it to a page. */
const transport = {
  id: 'transport',
  iceParameters: { usernameFragment: 'none', password: 'none' },
  iceCandidates: [],
  dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: '00' }] },
}

const viewers = new Map<string, Set<string>>()
let reporting = false

const handlers = {
  listen: async ({ redisUrl, secret }: { redisUrl: string; secret: string }): Promise<void> => {
    const http = createServer()
    const io = new Server<SfuClientEvents, SfuServerEvents>(http, { transports: ['websocket'] })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const controlUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    io.use(createAdmission(secret, () => controlUrl, pino({ level: 'silent' })))
    io.on('connection', (socket) => {
      socket.on('command', (name, request, acknowledge) => {
        if (name !== 'peer.open') return acknowledge({ ok: true, value: {} })
        const { stageId, personId } = request as SfuRequest<'peer.open'>
        viewers.set(stageId, (viewers.get(stageId) ?? new Set()).add(personId))
        acknowledge({ ok: true, value: { receive: transport, consumers: [] } })
      })
    })
    const node: SfuNode = {
      nodeId: randomBytes(9).toString('base64url'),
      controlUrl,
      region: 'bench',
      workers: 1,
      load: 0,
      viewers: 0,
      draining: false,
    }
    const redis = new Redis(redisLocation(redisUrl))
    await redis.set(keys.node(node.nodeId), JSON.stringify(node), 'PX', announcedMs)
    await redis.zadd(keys.nodes(), Date.now() + announcedMs, node.nodeId)
    redis.disconnect()
    setInterval(() => {
      if (!reporting) return
      const [socket] = io.sockets.sockets.values()
      for (const [stageId, people] of viewers)
        socket?.emit(
          'stage.delivery',
          {
            stageId,
            nodeId: node.nodeId,
            onAir: true,
            intervalMs: deliveryEveryMs,
            personIds: [...people],
            agoMs: 0,
            sentAt: performance.now(),
          },
          () => undefined,
        )
    }, deliveryEveryMs)
  },
  report: (on: boolean): void => {
    reporting = on
  },
}
export type MediaNode = typeof handlers
answerQuestions(handlers)
