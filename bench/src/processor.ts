// Processor time of other processes, as counted by Linux.
import { readFileSync } from 'node:fs'

/** The unit of /proc/PID/stat, independent of the kernel's tick. */
const ticksPerSecond = 100

/** Seconds of a core used by a process, including its ended threads. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field, the program's name, may contain anything; the rest follows its bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Processes that this one's main thread started. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((text) => text.trim())
    .map(Number)
