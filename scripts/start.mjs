// npm start: prepares what is missing, then runs Redis, one media node and one server until Ctrl-C.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { embeddedRedis } from './embeddedRedis.mjs'
import { holdFolder } from './onlyOne.mjs'
import { nodeBinary, projectEnvironment, root } from './prepare/machine.mjs'
import { prepareOrExit } from './prepare/prepare.mjs'
import { workerBinary } from './prepare/worker.mjs'
import { readSecrets } from './secrets.mjs'
import { Supervisor } from './supervisor.mjs'

await prepareOrExit('start')

const dataDir = resolve(root, process.env.DATA_DIR || 'data')
try {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
} catch (error) {
  console.error(
    `DATA_DIR is "${dataDir}": it cannot be made or written (${error.code}). Name a folder that can.`,
  )
  process.exit(1)
}

let running = 'It is still starting'
const other = await holdFolder(dataDir, () => `${running} (process ${process.pid}).`)
if (other !== undefined) {
  console.error(
    `Lectern runs in "${dataDir}" already. ${other}\nUse that one, stop it first, or set DATA_DIR and PORT to start another.`,
  )
  process.exit(1)
}

const redis = process.env.REDIS_URL ? undefined : await embeddedRedis(join(dataDir, 'redis'))
const environment = {
  ...projectEnvironment(),
  ...readSecrets(dataDir),
  REDIS_URL: redis?.url ?? process.env.REDIS_URL,
  MEDIASOUP_WORKER_BIN: workerBinary(),
  CLIENT_DIR: join(root, 'client', 'dist'),
  UPLOADS_DIR: process.env.UPLOADS_DIR || join(dataDir, 'uploads'),
  LECTERN_EXAMPLE: process.env.LECTERN_EXAMPLE || '1',
  LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
}
const node = nodeBinary() ?? process.execPath
const quiet = ['--disable-warning=ExperimentalWarning']
/** How long to wait until the server reaches the media node before calling it ready anyway, in ms. */
const meetingMs = 10_000

/**
 * The server is up before it has reached the media node; a first visitor should not notice. @param {string}
 * address
 */
async function untilItCanWork(address) {
  const deadline = Date.now() + meetingMs
  while (Date.now() < deadline) {
    const answer = await fetch(`${address}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await wait(100)
  }
}

const supervisor = new Supervisor()
const stop = async (status) => {
  await supervisor.stop()
  process.exit(status)
}
process.once('SIGINT', () => void stop(0))
process.once('SIGTERM', () => void stop(0))
process.once('SIGHUP', () => void stop(0))
supervisor.onGiveUp((name) => {
  console.error(`${name} cannot run with these settings; everything was stopped.`)
  void stop(1)
})

try {
  if (redis) await supervisor.run({ name: 'Redis', ...redis.process })
  await supervisor.run({
    name: 'The media node',
    command: [node, ...quiet, join(root, 'sfu', 'src', 'main.ts')],
    env: environment,
  })
  const { address, links, setupLink, notices } = await supervisor.run({
    name: 'The server',
    command: [node, ...quiet, join(root, 'server', 'src', 'main.ts')],
    env: environment,
  })
  running = `It is at ${address}`
  await untilItCanWork(address)
  console.log(`Lectern is ready at ${address} (Ctrl-C stops it).${links.length > 0 ? ' Sign in as:' : ''}`)
  for (const { role, name, url } of links) console.log(`  ${role.padEnd(10)} ${name.padEnd(16)} ${url}`)
  if (setupLink) console.log(`There is no conference yet. Set it up here: ${setupLink}`)
  else if (links.length === 0) console.log('`npm run link` makes a sign-in link for anybody.')
  for (const notice of notices) console.log(notice)
} catch (error) {
  console.error(error.message)
  await stop(1)
}
