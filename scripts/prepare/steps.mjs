// What must exist before the product starts or is tested. A step tells cheaply whether it is done, and does
// it.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { programsStep } from './debian.mjs'
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

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {Step[]} [needs] steps of the same list to finish first; default: all listed before it
 * @property {() => boolean} isDone
 * @property {(progress: (line: string) => void) => Promise<void>} run
 */

const lockHash = () => hashOf([join(root, 'package-lock.json')])

/** @type {Step} */
const dependencies = {
  title: 'Dependencies',
  needs: [],
  isDone: () => readStamp('dependencies') === lockHash(),
  async run(progress) {
    const npm = process.env.npm_execpath
    const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []]
    // No install scripts: mediasoup's own would download a worker, and this way they cannot break anything.
    // The other packages ship their binaries.
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
  needs: [dependencies],
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
  needs: [dependencies, node24],
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

/** @type {Step} */
const worker = { ...workerStep, needs: [dependencies, node24] }

const redis = { title: 'Redis', program: 'redis-server', packages: ['redis-server'] }
const ffmpeg = { title: 'ffmpeg', program: 'ffmpeg', packages: ['ffmpeg'] }
const forTests = [
  {
    title: 'Chromium',
    program: 'chromium',
    packages: ['chromium', 'fonts-dejavu-core'],
    variable: 'CHROMIUM_BIN',
  },
  { title: 'Firefox', program: 'firefox-esr', packages: ['firefox-esr'] },
  { title: 'OpenSSL', program: 'openssl', packages: ['openssl'] },
  { title: 'coturn', program: 'turnserver', packages: ['coturn'] },
  { title: 'network namespaces', program: 'ip', packages: ['iproute2'] },
]

/** A step comes after its needs. @type {Record<'start' | 'test' | 'speaker' | 'worker', Step[]>} */
export const stepsFor = {
  start: [dependencies, programsStep(redis), node24, worker, client],
  test: [dependencies, programsStep(redis, ffmpeg, ...forTests), node24, worker, client],
  speaker: [dependencies, programsStep(ffmpeg), node24],
  worker: [dependencies, node24, worker],
}
