// The resident memory of a process, as Linux counts it.
import { readFileSync, writeFileSync } from 'node:fs'

const mebibytes = (pid: number, field: 'VmRSS' | 'VmHWM'): number =>
  Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${field}:\\s+(\\d+) kB`))![1]) / 1024

export const residentMiB = (pid: number): number => mebibytes(pid, 'VmRSS')

/** Begins to look for the most; returns a function that reads it, in MiB. */
export function watchPeak(pid: number): () => number {
  // Resets the kernel's own high-water mark.
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return () => mebibytes(pid, 'VmHWM')
}
