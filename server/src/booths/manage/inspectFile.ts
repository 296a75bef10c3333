// Uploaded files are looked into by a child process: whatever a file does to the programs that read it, it costs
// neither this process's time nor its memory, and the child is killed at its limits.
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { FileKind, FileType } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import PQueue from 'p-queue'

/** What the child says of a file; where it takes it, the content to keep follows. */
export type InspectionReport = { ok: true; type: FileType } | { ok: false; problem: string }

export interface InspectionLimits {
  /** How long a file may be looked into, in ms, and how much processor time it may take, in s. */
  wallMs: number
  cpuSeconds: number
  /** How much memory the child may set aside, in MiB. Node sets aside 550 at its start, and uses 45 of them. */
  memoryMiB: number
}
const defaultLimits: InspectionLimits = { wallMs: 20_000, cpuSeconds: 10, memoryMiB: 1200 }

const inspector = fileURLToPath(new URL('./fileInspector.ts', import.meta.url))
/** The kernel holds the child to its limits; a system that lacks one of them still has the time limit. */
const limited = 'ulimit -t "$0" 2>/dev/null; ulimit -d "$1" 2>/dev/null; shift; exec "$@"'
/** It may read, but neither write nor start anything; its memory does not grow with the number of cores. */
const nodeFlags = [
  '--permission',
  '--allow-addons',
  '--allow-fs-read=*',
  '--disable-warning=SecurityWarning',
  '--v8-pool-size=1',
]

/** One at a time for the whole process: several would take the cores from those who watch. */
const queue = new PQueue({ concurrency: 1 })

async function runInspector(kind: FileKind, content: Buffer, limits: InspectionLimits): Promise<Buffer> {
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      limited,
      String(limits.cpuSeconds),
      String(limits.memoryMiB * 1024),
      process.execPath,
      ...nodeFlags,
      inspector,
      kind,
    ],
    // None of the server's secrets.
    {
      cwd: tmpdir(),
      env: { UV_THREADPOOL_SIZE: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: limits.wallMs,
      killSignal: 'SIGKILL',
    },
  )
  const ended = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status === 0))
  })
  // Where no child could be started there are no pipes.
  if (child.pid === undefined) await ended
  // A child that dies early leaves the pipe broken; how it ended says enough.
  child.stdin.on('error', () => undefined)
  child.stdin.end(content)
  const [printed, ok] = await Promise.all([buffer(child.stdout), ended])
  if (!ok)
    throw errors.fileRefused(
      'This file takes too long or too much memory to check. Save it again in a simpler form, and send that.',
    )
  return printed
}

/**
 * What to keep of an uploaded file of this kind: images drawn again, PDFs written again.
 * @throws `file_refused`, with words that say what is allowed
 */
export async function inspectFile(
  kind: FileKind,
  content: Buffer,
  limits = defaultLimits,
): Promise<{ type: FileType; content: Buffer }> {
  const printed = await queue.add(() => runInspector(kind, content, limits))
  const lineEnd = printed.indexOf('\n')
  const report = JSON.parse(printed.toString('utf8', 0, lineEnd)) as InspectionReport
  if (!report.ok) throw errors.fileRefused(report.problem)
  return { type: report.type, content: printed.subarray(lineEnd + 1) }
}
