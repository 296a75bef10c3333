// The mediasoup worker, from the first of: MEDIASOUP_WORKER_BIN; this version in the user's cache;
// mediasoup's prebuilt download; a build from the source in mediasoup's npm package. Each is proven before
// use.

import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install } from './debian.mjs'
import {
  cacheDir,
  findProgram,
  hashOf,
  isExecutable,
  nodeBinary,
  PrepareError,
  projectEnvironment,
  root,
  run,
} from './machine.mjs'

/** The version that the overlay and the recipe were tested with. */
const testedVersion = '3.27.1'
const recipe = join(root, 'scripts', 'worker')
const packageDir = join(root, 'node_modules', 'mediasoup')
const buildPackages = [
  'clang',
  'meson',
  'ninja-build',
  'pkg-config',
  'make',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
]
/** How long the download may take to answer and to arrive, in ms. */
const answerMs = 5000
const arriveMs = 60_000

/** @returns {{ version: string, repository: { url: string } }} */
const packageJson = () => JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'))

/** The cached worker's path: one per version, machine and recipe. */
const cachedWorker = () =>
  join(
    cacheDir,
    'worker',
    `${packageJson().version}-${process.platform}-${process.arch}-${hashOf([recipe]).slice(0, 12)}`,
    'mediasoup-worker',
  )

/** The worker that the product uses, once prepared. @returns {string} */
export const workerBinary = () => process.env.MEDIASOUP_WORKER_BIN || cachedWorker()

/** A proven worker has a stamp with its hash in the cache. @param {string} file */
function proofStamp(file) {
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
  return join(cacheDir, 'worker', 'proven', hash)
}

/** @param {string} file */
async function prove(file) {
  if (!isExecutable(file)) throw new PrepareError(`${file} is not a program that can be run.`)
  const stamp = proofStamp(file)
  if (existsSync(stamp)) return
  await run(nodeBinary() ?? process.execPath, [join(recipe, 'proof.mjs'), file], {
    env: projectEnvironment(),
    timeoutMs: 30_000,
  }).catch((error) => {
    throw new PrepareError(`The media worker ${file} is broken and was refused:\n${error.message}`)
  })
  mkdirSync(join(cacheDir, 'worker', 'proven'), { recursive: true })
  writeFileSync(stamp, '')
}

/** @param {string} into @returns {Promise<string | undefined>} why not */
async function download(into) {
  const { version, repository } = packageJson()
  const base =
    process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ||
    `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-worker-'))
  try {
    const printed = await run(process.execPath, ['npm-scripts.mjs', 'worker:prebuild-name'], {
      cwd: packageDir,
      env: projectEnvironment(),
    })
    const name = printed.match(/mediasoup-worker-[\w.-]+\.tgz/)?.[0]
    if (!name) return 'there is none for this machine'
    const stop = new AbortController()
    const late = setTimeout(() => stop.abort(), answerMs)
    const response = await fetch(`${base}/${version}/${name}`, { signal: stop.signal }).finally(() =>
      clearTimeout(late),
    )
    if (!response.ok) return `the download answered ${response.status}`
    const arriving = setTimeout(() => stop.abort(), arriveMs)
    writeFileSync(join(scratch, name), Buffer.from(await response.arrayBuffer()))
    clearTimeout(arriving)
    await run('tar', ['xzf', join(scratch, name), '-C', scratch])
    const file = join(scratch, 'mediasoup-worker')
    chmodSync(file, 0o755)
    await prove(file)
    copyFileSync(file, into)
    return undefined
  } catch (error) {
    return error instanceof PrepareError ? error.message : 'it cannot be reached'
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** @param {string} into @param {(line: string) => void} progress */
async function build(into, progress) {
  const { version } = packageJson()
  if (version !== testedVersion)
    throw new PrepareError(
      `mediasoup is ${version}, but its worker is only known to build here as ${testedVersion}. Set MEDIASOUP_WORKER_BIN to a worker of ${version}.`,
    )
  if (process.platform !== 'linux')
    throw new PrepareError(
      'The media worker can be built only on Linux. Set MEDIASOUP_WORKER_BIN to one that runs here.',
    )
  if (
    !['clang++', 'meson', 'ninja', 'pkg-config', 'flatc', 'make'].every(findProgram) ||
    !existsSync('/usr/include/srtp2/srtp.h')
  )
    await install(buildPackages, 'What the media worker is built with', progress)
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-worker-'))
  try {
    const built = join(scratch, 'mediasoup-worker')
    await run('bash', [join(recipe, 'build.sh'), join(packageDir, 'worker'), join(scratch, 'work'), built], {
      onLine: (line) => progress(line.match(/^\[\d+\/\d+\]/)?.[0] ?? line.slice(0, 70)),
    })
    await prove(built)
    copyFileSync(built, into)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** @type {import('./steps.mjs').Step} */
export const workerStep = {
  title: 'The media worker',
  isDone: () =>
    existsSync(packageDir) && isExecutable(workerBinary()) && existsSync(proofStamp(workerBinary())),
  async run(progress) {
    const file = workerBinary()
    if (process.env.MEDIASOUP_WORKER_BIN || isExecutable(file)) return prove(file)
    mkdirSync(join(file, '..'), { recursive: true })
    // Written to a temporary name and renamed, so that a parallel start sees all of it or nothing.
    const next = `${file}.${process.pid}`
    try {
      progress('looking for a prebuilt one')
      const whyNot = await download(next)
      if (whyNot !== undefined) {
        progress(`no prebuilt one (${whyNot.split('\n')[0]}); building it, some two minutes`)
        await build(next, progress)
      }
      renameSync(next, file)
    } finally {
      rmSync(next, { force: true })
    }
  },
}
