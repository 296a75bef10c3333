// Programs installed from Debian packages.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { asRoot, findProgram, PrepareError, run } from './machine.mjs'

/** Package lists are updated at most once per run. */
let updated = false

/** Steps run in parallel, but apt refuses to. @type {Promise<unknown>} */
let aptIsFree = Promise.resolve()

const policyFile = '/usr/sbin/policy-rc.d'

/**
 * Installs Debian packages; an error says `what` they are for. Their services are not started: the product
 * starts its own.
 * @param {string[]} packages @param {string} what @param {(line: string) => void} progress
 */
export function install(packages, what, progress) {
  const installed = aptIsFree.then(() => installNow(packages, what, progress))
  aptIsFree = installed.catch(() => undefined)
  return installed
}

/** @type {typeof install} */
async function installNow(packages, what, progress) {
  const aptGet = findProgram('apt-get')
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (!aptGet)
    throw new PrepareError(
      `${what} is missing, and this system has no apt-get. Install what on Debian is: ${packages.join(' ')}`,
    )
  const prefix = asRoot()
  if (!prefix)
    throw new PrepareError(
      `${what} is missing, and installing it needs root. Run this, then try again:\n\n  sudo ${command}\n`,
    )
  /** @param {string[]} args */
  const apt = (args) => {
    const [program = aptGet, ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      aptGet,
      '-o',
      'DPkg::Lock::Timeout=300',
      ...args,
    ]
    return run(program, rest, { mayStop: false, onLine: (line) => progress(line.slice(0, 70)) })
  }
  const keepStopped = prefix.length === 0 && !existsSync(policyFile)
  try {
    if (!updated) await apt(['update'])
    updated = true
    if (keepStopped) writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    await apt(['install', '-y', '--no-install-recommends', ...packages])
  } catch (error) {
    throw new PrepareError(
      `${what} could not be installed. Check the network and the package sources, or run:\n\n  ${command}\n\n${error instanceof Error ? error.message : String(error)}`,
    )
  } finally {
    if (keepStopped) rmSync(policyFile, { force: true })
  }
}

/**
 * @typedef {object} Program
 * @property {string} title
 * @property {string} program
 * @property {string[]} packages
 * @property {string} [variable] names the program where it is elsewhere
 */

/** @param {Program} needed */
const isMissing = ({ program, variable }) => !(variable && process.env[variable]) && !findProgram(program)

/**
 * One step for several programs: apt takes as long for one package as for ten small ones. @param {...Program}
 * programs
 */
export const programsStep = (...programs) => ({
  title: programs.map(({ title }) => title).join(', '),
  needs: [],
  isDone: () => !programs.some(isMissing),
  /** @param {(line: string) => void} progress */
  run: (progress) => {
    const missing = programs.filter(isMissing)
    return install(
      missing.flatMap(({ packages }) => packages),
      missing.map(({ title }) => title).join(', '),
      progress,
    )
  },
})
