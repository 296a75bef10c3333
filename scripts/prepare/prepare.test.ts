// Preparing as a person sees it: each time in a new process with an empty cache.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { run } from './machine.mjs'
import { workerBinary } from './worker.mjs'

let folder: string
/** Clean-up of a test, last first. */
const leftovers: (() => unknown)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-prepare-'))
})
afterEach(async () => {
  for (const end of leftovers.splice(0).reverse()) await end()
  rmSync(folder, { recursive: true })
})
const inFolder = (name: string): string => join(folder, name)
const module = (name: string): string => new URL(name, import.meta.url).href

interface Run {
  child: ChildProcess
  /** Its output so far. */
  printed: string
  /** And its error output. */
  complained: string
  /** Resolves to its exit status. */
  status: Promise<number>
}

function runNode(script: string, env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: '', XDG_CACHE_HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const status = once(child, 'close').then(([code]) => code as number)
  const running: Run = { child, printed: '', complained: '', status }
  child.stdout.on('data', (data) => {
    running.printed += data
    child.emit('printed')
  })
  child.stderr.on('data', (data) => {
    running.complained += data
  })
  leftovers.push(() => {
    if (child.exitCode === null) child.kill('SIGKILL')
    return status
  })
  return running
}

async function prints(running: Run, text: string): Promise<void> {
  while (!running.printed.includes(text)) await once(running.child, 'printed')
}

/** Resolves once a process has ended, even if nobody waited for it. */
async function isGone(pid: string): Promise<void> {
  const stat = `/proc/${pid}/stat`
  while (existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, 'utf8')))
    await new Promise((resolve) => setTimeout(resolve, 10))
}

describe('the steps', () => {
  /** A step that records its run, and is done afterwards; `body` is extra code. */
  const step = (title: string, body = '', more = ''): string => `{
    title: '${title}',
    ${more}
    isDone: () => existsSync('${inFolder(title)}'),
    async run(progress) {
      appendFileSync('${inFolder('journal')}', '${title}\\n')
      ${body}
      writeFileSync('${inFolder(title)}', '')
    },
  }`
  const prepare = (steps: string[], env?: NodeJS.ProcessEnv): Run =>
    runNode(
      `import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
       import { setTimeout } from 'node:timers/promises'
       import { PrepareError, run } from '${module('machine.mjs')}'
       import { prepareOrExit } from '${module('prepare.mjs')}'
       import { stepsFor } from '${module('steps.mjs')}'
       stepsFor.start = [${steps.join(', ')}]
       await prepareOrExit('start')`,
      env,
    )
  const journal = (): string[] => readFileSync(inFolder('journal'), 'utf8').trim().split('\n')
  const lock = () => join(folder, 'lectern', 'preparing.pid')

  test('missing steps run, shown with number and title; finished ones do not run again', async () => {
    const steps = ['Tools', 'Worker', 'Pages'].map((title) => step(title, `progress('half of it')`))
    writeFileSync(inFolder('Worker'), '')
    const first = prepare(steps)
    expect(await first.status).toBe(0)
    expect(first.printed).toBe(
      '[1/3] Tools  …\n[1/3] Tools  done in 0 s\n[3/3] Pages  …\n[3/3] Pages  done in 0 s\n',
    )
    const second = prepare(steps)
    expect(await second.status).toBe(0)
    expect(second.printed).toBe('')
    expect(journal()).toEqual(['Tools', 'Pages'])
  })

  test('a failure is explained in words, and later steps are skipped', async () => {
    const failing = prepare([step('Tools', `throw new PrepareError('Install them.')`), step('Pages')])
    expect(await failing.status).toBe(1)
    expect(failing.printed).toBe('[1/2] Tools  …\n')
    expect(failing.complained).toBe('\nInstall them.\n')
    expect(journal()).toEqual(['Tools'])

    const again = prepare([step('Tools'), step('Pages')])
    expect(await again.status).toBe(0)
    expect(journal()).toEqual(['Tools', 'Tools', 'Pages'])
  })

  test('independent steps run in parallel, each after what it needs', async () => {
    const there = (title: string) => `while (!existsSync('${inFolder(title)}')) await setTimeout(10)`
    const running = prepare([
      step('Packages', there('Tools'), 'needs: [],'),
      step('Tools', `while (!existsSync('${inFolder('journal')}')) await setTimeout(10)`, 'needs: [],'),
      step('Pages', `if (!existsSync('${inFolder('Packages')}')) throw new Error('too early')`),
    ])
    expect(await running.status).toBe(0)
    expect(journal()).toEqual(['Packages', 'Tools', 'Pages'])
    expect(running.printed.split('\n').filter((line) => line.includes('done'))).toHaveLength(3)
  })

  test('a failing step stops the others with everything they have started', async () => {
    const pid = inFolder('pid')
    const failing = prepare([
      step(
        'Compiling',
        `await run('bash', ['-c', 'sleep 600 & echo $! > ${pid}.next; mv ${pid}.next ${pid}; wait'])`,
        'needs: [],',
      ),
      step(
        'Tools',
        `while (!existsSync('${pid}')) await setTimeout(10)
         throw new PrepareError('Install them.')`,
        'needs: [],',
      ),
      step('Pages'),
    ])
    expect(await failing.status).toBe(1)
    expect(failing.complained).toBe('\nInstall them.\n')
    expect(journal()).toEqual(['Compiling', 'Tools'])
    expect(existsSync(inFolder('Compiling'))).toBe(false)
    expect(existsSync(lock())).toBe(false)
    await isGone(readFileSync(pid, 'utf8').trim())
  })

  test('Ctrl-C ends everything that runs', async () => {
    const pid = inFolder('pid')
    const running = prepare([
      step(
        'Compiling',
        `await run('bash', ['-c', 'echo $$ > ${pid}; echo begun; sleep 600'], { onLine: console.log })`,
      ),
    ])
    await prints(running, 'begun')
    running.child.kill('SIGINT')
    expect(await running.status).toBe(130)
    expect(existsSync(lock())).toBe(false)
    await isGone(readFileSync(pid, 'utf8').trim())
  })

  test('every step comes after what it needs', async () => {
    const { stepsFor } = await import('./steps.mjs')
    for (const steps of Object.values(stepsFor))
      for (const [index, { needs = [] }] of steps.entries())
        for (const need of needs) expect(steps.slice(0, index)).toContain(need)
  })

  test('a bug in the program itself shows where it is', async () => {
    const failing = prepare([step('Tools', `throw new TypeError('oops')`)])
    expect(await failing.status).toBe(1)
    expect(failing.complained).toMatch(/TypeError: oops\n\s+at /)
  })

  test('an unwritable cache is reported with the way out', async () => {
    writeFileSync(inFolder('file'), '')
    const failing = prepare([step('Tools')], { XDG_CACHE_HOME: inFolder('file') })
    expect(await failing.status).toBe(1)
    expect(failing.complained).toBe(
      `\n${inFolder('file')}/lectern cannot be written (ENOTDIR). Set XDG_CACHE_HOME to a folder that can.\n`,
    )
  })

  test('of two runs at the same time, the second waits for the first and repeats nothing', async () => {
    const go = inFolder('go')
    const steps = [step('Tools', `while (!existsSync('${go}')) await setTimeout(10)`), step('Pages')]
    const first = prepare(steps)
    await prints(first, 'Tools')
    const second = prepare(steps)
    await prints(second, `Waiting for another preparation (process ${first.child.pid}).\n`)
    writeFileSync(go, '')
    expect(await Promise.all([first.status, second.status])).toEqual([0, 0])
    expect(journal()).toEqual(['Tools', 'Pages'])
    expect(existsSync(lock())).toBe(false)
  })

  test.each([
    ['a preparation that was killed', (pid: number) => `${pid}`],
    ['one that was killed before it said who it is', () => ''],
  ])('%s is not waited for', async (_, content) => {
    const dead = runNode('')
    await dead.status
    mkdirSync(dirname(lock()))
    writeFileSync(lock(), content(dead.child.pid!))
    const next = prepare([step('Tools')])
    expect(await next.status).toBe(0)
    expect(next.printed).not.toContain('Waiting')
    expect(journal()).toEqual(['Tools'])
    expect(existsSync(lock())).toBe(false)
  })
})

test('apt never runs twice at once, and updates its lists once', async () => {
  const bin = inFolder('bin')
  mkdirSync(bin)
  const program = (name: string, lines: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\nset -e\n${lines}\n`, { mode: 0o755 })
  program('sudo', 'shift\nexec "$@"')
  // Like apt, it fails if another one runs.
  program(
    'apt-get',
    `mkdir ${inFolder('running')}\necho "$*" >> ${inFolder('journal')}\nsleep 0.1\nrmdir ${inFolder('running')}`,
  )
  const installing = runNode(
    `process.getuid = () => 1000
     const { install } = await import('${module('debian.mjs')}')
     await Promise.all([['redis-server'], ['g++', 'meson']].map((packages) => install(packages, 'It', () => {})))`,
    { PATH: `${bin}:${process.env.PATH}` },
  )
  expect(await installing.status).toBe(0)
  const asked = readFileSync(inFolder('journal'), 'utf8').trim().split('\n')
  expect(asked.map((line) => line.replace(/^-o \S+ /, ''))).toEqual([
    'update',
    'install -y --no-install-recommends redis-server',
    'install -y --no-install-recommends g++ meson',
  ])
})

describe('the media worker', () => {
  const real = workerBinary()
  /** Paths requested. */
  let requests: string[]
  let server: ReturnType<typeof createServer>
  let answer: { status: number; body: Buffer }
  beforeEach(async () => {
    requests = []
    answer = { status: 404, body: Buffer.alloc(0) }
    server = createServer((request, response) => {
      requests.push(request.url!)
      response.writeHead(answer.status).end(answer.body)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    leftovers.push(
      () => server.closeAllConnections(),
      () => server.close(),
    )
  })

  /** Runs the step up to a build, and returns the result. */
  async function prepareWorker(env: NodeJS.ProcessEnv = {}) {
    const { port } = server.address() as AddressInfo
    const running = runNode(
      `import { workerBinary, workerStep } from '${module('worker.mjs')}'
       const told = []
       let problem
       await workerStep
         .run((line) => {
           told.push(line)
           if (line.includes('building it')) throw new Error('to be built')
         })
         .catch((error) => { problem = error.message })
       console.log(JSON.stringify({ file: workerBinary(), isDone: workerStep.isDone(), problem, told }))`,
      {
        MEDIASOUP_WORKER_BIN: '',
        MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: `http://127.0.0.1:${port}`,
        ...env,
      },
    )
    const status = await running.status
    expect(running.complained).toBe('')
    expect(status).toBe(0)
    return JSON.parse(running.printed) as {
      file: string
      isDone: boolean
      problem?: string
      told: string[]
    }
  }

  /** A program that is not a media worker. */
  function broken(): string {
    writeFileSync(inFolder('broken'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    return inFolder('broken')
  }

  async function offer(worker: string): Promise<void> {
    copyFileSync(worker, inFolder('mediasoup-worker'))
    await run('tar', ['czf', inFolder('worker.tgz'), '-C', folder, 'mediasoup-worker'])
    answer = { status: 200, body: readFileSync(inFolder('worker.tgz')) }
  }

  test('is the one of MEDIASOUP_WORKER_BIN before any other, once it has passed the proof', async () => {
    await offer(broken())
    expect(await prepareWorker({ MEDIASOUP_WORKER_BIN: real })).toEqual({
      file: real,
      isDone: true,
      told: [],
    })
    expect(requests).toEqual([])
  })

  test('is refused if MEDIASOUP_WORKER_BIN does not work, and no other is used instead', async () => {
    await offer(real)
    const file = broken()
    expect(await prepareWorker({ MEDIASOUP_WORKER_BIN: file })).toMatchObject({
      isDone: false,
      problem: expect.stringContaining(`The media worker ${file} is broken and was refused:`),
    })
    expect(await prepareWorker({ MEDIASOUP_WORKER_BIN: inFolder('none') })).toMatchObject({
      isDone: false,
      problem: `${inFolder('none')} is not a program that can be run.`,
    })
    expect(requests).toEqual([])
  })

  test('is downloaded if missing, and then kept', async () => {
    await offer(real)
    const { file, ...first } = await prepareWorker()
    expect(first).toEqual({ isDone: true, told: ['looking for a prebuilt one'] })
    expect(file.startsWith(folder)).toBe(true)
    expect(readFileSync(file).equals(readFileSync(real))).toBe(true)
    expect(requests).toEqual([expect.stringMatching(/^\/[\d.]+\/mediasoup-worker-.+\.tgz$/)])

    answer = { status: 404, body: Buffer.alloc(0) }
    expect(await prepareWorker()).toEqual({ file, isDone: true, told: [] })
    expect(requests).toHaveLength(1)
  })

  test('is built if the download does not exist', async () => {
    expect(await prepareWorker()).toMatchObject({
      isDone: false,
      problem: 'to be built',
      told: [expect.anything(), 'no prebuilt one (the download answered 404); building it, some two minutes'],
    })
  })

  test('is built if the download cannot be reached', async () => {
    const unreachable = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: 'http://127.0.0.1:1' }
    expect(await prepareWorker(unreachable)).toMatchObject({
      isDone: false,
      problem: 'to be built',
      told: [expect.anything(), 'no prebuilt one (it cannot be reached); building it, some two minutes'],
    })
  })

  test('is built if the download does not work here', async () => {
    await offer(broken())
    expect(await prepareWorker()).toMatchObject({
      isDone: false,
      problem: 'to be built',
      told: [expect.anything(), expect.stringMatching(/is broken and was refused:\); building it/)],
    })
  })
})
