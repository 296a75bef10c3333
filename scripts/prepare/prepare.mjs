// Prepares the machine for a purpose: runs the missing steps, shows progress, and reports what failed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, PrepareError, stopPrograms } from './machine.mjs'
import { stepsFor } from './steps.mjs'

const lockFile = join(cacheDir, 'preparing.pid')

/** @param {number} pid */
const lives = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** @param {NodeJS.ErrnoException} error */
const unwritable = ({ code }) =>
  new PrepareError(`${cacheDir} cannot be written (${code}). Set XDG_CACHE_HOME to a folder that can.`)

/** One run at a time per user; the lock of a dead process is taken over. */
async function takeLock() {
  try {
    mkdirSync(cacheDir, { recursive: true })
  } catch (error) {
    throw unwritable(error)
  }
  for (let announced = false; ; ) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw unwritable(error)
      let holder = 0
      try {
        holder = Number(readFileSync(lockFile, 'utf8'))
      } catch {
        continue
      }
      if (!holder || !lives(holder)) {
        rmSync(lockFile, { force: true })
        continue
      }
      if (!announced) console.log(`Waiting for another preparation (process ${holder}).`)
      announced = true
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`

/** What each running step is doing. @type {Map<string, string>} */
const doing = new Map()

/** One changing line on a terminal for all running steps. @param {string} [above] stays above it */
function draw(above) {
  const line = [...doing].map(([head, text]) => `${head}  ${text}`).join('  ')
  const width = (process.stdout.columns ?? 100) - 1
  process.stdout.write(`\r\x1b[K${above === undefined ? '' : `${above}\n`}${line.slice(0, width)}`)
}

/** Shows a step's progress; without a terminal, a line now and then. @param {string} head */
function progressLine(head) {
  const since = Date.now()
  let last = 0
  /** @param {string} text */
  const show = (text) => {
    doing.set(head, text)
    if (process.stdout.isTTY) return draw()
    if (Date.now() - last <= 15_000) return
    console.log(`${head}  ${text}`)
    last = Date.now()
  }
  /** @param {string} [above] */
  const end = (above) => {
    doing.delete(head)
    if (process.stdout.isTTY) draw(above)
    else if (above !== undefined) console.log(above)
  }
  return { show, done: () => end(`${head}  done in ${seconds(since)}`), failed: () => end() }
}

/** @param {import('./steps.mjs').Step} step @param {string} head */
async function runStep(step, head) {
  const line = progressLine(head)
  line.show('…')
  try {
    await step.run(line.show)
  } catch (error) {
    line.failed()
    throw error
  }
  line.done()
}

/**
 * Runs each step as soon as its needs are met. The first failure stops the others. @param
 * {import('./steps.mjs').Step[]} steps
 */
async function runAll(steps) {
  /** @type {Map<import('./steps.mjs').Step, Promise<void>>} */
  const ends = new Map()
  /** @type {{ error: unknown } | undefined} */
  let failure
  for (const [index, step] of steps.entries()) {
    const needs = (step.needs ?? [...ends.keys()]).flatMap((need) => ends.get(need) ?? [])
    const end = async () => {
      await Promise.all(needs)
      if (failure || step.isDone()) return
      await runStep(step, `[${index + 1}/${steps.length}] ${step.title}`)
    }
    ends.set(
      step,
      end().catch((error) => {
        failure ??= { error }
        stopPrograms()
      }),
    )
  }
  await Promise.all(ends.values())
  if (failure) throw failure.error
}

const endings = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * @param {keyof typeof stepsFor} purpose
 * @throws {PrepareError} with what failed and what to do
 */
async function prepare(purpose) {
  const steps = stepsFor[purpose]
  if (steps.every((step) => step.isDone())) return
  await takeLock()
  // Ctrl-C does not reach programs in groups of their own.
  const interrupted = () => {
    stopPrograms()
    rmSync(lockFile, { force: true })
    process.exit(130)
  }
  for (const signal of endings) process.on(signal, interrupted)
  try {
    await runAll(steps)
  } finally {
    for (const signal of endings) process.off(signal, interrupted)
    rmSync(lockFile, { force: true })
  }
}

/** Like `prepare`; prints a failure and exits. @param {keyof typeof stepsFor} purpose */
export async function prepareOrExit(purpose) {
  try {
    await prepare(purpose)
  } catch (error) {
    console.error(error instanceof PrepareError ? `\n${error.message}` : error)
    process.exit(1)
  }
}
