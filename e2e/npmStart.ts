// npm start as a person uses it: one command, one line when it is ready, Ctrl-C. What a failed test leaves
// running is killed after the file's tests: its output would keep Jest from ending.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { root } from '../scripts/prepare/machine.mjs'
import type { Namespace } from './namespace.ts'

export interface Run {
  child: ChildProcess
  /** Its output so far. */
  said: () => string
}

const running = new Set<ChildProcess>()

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

/** Also what it has started, each in a process group of its own. */
function killAll({ pid }: ChildProcess): void {
  if (pid === undefined) return
  // It starts nothing while we look.
  signal(pid, 'SIGSTOP')
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const pids = [pid]
  for (const parent of pids) pids.push(...rows.flatMap(([own, of]) => (of === parent ? own! : [])))
  for (const each of pids) signal(each, 'SIGKILL')
}

afterAll(async () => {
  const ends = [...running].map((child) => once(child, 'exit'))
  for (const child of running) killAll(child)
  await Promise.all(ends)
})

/** Runs one of the scripts, e.g. "start.mjs". */
export function runScript(
  script: string[],
  env: NodeJS.ProcessEnv,
  { namespace }: { namespace?: Namespace } = {},
): Run {
  const [file, ...args] = script
  const command = ['node', join(root, 'scripts', file!), ...args]
  const [program, ...rest] = namespace?.inside(command) ?? command
  const child = spawn(program!, rest, {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said += data
    })
  return { child, said: () => said }
}

/** Waits until its output matches; throws the output if it ends before. */
export async function untilSaid({ child, said }: Run, words: RegExp): Promise<void> {
  while (!words.test(said())) {
    if (hasEnded(child)) throw new Error(said())
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
  }
}

/** Its address, and a sign-in link by role. */
export async function untilReady(run: Run): Promise<{ address: string; links: Record<string, string> }> {
  await untilSaid(run, /organiser .*\n/)
  const links = [...run.said().matchAll(/^ {2}(\w+) .*(http\S+)$/gm)].map(([, role, url]) => [role, url])
  return { address: run.said().match(/ready at (\S+)/)![1]!, links: Object.fromEntries(links) }
}

/** An installation without a conference: the link that sets it up. */
export async function untilEmpty(run: Run): Promise<string> {
  const ready = /Set it up here: (\S+)/
  await untilSaid(run, ready)
  return run.said().match(ready)![1]!
}

/** Ends it by Ctrl-C or another signal; returns its exit status. */
export async function interrupt({ child }: Run, signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
  child.kill(signal)
  if (!hasEnded(child)) await once(child, 'exit')
  return child.exitCode
}
