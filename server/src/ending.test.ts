// How a server and a media node end, as processes of their own.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { startRedis, type TestRedis } from '../../scripts/testing/redis.ts'

let redis: TestRedis
let folder: string
const leftovers: (() => unknown)[] = []

interface Started {
  child: ChildProcess
  port: number
  /** What it has logged by now. */
  said: () => string
}

const addressIn = /"(?:address|controlUrl)":"(http[^"]+)"/

/** SIGUSR2 makes the process throw where nothing catches it, SIGURG lets a promise fail that nobody holds. */
const faults = `data:text/javascript,${encodeURIComponent(
  `process.on('SIGUSR2', () => { throw new Error('nobody expects this') })
   process.on('SIGURG', () => void Promise.reject(new Error('nobody holds this')))`,
)}`

/** `until`: what it says once it is as far as the test wants it. */
async function start(main: string, env: Record<string, string>, until = addressIn): Promise<Started> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', faults, join(import.meta.dirname, '../..', main)],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        REDIS_URL: redis.url,
        SESSION_SECRET: randomBytes(24).toString('hex'),
        SFU_CONTROL_SECRET: randomBytes(24).toString('hex'),
        LOG_LEVEL: 'info',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  )
  let text = ''
  child.stdout!.on('data', (data) => {
    text += data
  })
  leftovers.push(() => child.kill('SIGKILL'))
  while (!until.test(text)) await once(child.stdout!, 'data')
  const address = addressIn.exec(text)?.[1]
  return { child, port: address ? Number(new URL(address).port) : 0, said: () => text }
}

const startServer = () => start('server/src/main.ts', { PORT: '0', CLIENT_DIR: folder })
const startNode = () =>
  start('sfu/src/main.ts', { SFU_CONTROL_PORT: '0', SFU_WORKERS: '1', SFU_RTC_PORT: '0' })

/** A connection that has sent this, and reads the first piece of an answer where there is one to come. */
async function hold(port: number, sent: string, isAnswered: boolean): Promise<void> {
  const socket: Socket = connect(port, '127.0.0.1')
  leftovers.push(() => socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  if (sent) socket.write(sent)
  if (!isAnswered) return
  await once(socket, 'readable')
}
const request = (line: string, ...headers: string[]) =>
  `${[`${line} HTTP/1.1`, 'Host: 127.0.0.1', ...headers].join('\r\n')}\r\n\r\n`

async function endOf({ child }: Started, signal: NodeJS.Signals): Promise<[number | null, string | null]> {
  const ended = once(child, 'exit')
  child.kill(signal)
  return (await ended) as [number | null, string | null]
}

beforeAll(async () => {
  redis = await startRedis()
  folder = await mkdtemp(join(tmpdir(), 'lectern-ending-'))
  await writeFile(join(folder, 'index.html'), 'x'.repeat(30_000_000))
})
afterEach(() => {
  for (const end of leftovers.splice(0)) end()
})
afterAll(async () => {
  await redis?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a server', () => {
  test('ends in order on SIGTERM, whatever connections are open', async () => {
    const server = await startServer()
    const { port } = server
    const opening = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`)
    const { sid } = JSON.parse((await opening.text()).slice(1)) as { sid: string }
    const live = `/socket.io/?EIO=4&sid=${sid}`
    await hold(port, '', false)
    await hold(port, 'GET / HTT', false)
    await hold(port, request(`GET ${live}&transport=polling`), false)
    await hold(port, request(`POST ${live}&transport=polling`, 'Content-Length: 1000'), false)
    await hold(
      port,
      request('POST /api/sign-out', 'Content-Type: application/json', 'Content-Length: 99'),
      false,
    )
    await hold(port, request('GET /'), true)
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
    const key = `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`
    await hold(port, request('GET /socket.io/?EIO=4&transport=websocket', ...upgrade, key), true)
    expect(await endOf(server, 'SIGTERM')).toEqual([0, null])
  })

  test.each([
    ['an exception', 'SIGUSR2', 'uncaughtException'],
    ['a rejection', 'SIGURG', 'unhandledRejection'],
  ] as const)(
    'logs %s that nothing caught, and ends in order with a failure',
    async (_what, signal, origin) => {
      const server = await startServer()
      expect(await endOf(server, signal)).toEqual([1, null])
      expect(server.said()).toContain(`"origin":"${origin}"`)
      expect(server.said()).not.toMatch(/did not close/)
    },
  )
})

describe('a media node', () => {
  test('ends on SIGTERM while it waits for a Redis that does not answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    leftovers.push(() => silent.close())
    await once(silent, 'listening')
    const REDIS_URL = `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const node = await start('sfu/src/main.ts', { SFU_WORKERS: '1', REDIS_URL }, /does not answer yet/)
    expect(await endOf(node, 'SIGTERM')).toEqual([0, null])
  })

  test('ends in order on SIGTERM, whatever connections are open', async () => {
    const node = await startNode()
    await hold(node.port, '', false)
    await hold(node.port, 'GET / HTT', false)
    expect(await endOf(node, 'SIGTERM')).toEqual([0, null])
  })

  test('logs an exception that nothing caught, and ends in order with a failure', async () => {
    const node = await startNode()
    expect(await endOf(node, 'SIGUSR2')).toEqual([1, null])
    expect(node.said()).toContain('"origin":"uncaughtException"')
    expect(node.said()).not.toMatch(/did not close/)
  })
})
