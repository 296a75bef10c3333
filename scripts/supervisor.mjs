// Runs the product's processes in order, restarts the ones that die, and stops them all.
import { spawn } from 'node:child_process'

/** Exit status for a wrong setting (EX_CONFIG): a restart would not help. */
const configExitStatus = 78

/** Delay before the n-th restart in a row of a process that did not last, in ms. @param {number} failures */
export const backoff = (failures) => Math.min(200 * 2 ** failures, 10_000)

/** @param {import('node:child_process').ChildProcess} child */
const lives = (child) => child.pid !== undefined && child.exitCode === null && child.signalCode === null

/**
 * @typedef {object} Limits all in ms
 * @property {number} readyMs how long a process may take to become ready
 * @property {number} stopMs how long it may take to stop
 * @property {number} lastingMs a process that ran this long before dying restarts at once
 */
/** @type {Limits} */
const usualLimits = { readyMs: 60_000, stopMs: 10_000, lastingMs: 30_000 }

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {string[]} command
 * @property {NodeJS.ProcessEnv} [env]
 * @property {() => Promise<void>} [waitUntilReady] by default the process sends {ready: true, …} over IPC
 */

export class Supervisor {
  /** @type {{ service: Service, child?: import('node:child_process').ChildProcess, failures: number }[]} */
  #running = []
  /** @type {Promise<void> | undefined} */
  #stopping
  /** @type {(name: string) => void} */
  #giveUp = () => undefined
  /** @type {Limits} */
  #limits

  /** @param {Partial<Limits>} [limits] */
  constructor(limits) {
    this.#limits = { ...usualLimits, ...limits }
  }

  /** @param {(name: string) => void} listener */
  onGiveUp(listener) {
    this.#giveUp = listener
  }

  /** Process ids by name. @returns {Record<string, number | undefined>} */
  get pids() {
    return Object.fromEntries(this.#running.map(({ service, child }) => [service.name, child?.pid]))
  }

  /** Starts a service; resolves to its ready message. @param {Service} service @returns {Promise<any>} */
  run(service) {
    const entry = { service, failures: 0 }
    this.#running.push(entry)
    return this.#start(entry, false)
  }

  /** Stops everything, last started first. */
  stop() {
    this.#stopping ??= this.#stopAll()
    return this.#stopping
  }

  /** @returns {Promise<any>} */
  #start(entry, isRestart) {
    const { service } = entry
    const { readyMs, lastingMs } = this.#limits
    const [program, ...args] = service.command
    const startedAt = Date.now()
    const usesIpc = !service.waitUntilReady
    // A group of its own, so that a terminal's Ctrl-C reaches only the supervisor, which stops services in
    // order.
    const child = spawn(program, args, {
      env: service.env ?? process.env,
      stdio: ['ignore', 'inherit', 'inherit', ...(usesIpc ? ['ipc'] : [])],
      detached: true,
    })
    entry.child = child
    return new Promise((resolve, reject) => {
      let isReady = false
      const ready = (message) => {
        isReady = true
        clearTimeout(late)
        if (isRestart) console.error(`${service.name} runs again.`)
        resolve(message)
      }
      const late = setTimeout(() => {
        reject(new Error(`${service.name} was not ready within ${readyMs / 1000} s.`))
        child.kill('SIGKILL')
      }, readyMs)
      if (usesIpc) child.on('message', (message) => message?.ready && ready(message))
      else service.waitUntilReady().then(() => lives(child) && ready(undefined))
      /** @param {string} how */
      const startAgain = (how) => {
        entry.failures = Date.now() - startedAt > lastingMs ? 0 : entry.failures + 1
        const delay = backoff(entry.failures)
        console.error(`${service.name} ${how}; it is started again in ${delay / 1000} s.`)
        setTimeout(() => {
          if (!this.#stopping) this.#start(entry, true).catch((error) => console.error(error.message))
        }, delay)
      }
      child.on('error', (error) => {
        // A running process emits this too, if a signal or a message did not reach it.
        if (child.pid !== undefined) return
        clearTimeout(late)
        if (this.#stopping) return
        const how = `could not be started: ${error.message}`
        if (isRestart) startAgain(how)
        else reject(new Error(`${service.name} ${how}`))
      })
      child.once('exit', (status, signal) => {
        clearTimeout(late)
        if (this.#stopping) return
        if (!isReady && !isRestart)
          return reject(new Error(`${service.name} did not start (${signal ?? `status ${status}`}).`))
        if (status === configExitStatus) return this.#giveUp(service.name)
        startAgain(`ended (${signal ?? `status ${status}`})`)
      })
    })
  }

  async #stopAll() {
    for (const { child } of [...this.#running].reverse()) {
      if (!child || !lives(child)) continue
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), this.#limits.stopMs)
      await exited
      clearTimeout(late)
    }
  }
}
