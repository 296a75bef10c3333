// Prepares the machine for a purpose: runs the steps that are not done, shows how far it is, says what it could not get.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, PrepareError } from './machine.mjs'
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

/** One preparing at a time for each user; that of a process which has died is taken over. */
async function takeLock() {
  try {
    mkdirSync(cacheDir, { recursive: true })
  } catch (error) {
    throw unwritable(error)
  }
  for (let told = false; ; ) {
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
      if (!told) console.log(`Waiting for another preparation (process ${holder}).`)
      told = true
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`

/** Shows one changing line on a terminal; elsewhere a line now and then. @param {string} head */
function progressLine(head) {
  const since = Date.now()
  let last = 0
  /** @param {string} text */
  const show = (text) => {
    const line = `${head}  ${text}`
    if (process.stdout.isTTY)
      process.stdout.write(`\r\x1b[K${line.slice(0, (process.stdout.columns ?? 100) - 1)}`)
    else if (Date.now() - last > 15_000) {
      console.log(line)
      last = Date.now()
    }
  }
  return {
    show,
    done: () => console.log(`${process.stdout.isTTY ? '\r\x1b[K' : ''}${head}  done in ${seconds(since)}`),
    failed: () => process.stdout.isTTY && process.stdout.write('\n'),
  }
}

/**
 * @param {keyof typeof stepsFor} purpose
 * @throws {PrepareError} with what could not be had and what to do
 */
export async function prepare(purpose) {
  const steps = stepsFor[purpose]
  if (steps.every((step) => step.isDone())) return
  await takeLock()
  try {
    for (const [index, step] of steps.entries()) {
      if (step.isDone()) continue
      const line = progressLine(`[${index + 1}/${steps.length}] ${step.title}`)
      line.show('…')
      try {
        await step.run(line.show)
      } catch (error) {
        line.failed()
        throw error
      }
      line.done()
    }
  } finally {
    rmSync(lockFile, { force: true })
  }
}

/** As `prepare`; a failure is told in words and ends the process. @param {keyof typeof stepsFor} purpose */
export async function prepareOrExit(purpose) {
  try {
    await prepare(purpose)
  } catch (error) {
    console.error(error instanceof PrepareError ? `\n${error.message}` : error)
    process.exit(1)
  }
}
