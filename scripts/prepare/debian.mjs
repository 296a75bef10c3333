// Programs that come as Debian packages.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { asRoot, findProgram, PrepareError, run } from './machine.mjs'

/** The package lists are read anew once a run at most. */
let updated = false

const policyFile = '/usr/sbin/policy-rc.d'

/**
 * Installs Debian packages; `what` they are for is told where that cannot be done. A service in them is not started:
 * the product starts its own.
 * @param {string[]} packages @param {string} what @param {(line: string) => void} progress
 */
export async function install(packages, what, progress) {
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
    return run(program, rest, { onLine: (line) => progress(line.slice(0, 70)) })
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
 * A step for one program of a Debian package.
 * @param {string} title @param {string} program @param {string[]} packages @param {string} [variable] names the program where it is elsewhere
 */
export const programStep = (title, program, packages, variable) => ({
  title,
  isDone: () => Boolean((variable && process.env[variable]) || findProgram(program)),
  /** @param {(line: string) => void} progress */
  run: (progress) => install(packages, title, progress),
})
