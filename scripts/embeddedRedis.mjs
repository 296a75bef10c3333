// The Redis of npm start: its own data folder and a Unix socket, so no port and no password. Every write is
// on disk before it is acknowledged, so nothing a person was told is done is lost in a crash.

import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './prepare/machine.mjs'

/** The system refuses longer Unix socket paths, in bytes. */
const longestSocketPath = 100

/**
 * Sends one inline command; returns its whole answer, or undefined if nobody answers. @param {string}
 * socketPath @param {string} command
 */
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

/** Ready once it answers PING. While loading its data it says so, and we wait. */
async function waitUntilReady(socketPath) {
  for (;;) {
    if ((await askRedis(socketPath, 'PING'))?.startsWith('+PONG')) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

/** The path for this folder's socket: inside it, or under a hash of its name if that path is too long. */
export function socketPathIn(folder, name) {
  const near = join(folder, name)
  if (Buffer.byteLength(near) <= longestSocketPath) return near
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return join(tmpdir(), name === 'redis.sock' ? `lectern-${hash}.sock` : `lectern-${hash}-${name}`)
}

/** The caller must hold the folder (`onlyOne.mjs`). @param {string} folder */
export async function embeddedRedis(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const socketPath = socketPathIn(folder, 'redis.sock')
  // Left by a run that was killed. It has everything on disk, so end it.
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
