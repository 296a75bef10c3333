// The whole server for the tests of booths, with a real Redis and, where wished, a real media node as a process of its own.
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BoothContent } from '@lectern/shared/booths'
import type { Acknowledgement } from '@lectern/shared/command'
import type { ServerEvents } from '@lectern/shared/commands'
import { AppError } from '@lectern/shared/errors'
import type { PersonPlan } from '@lectern/shared/plans'
import type { session } from '@lectern/shared/program'
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { io } from 'socket.io-client'
import type { z } from 'zod'
import { operator, type ProgramClient, signIn } from '../../../scripts/programClient.ts'
import { type MemoryLog, memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { readConfig } from '../core/config.ts'
import { agreedTestClock } from '../core/redisClock.ts'
import { createServer, type LecternServer } from '../createServer.ts'
import { contentOf, everyField } from './booths.ts'

const operatorToken = randomBytes(24).toString('hex')
const secrets = {
  SESSION_SECRET: randomBytes(24).toString('hex'),
  SFU_CONTROL_SECRET: randomBytes(24).toString('hex'),
}
const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface TestServer {
  redis: TestRedis
  servers: LecternServer[]
  log: MemoryLog
  /** Where this test's servers keep uploads. */
  uploads: string
  invite(person: PersonPlan): Promise<{ personId: string; link: string }>
  /** Puts a session into the programme as a script does. */
  planSession(session: unknown): Promise<unknown>
  /** The session cookie of somebody; `fresh` for one of its own. */
  cookieOf(personId: string, fresh?: boolean): Promise<string>
  /** A socket of somebody, on the first server or the one given. */
  connect(personId: string, server?: number): Promise<ProgramClient>
  /** The same by a session cookie. */
  connectBy(cookie: string, server?: number): Promise<ProgramClient>
  /** Plans a session, as the operator; answers its id. */
  plan(planned: z.input<typeof session>): Promise<string>
  /** Looks into the Redis of the servers, or changes it. */
  inRedis<Result>(use: (redis: Redis) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export async function startTestServer({
  servers: count = 1,
  mediaNode = false,
  clock = Date.now,
} = {}): Promise<TestServer> {
  const redis = await startRedis()
  const log = memoryLog()
  const uploads = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
  const clients: ProgramClient[] = []
  const cookies = new Map<string, Promise<string>>()
  let lastAddress = 0

  const node = mediaNode
    ? spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'sfu/src/main.ts')], {
        env: {
          ...process.env,
          ...secrets,
          NODE_OPTIONS: '',
          REDIS_URL: redis.url,
          SFU_WORKERS: '1',
          LOG_LEVEL: 'fatal',
        },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
    : undefined
  if (node) {
    const failed = once(node, 'exit').then(() => {
      throw new Error('the media node has ended')
    })
    failed.catch(() => undefined)
    await Promise.race([once(node, 'message'), failed])
  }

  const servers = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      createServer(
        readConfig({
          ...secrets,
          REDIS_URL: redis.url,
          PORT: '0',
          OPERATOR_TOKEN: operatorToken,
          TRUSTED_PROXIES: '1',
          UPLOADS_DIR: uploads,
          LECTERN_EXAMPLE: i === 0 ? '1' : '0',
        }),
        log.log,
        undefined,
        agreedTestClock(clock),
      ),
    ),
  )
  const { address } = servers[0]!
  if (node)
    while (!(await fetch(`${address}/healthz`)).ok) await new Promise((resolve) => setTimeout(resolve, 50))

  const self: TestServer = {
    redis,
    servers,
    log,
    uploads,
    invite: (person) => operator(address, operatorToken, 'POST', 'people', { ...person, sameName: true }),
    planSession: (session) => operator(address, operatorToken, 'PUT', 'sessions', session),

    cookieOf(personId, fresh = false) {
      const enter = async (): Promise<string> => {
        const { link } = await operator<{ link: string }>(address, operatorToken, 'POST', 'links', {
          personId,
        })
        // As from an address of its own, since servers count sign-ins by address.
        const from = `10.0.${++lastAddress >> 8}.${lastAddress & 255}`
        return signIn(link, { 'x-forwarded-for': from })
      }
      if (fresh) return enter()
      const cookie = cookies.get(personId) ?? enter()
      cookies.set(personId, cookie)
      return cookie
    },

    plan: async (session) => {
      await operator(address, operatorToken, 'PUT', 'sessions', session)
      return session.id
    },

    async inRedis(use) {
      const connection = new Redis(redisLocation(redis.url))
      try {
        return await use(connection)
      } finally {
        connection.disconnect()
      }
    },

    connect: async (personId, server) => self.connectBy(await self.cookieOf(personId), server),

    async connectBy(cookie, server = 0) {
      const socket: ProgramClient['socket'] = io(servers[server]!.address, {
        transports: ['websocket'],
        extraHeaders: { cookie },
        forceNew: true,
      })
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      })
      const client: ProgramClient = {
        socket,
        cookie,
        async send(name, request) {
          const answer: Acknowledgement = await socket.timeout(10_000).emitWithAck('command', name, request)
          if (!answer.ok) throw AppError.fromBody(answer.error)
          return answer.value as never
        },
        close: () => socket.disconnect(),
      }
      clients.push(client)
      return client
    },

    async close() {
      for (const client of clients) client.close()
      await Promise.all(servers.map((server) => server.close()))
      if (node) {
        const gone = once(node, 'exit')
        node.kill('SIGTERM')
        await gone
      }
      await redis.close()
      await rm(uploads, { recursive: true, force: true })
    },
  }
  return self
}

/** Everything of one kind that a client is told, and a way to wait until one fits. */
export function listen<Name extends keyof ServerEvents>(client: ProgramClient, name: Name) {
  type Event = Parameters<ServerEvents[Name]>[0]
  const events: Event[] = []
  let wake: () => void = () => {}
  client.socket.on(name, ((event: Event) => {
    events.push(event)
    wake()
  }) as never)
  const until = async (fits: (event: Event) => boolean): Promise<Event> => {
    for (;;) {
      const found = events.find(fits)
      if (found) return found
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { events, until }
}

export const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  )

/** Makes booths, their staff and learners for the tests of one file. */
export function createCast(server: TestServer) {
  let last = 0
  return {
    /**
     * A booth of its own for a test, made by an organiser of its own, since commands are counted by person; with two of its staff,
     * each on a server of their own where there are two.
     */
    async booth(given: Partial<BoothContent> = {}) {
      const exhibitorId = `company-${++last}`
      const { personId: organiserId } = await server.invite({ name: 'Organiser', roles: ['organiser'] })
      const office = await server.connect(organiserId)
      const made = await office.send('booths.create', {
        exhibitorId,
        content: { ...contentOf(`Booth ${last}`), ...given },
        editable: everyField,
      })
      const join = async (name: string, onServer = 0) => {
        const { personId } = await server.invite({ name, roles: ['exhibitor'], exhibitorId })
        return { staffId: personId, client: await server.connect(personId, onServer) }
      }
      const [ann, ben] = [await join('Ann Staff'), await join('Ben Staff', server.servers.length - 1)]
      return { boothId: made.id, exhibitorId, office, ann, ben, join }
    },
    /** A clinician, in the hall. */
    async learner(onServer = 0) {
      const { personId } = await server.invite({ name: `Learner ${++last}`, roles: ['clinician'] })
      const client = await server.connect(personId, onServer)
      await client.send('booths.enterHall', {})
      return { personId, client }
    },
  }
}

/** A message of a chat. */
export const words = (text: string) => ({ messageId: randomUUID(), text })
