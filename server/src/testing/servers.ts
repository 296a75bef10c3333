// Whole servers in this process with one real Redis and, on
// request, a real media node as a process of its own.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from '@jest/globals'
import type { AppError } from '@lectern/shared/errors'
import type { RtpCapabilities } from '@lectern/shared/media'
import type { PersonPlan } from '@lectern/shared/plans'
import type { session } from '@lectern/shared/program'
import type { z } from 'zod'
import { connectBy, operator, type ProgramClient, signIn } from '../../../scripts/programClient.ts'
import { memoryLog } from '../../../scripts/testing/log.ts'
import type { Clock } from '../core/clock.ts'
import { readConfig } from '../core/config.ts'
import { agreedTestClock } from '../core/redisClock.ts'
import { createServer, type LecternServer } from '../createServer.ts'
import { atEnd, endAll } from './atEnd.ts'
import { connectTo, fileRedis } from './redis.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Settings = Record<string, string | undefined>

export interface ServersOptions {
  servers?: number
  mediaNode?: boolean
  clock?: Clock
  /** Fails the file if a server has logged an internal error. */
  noMistakes?: boolean
  /** Settings for each server's environment. The first one also seeds the example conference. */
  settings?: Settings
  /** The Redis to use; by default a new one. */
  redisUrl?: string
}

export interface RequestOptions {
  /** A person's id, or their session cookie; without either, nobody is signed in. */
  as?: string | undefined
  cookie?: string | undefined
  method?: Method
  body?: unknown
  /** Sent instead of a body. */
  file?: Buffer
  headers?: Record<string, string>
  /** Which server is asked. */
  server?: number
}

export type TestServers = Awaited<ReturnType<typeof startServers>>

export const secrets = {
  SESSION_SECRET: randomBytes(24).toString('hex'),
  SFU_CONTROL_SECRET: randomBytes(24).toString('hex'),
}
export const operatorToken = randomBytes(24).toString('hex')
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Resolves once it has registered itself. */
async function startMediaNode(redisUrl: string): Promise<void> {
  const node = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'sfu/src/main.ts')],
    {
      env: {
        ...process.env,
        ...secrets,
        NODE_OPTIONS: '',
        REDIS_URL: redisUrl,
        SFU_WORKERS: '1',
        LOG_LEVEL: 'fatal',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  )
  const gone = once(node, 'exit')
  atEnd(async () => {
    node.kill('SIGTERM')
    await gone
  })
  const failed = gone.then(() => {
    throw new Error('the media node has ended')
  })
  failed.catch(() => undefined)
  await Promise.race([once(node, 'message'), failed])
}

async function build({ servers: count = 1, mediaNode = false, clock = Date.now, ...given }: ServersOptions) {
  const redis = given.redisUrl === undefined ? await fileRedis() : undefined
  const redisUrl = given.redisUrl ?? redis!.url
  const connection = connectTo(redisUrl)
  const log = memoryLog()
  const uploads = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
  atEnd(() => rm(uploads, { recursive: true, force: true }))
  const servers: LecternServer[] = []
  const cookies = new Map<string, Promise<string>>()
  let lastAddress = 0

  /** Starts one more server. `wall`: its own clock, which Redis' clock then overrules. */
  async function start(settings: Settings = {}, { wall, into = log.log } = {} as StartOptions) {
    const config = readConfig({
      ...secrets,
      REDIS_URL: redisUrl,
      PORT: '0',
      OPERATOR_TOKEN: operatorToken,
      TRUSTED_PROXIES: '1',
      UPLOADS_DIR: uploads,
      LECTERN_EXAMPLE: servers.length === 0 ? '1' : '0',
      ...given.settings,
      ...settings,
    })
    const server = await createServer(config, into, wall, wall ? undefined : agreedTestClock(clock))
    servers.push(server)
    atEnd(server.close)
    return server
  }

  if (mediaNode) await startMediaNode(redisUrl)
  while (servers.length < count) await start()
  const address = (server = 0): string => servers[server]!.address
  if (mediaNode)
    while (!(await fetch(`${address()}/healthz`)).ok) await new Promise((resolve) => setTimeout(resolve, 50))

  /** As the operator. Rejects with the server's refusal. */
  const operate = <Answer>(method: Method, path: string, body?: unknown): Promise<Answer> =>
    operator<Answer>(address(), operatorToken, method, path, body)
  /** The same at one of several conferences. */
  async function operateAt<Answer>(
    conferenceId: string,
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    return operator<Answer>(`${address()}/c/${conferenceId}`, operatorToken, method, path, body)
  }
  const linkOf = async (personId: string): Promise<string> =>
    (await operate<{ link: string }>('POST', 'links', { personId })).link
  /** Each sign-in comes from a new address, since servers limit sign-ins by address. */
  const enter = (link: string): Promise<string> => {
    lastAddress += 1
    return signIn(link, { 'x-forwarded-for': `10.0.${lastAddress >> 8}.${lastAddress & 255}` })
  }
  /** A person's session cookie; `fresh` for a new one. */
  function cookieOf(personId: string, fresh = false): Promise<string> {
    if (fresh) return linkOf(personId).then(enter)
    const cookie = cookies.get(personId) ?? linkOf(personId).then(enter)
    cookies.set(personId, cookie)
    return cookie
  }
  async function connectWith(cookie: string, server = 0, conferenceId?: string): Promise<ProgramClient> {
    const client = await connectBy(address(server), cookie, conferenceId)
    atEnd(client.close)
    return client
  }
  async function request(path: string, options: RequestOptions = {}): Promise<Response> {
    const { as, method = 'GET', body, file, headers, server = 0 } = options
    const cookie = options.cookie ?? (as === undefined ? undefined : await cookieOf(as))
    return fetch(address(server) + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie && { cookie }),
        'content-type': file ? 'application/octet-stream' : 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(file && { body: new Uint8Array(file) }),
    })
  }

  /** Approves a session if nothing is missing for that. */
  async function approve(sessionId: string): Promise<void> {
    await operate('POST', `sessions/${sessionId}/approve`).catch((error: AppError) => {
      if (error.code !== 'conflict') throw error
    })
  }

  const mistakes = () => log.lines.filter(({ level }) => Number(level) >= 50)
  if (given.noMistakes) atEnd(() => expect(mistakes()).toEqual([]))

  return {
    /** The servers' Redis; undefined if the test brought its own. */
    redis: redis!,
    /** A connection to the servers' Redis, for the test. */
    connection,
    servers,
    log,
    /** Where the servers store uploads. */
    uploads,
    start,
    operate,
    operateAt,
    linkOf,
    enter,
    cookieOf,
    connectWith,
    request,
    /** The media nodes' capabilities, as a page asks for them. */
    async rtpCapabilities(): Promise<RtpCapabilities> {
      const answer = await request('/api/stage/capabilities', { as: 'clara' })
      return ((await answer.json()) as { rtpCapabilities: RtpCapabilities }).rtpCapabilities
    },
    /**
     * A person's socket, on the first server or the given one, at a conference or where they are by default.
     */
    connect: async (personId: string, server?: number, conferenceId?: string) =>
      connectWith(await cookieOf(personId), server, conferenceId),
    /** Names need not be unique. */
    invite: (person: PersonPlan) =>
      operate<{ personId: string; link: string }>('POST', 'people', { ...person, sameName: true }),
    approve,
    /** Plans a session, and approves an accredited one if nothing is missing for that; returns its id. */
    async plan(
      planned: Omit<z.input<typeof session>, 'conferenceId'> & { conferenceId?: string },
    ): Promise<string> {
      await operate('PUT', 'sessions', planned)
      if (planned.activityId !== undefined) await approve(planned.id)
      return planned.id
    },
    /** Internal errors that the servers have logged. */
    mistakes,
  }
}

export interface StartOptions {
  wall?: Clock
  into?: ReturnType<typeof memoryLog>['log']
}

/** Everything ends after the file's last test. */
export async function startServers(options: ServersOptions = {}) {
  try {
    return await build(options)
  } catch (error) {
    await endAll()
    throw error
  }
}
