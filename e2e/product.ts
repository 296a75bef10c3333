// The product as deployed: a Redis, a media node and any number of servers, each its own process, on free
// ports.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { linkRequest } from '@lectern/shared/accounts'
import type { z } from 'zod'
import { embeddedRedis } from '../scripts/embeddedRedis.mjs'
import { root } from '../scripts/prepare/machine.mjs'
import { workerBinary } from '../scripts/prepare/worker.mjs'
import { operator } from '../scripts/programClient.ts'
import { freePort } from '../scripts/testing/freePort.ts'
import type { Namespace } from './namespace.ts'

type ProcessName = 'redis' | 'sfu' | `server${number}`

interface Running {
  child: ChildProcess
  exited: Promise<void>
  ready: Record<string, unknown>
}

export interface Product {
  /** One per server, e.g. "http://127.0.0.1:41234". */
  addresses: string[]
  operatorToken: string
  /** Creates a person and returns their sign-in link. */
  invite(person: Record<string, unknown>): Promise<string>
  /** The sign-in link of an existing person, on the n-th server. */
  linkOf(who: z.input<typeof linkRequest>, server?: number): Promise<string>
  operator<Answer>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer>
  /** SIGKILL; resolves once it is gone. */
  kill(name: ProcessName): Promise<void>
  /** Starts it again; a server keeps its port. */
  start(name: ProcessName): Promise<void>
  pid(name: ProcessName): number
  close(): Promise<void>
}

/** How long a process may take to become ready, and how long to end, in ms. */
const [readyMs, stopMs] = [60_000, 15_000]

const quiet = ['--disable-warning=ExperimentalWarning']

function launch(
  command: string[],
  env: NodeJS.ProcessEnv,
  waitUntilReady?: () => Promise<void>,
): Promise<Running> {
  const [program, ...args] = command
  const child = spawn(program!, args, {
    env,
    stdio: ['ignore', 'inherit', 'inherit', ...(waitUntilReady ? [] : (['ipc'] as const))],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = new Promise<Running>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (status, signal) => reject(new Error(`${args.at(-1)} ended: ${signal ?? status}`)))
    child.on('message', (message) => resolve({ child, exited, ready: message as Record<string, unknown> }))
    waitUntilReady?.().then(() => resolve({ child, exited, ready: {} }), reject)
  })
  const late = setTimeout(() => child.kill('SIGKILL'), readyMs)
  return ready
    .catch((error: unknown) => {
      // Nobody else knows of it.
      child.kill('SIGKILL')
      throw error
    })
    .finally(() => clearTimeout(late))
}

export async function startProduct(
  /**
   * `mediaNode` false: uses one announced in the same Redis. `namespace`: where everything but Redis runs.
   */
  options: { servers?: number; mediaNode?: boolean; env?: NodeJS.ProcessEnv; namespace?: Namespace } = {},
): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-e2e-'))
  const redis = await embeddedRedis(join(folder, 'redis'))
  const operatorToken = randomBytes(24).toString('hex')
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_OPTIONS: '',
    REDIS_URL: redis.url,
    SESSION_SECRET: randomBytes(24).toString('hex'),
    SFU_CONTROL_SECRET: randomBytes(24).toString('hex'),
    OPERATOR_TOKEN: operatorToken,
    LEDGER_KEY: randomBytes(32).toString('base64url'),
    UPLOADS_DIR: join(folder, 'uploads'),
    MEDIASOUP_WORKER_BIN: workerBinary(),
    CLIENT_DIR: join(root, 'client', 'dist'),
    LECTERN_EXAMPLE: '1',
    LOG_LEVEL: 'fatal',
    ...options.env,
  }
  const inside = (command: string[]) => options.namespace?.inside(command) ?? command
  const running = new Map<ProcessName, Running>()
  const ports = new Map<ProcessName, string>()
  const addresses: string[] = []

  async function start(name: ProcessName): Promise<void> {
    const node = (script: string, extra: NodeJS.ProcessEnv = {}) =>
      launch(inside([process.execPath, ...quiet, join(root, script)]), { ...env, ...extra })
    if (name === 'redis')
      running.set(name, await launch(redis.process.command, env, redis.process.waitUntilReady))
    else if (name === 'sfu') running.set(name, await node('sfu/src/main.ts'))
    else {
      const before = ports.get(name)
      const port = before ?? String(await freePort())
      ports.set(name, port)
      const address = `http://127.0.0.1:${port}`
      const server = await node('server/src/main.ts', { PORT: port, PUBLIC_URL: address })
      if (!before) await options.namespace?.reach(Number(port))
      addresses[Number(name.slice('server'.length))] = address
      running.set(name, server)
    }
  }

  async function stop(name: ProcessName, signal: NodeJS.Signals): Promise<void> {
    const found = running.get(name)
    running.delete(name)
    found?.child.kill(signal)
    const late = setTimeout(() => found?.child.kill('SIGKILL'), stopMs)
    await found?.exited
    clearTimeout(late)
  }

  const names: ProcessName[] = [
    'redis',
    ...(options.mediaNode === false ? [] : (['sfu'] as const)),
    ...Array.from({ length: options.servers ?? 1 }, (_, i) => `server${i}` as const),
  ]
  async function close(): Promise<void> {
    for (const name of [...names].reverse()) await stop(name, 'SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (const name of names) await start(name)
  } catch (error) {
    await close()
    throw error
  }
  const asOperator: Product['operator'] = (method, path, body) =>
    operator(addresses[0]!, operatorToken, method, path, body)

  return {
    addresses,
    operatorToken,
    operator: asOperator,
    linkOf: async (who, server = 0) => {
      const { link } = await asOperator<{ link: string }>('POST', 'links', who)
      return `${addresses[server]}${new URL(link).pathname}`
    },
    invite: async (person) =>
      (await asOperator<{ link: string }>('POST', 'people', { ...person, sameName: true })).link,
    kill: (name) => stop(name, 'SIGKILL'),
    start,
    pid: (name) => running.get(name)!.child.pid!,
    close,
  }
}
