// The Redis that npm start runs: its own data folder and a Unix socket, so no port and no password. Every write is on disk
// before it is acknowledged: what a person was told is done survives any crash.

import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './prepare/machine.mjs'

/** Unix socket paths longer than this, in bytes, are refused by the system. */
const longestSocketPath = 100

/** Sends one inline command; its whole answer, or undefined when nobody answers. @param {string} socketPath @param {string} command */
const askRedis = (socketPath, command, timeoutMs = 1000) =>
  new Promise((resolve) => {
    const connection = createConnection(socketPath)
    const end = (answer) => {
      connection.destroy()
      resolve(answer)
    }
    connection.setTimeout(timeoutMs, () => end(undefined))
    connection.once('error', () => end(undefined))
    connection.once('close', () => end(undefined))
    connection.once('connect', () => connection.write(`${command}\r\n`))
    connection.once('data', (data) => end(String(data)))
  })

/** Ready when it answers PING; while it loads its data it says so, and is waited for. */
async function waitUntilReady(socketPath) {
  for (;;) {
    if ((await askRedis(socketPath, 'PING'))?.startsWith('+PONG')) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

/** Where a socket of this folder can be: in it, or, where that path is too long, under a name made of the folder's. */
export function socketPathIn(folder, name) {
  const near = join(folder, name)
  if (Buffer.byteLength(near) <= longestSocketPath) return near
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return join(tmpdir(), name === 'redis.sock' ? `lectern-${hash}.sock` : `lectern-${hash}-${name}`)
}

/** Who calls this has the folder to itself (`onlyOne.mjs`). @param {string} folder */
export async function embeddedRedis(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const socketPath = socketPathIn(folder, 'redis.sock')
  // One left by a run that was killed: it has everything on disk, so it may go.
  if (await askRedis(socketPath, 'PING')) {
    await askRedis(socketPath, 'SHUTDOWN NOSAVE', 5000)
    while (await askRedis(socketPath, 'PING')) await new Promise((resolve) => setTimeout(resolve, 30))
  }
  const settings = {
    port: '0',
    unixsocket: socketPath,
    unixsocketperm: '600',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    logfile: join(folder, 'redis.log'),
    loglevel: 'notice',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
  return {
    url: `unix://${socketPath}`,
    process: {
      command: [findProgram('redis-server') ?? 'redis-server', ...options],
      waitUntilReady: () => waitUntilReady(socketPath),
    },
  }
}
