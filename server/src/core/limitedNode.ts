// A Node process with limits that the kernel keeps, for work on what other people wrote.

export interface ProcessLimits {
  /** Processor time in s. */
  cpuSeconds: number
  /** Memory the process may reserve, in MiB. Node reserves 550 at its start, and uses 45 of them. */
  memoryMiB: number
}

/** A system without one of these limits still has the caller's time limit. */
const limited = 'ulimit -t "$0" 2>/dev/null; ulimit -d "$1" 2>/dev/null; shift; exec "$@"'
/**
 * The process may read, but neither write nor start anything; its memory does not grow with the number of
 * cores.
 */
const nodeFlags = [
  '--permission',
  '--allow-addons',
  '--allow-fs-read=*',
  '--disable-warning=SecurityWarning',
  '--disable-warning=ExperimentalWarning',
  '--v8-pool-size=1',
]

/** The command that runs a program of ours, as `spawn` takes it. */
export const limitedNode = (
  { cpuSeconds, memoryMiB }: ProcessLimits,
  program: string,
  ...args: string[]
): [file: string, args: string[]] => [
  '/bin/sh',
  [
    '-c',
    limited,
    String(cpuSeconds),
    String(memoryMiB * 1024),
    process.execPath,
    ...nodeFlags,
    program,
    ...args,
  ],
]
