// Runs a program on the installation that `npm start` runs with the same settings, whether it runs or not.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { embeddedRedis, socketPathIn } from './embeddedRedis.mjs'
import { holdFolder } from './onlyOne.mjs'
import { nodeBinary, projectEnvironment, root } from './prepare/machine.mjs'
import { prepareOrExit } from './prepare/prepare.mjs'
import { Supervisor } from './supervisor.mjs'

/**
 * @param {string[]} args of Node, beginning with the program's file
 * @param {{ mayRun: boolean }} options whether the installation may run meanwhile
 */
export async function onInstallation(args, { mayRun }) {
  await prepareOrExit('start')
  const dataDir = resolve(root, process.env.DATA_DIR || 'data')
  const redisFolder = join(dataDir, 'redis')
  const supervisor = new Supervisor()
  let redisUrl = process.env.REDIS_URL
  if (!redisUrl) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const runs = await holdFolder(
      dataDir,
      () => `It is being backed up or restored (process ${process.pid}).`,
    )
    if (runs !== undefined && !mayRun) {
      console.error(
        `Lectern runs in "${dataDir}". ${runs}\nStop it first, then try again. Nothing was changed.`,
      )
      process.exit(1)
    }
    if (runs !== undefined) redisUrl = `unix://${socketPathIn(redisFolder, 'redis.sock')}`
    else {
      const redis = await embeddedRedis(redisFolder)
      await supervisor.run({ name: 'Redis', ...redis.process })
      redisUrl = redis.url
    }
  }
  const program = spawn(
    nodeBinary() ?? process.execPath,
    ['--disable-warning=ExperimentalWarning', ...args],
    {
      stdio: 'inherit',
      env: {
        ...projectEnvironment(),
        REDIS_URL: redisUrl,
        UPLOADS_DIR: process.env.UPLOADS_DIR || join(dataDir, 'uploads'),
        SECRETS_FILE: process.env.REDIS_URL ? '' : join(dataDir, 'secrets.json'),
      },
    },
  )
  const [status] = await once(program, 'exit')
  await supervisor.stop()
  process.exit(status ?? 1)
}

export const backupProgram = join(root, 'server', 'src', 'backup', 'main.ts')
