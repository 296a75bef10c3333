// Shared by the preparing steps: paths, what the machine has, and running programs with a deadline.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lectern')
/** Stamps of finished work in this checkout; deleted with the dependencies. */
const stampDir = join(root, 'node_modules', '.cache', 'lectern')

/** A step failed to get something: what, why, and what the person can do. */
export class PrepareError extends Error {
  name = 'PrepareError'
}

/** @param {string} file @returns {boolean} */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** The path of a program, or undefined. @param {string} name @returns {string | undefined} */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

/** SHA-256 over the names and contents of files and folders. @param {string[]} paths */
export function hashOf(paths) {
  const hash = createHash('sha256')
  /** @param {string} path */
  const add = (path) => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort())
        if (name !== 'node_modules' && name !== 'dist') add(join(path, name))
    } else {
      hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
    }
  }
  for (const path of paths) add(path)
  return hash.digest('hex')
}

/** @param {string} name @returns {string | undefined} */
export function readStamp(name) {
  try {
    return readFileSync(join(stampDir, name), 'utf8')
  } catch {
    return undefined
  }
}

/** @param {string} name @param {string} value */
export function writeStamp(name, value) {
  mkdirSync(stampDir, { recursive: true })
  writeFileSync(join(stampDir, name), value)
}

/**
 * Running programs that may be stopped, each the leader of its process group. @type
 * {Set<import('node:child_process').ChildProcess>}
 */
const stoppable = new Set()
let stopped = false

/** Ends everything that `run` started, with its children, and starts nothing more. */
export function stopPrograms() {
  stopped = true
  for (const { pid } of stoppable) {
    try {
      if (pid) process.kill(-pid, 'SIGTERM')
    } catch {
      // It has just ended.
    }
  }
}

/**
 * Runs a program to its end. Its output goes to `onLine`; the error of a failure has its last lines.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, timeoutMs?: number,
 * mayStop?: boolean }} [options] `mayStop`: false if a half-done run would leave the machine broken.
 * @returns {Promise<string>} its output
 */
export function run(
  program,
  args,
  { cwd = root, env = process.env, onLine, timeoutMs, mayStop = true } = {},
) {
  if (stopped) return Promise.reject(new Error(`${program} was not started: another step has failed`))
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: mayStop,
      ...(timeoutMs && { timeout: timeoutMs }),
    })
    if (mayStop) stoppable.add(child)
    let printed = ''
    let rest = ''
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      printed += chunk
      const lines = (rest + chunk).split(/[\r\n]+/)
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.trim()) onLine?.(line.trim())
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', (error) => {
      stoppable.delete(child)
      reject(error)
    })
    child.once('close', (status, signal) => {
      stoppable.delete(child)
      if (status === 0) return resolve(printed)
      const tail = printed.trim().split('\n').slice(-12).join('\n')
      reject(new Error(`${program} ${args[0] ?? ''} ended with ${signal ?? `status ${status}`}\n${tail}`))
    })
  })
}

const nodeMajor = Number(process.versions.node.split('.')[0])

/**
 * A Node of version 24 or newer: this one, or the one among the dependencies. @returns {string | undefined}
 */
export function nodeBinary() {
  if (nodeMajor >= 24) return process.execPath
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return isExecutable(own) ? own : undefined
}

/** An environment with the project's own programs and that Node first. @returns {NodeJS.ProcessEnv} */
export function projectEnvironment() {
  const folders = [dirname(nodeBinary() ?? process.execPath), join(root, 'node_modules', '.bin')]
  return { ...process.env, PATH: [...folders, process.env.PATH ?? ''].join(delimiter) }
}

/** @returns {string[] | undefined} the prefix that runs apt-get as root, or undefined if impossible */
export function asRoot() {
  if (process.getuid?.() === 0) return []
  const sudo = findProgram('sudo')
  return sudo && spawnSync(sudo, ['-n', 'true']).status === 0 ? [sudo, '-n'] : undefined
}
