// Processor time of other processes, as Linux counts it.
import { readFileSync } from 'node:fs'

/** The unit of /proc/PID/stat, whatever the kernel's own tick is. */
const ticksPerSecond = 100

/** Seconds of a core that a process has used, its ended threads included. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the program's name and may hold anything; the rest follows its bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Processes that this one's main thread started. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((text) => text.trim())
    .map(Number)
