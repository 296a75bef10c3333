// What has to be there before the product starts or is tested. A step says whether it is done, cheaply, and does it.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { programStep } from './debian.mjs'
import {
  hashOf,
  nodeBinary,
  PrepareError,
  projectEnvironment,
  readStamp,
  root,
  run,
  writeStamp,
} from './machine.mjs'
import { workerStep } from './worker.mjs'

/** @typedef {{ title: string, isDone: () => boolean, run: (progress: (line: string) => void) => Promise<void> }} Step */

const lockHash = () => hashOf([join(root, 'package-lock.json')])

/** @type {Step} */
const dependencies = {
  title: 'Dependencies',
  isDone: () => readStamp('dependencies') === lockHash(),
  async run(progress) {
    const npm = process.env.npm_execpath
    const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []]
    // No install scripts: mediasoup's own would want a worker from the network, and cannot break anything this way.
    // What the project needs ships its binaries inside its packages.
    await run(program, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      onLine: progress,
    }).catch((error) => {
      throw new PrepareError(
        `The dependencies could not be installed. Check that the npm registry can be reached (npm ping), then try again.\n${error.message}`,
      )
    })
    writeStamp('dependencies', lockHash())
  },
}

/** @type {Step} */
const node24 = {
  title: 'Node 24',
  isDone: () => nodeBinary() !== undefined,
  run: async () => {
    throw new PrepareError(
      `Node ${process.versions.node} is older than 24, and the npm registry has none for ${process.platform} ${process.arch}. Install Node 24 or newer, then try again.`,
    )
  },
}

const clientSources = () =>
  hashOf([join(root, 'client'), join(root, 'shared', 'src'), join(root, 'package-lock.json')])
const clientDist = join(root, 'client', 'dist')

/** @type {Step} */
const client = {
  title: 'The pages',
  isDone: () => existsSync(join(clientDist, 'index.html')) && readStamp('client') === clientSources(),
  async run(progress) {
    const sources = clientSources()
    const next = `${clientDist}.next`
    rmSync(next, { recursive: true, force: true })
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    await run(nodeBinary() ?? process.execPath, [vite, 'build', 'client', '--outDir', next], {
      env: projectEnvironment(),
      onLine: progress,
    })
    rmSync(clientDist, { recursive: true, force: true })
    mkdirSync(join(root, 'client'), { recursive: true })
    renameSync(next, clientDist)
    writeStamp('client', sources)
  },
}

const redis = programStep('Redis', 'redis-server', ['redis-server'])
const ffmpeg = programStep('ffmpeg', 'ffmpeg', ['ffmpeg'])
const chromium = programStep('Chromium', 'chromium', ['chromium', 'fonts-dejavu-core'], 'CHROMIUM_BIN')
const firefox = programStep('Firefox', 'firefox-esr', ['firefox-esr'])
const coturn = programStep('coturn', 'turnserver', ['coturn'])
const openssl = programStep('OpenSSL', 'openssl', ['openssl'])
const networks = programStep('Network namespaces', 'ip', ['iproute2'])

/** @type {Record<'start' | 'test' | 'speaker' | 'worker', Step[]>} */
export const stepsFor = {
  start: [dependencies, node24, redis, workerStep, client],
  test: [
    dependencies,
    node24,
    redis,
    ffmpeg,
    chromium,
    firefox,
    coturn,
    openssl,
    networks,
    workerStep,
    client,
  ],
  speaker: [dependencies, node24, ffmpeg],
  worker: [dependencies, node24, workerStep],
}
