// A child process inspects uploaded files, so that a malicious file costs this process
// neither time nor memory; the child is killed at its limits.
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { errors } from '@lectern/shared/errors'
import type { FileType, UploadKind } from '@lectern/shared/uploads'
import PQueue from 'p-queue'
import { limitedNode, type ProcessLimits } from '../core/limitedNode.ts'

/** What the child is asked for: a file to keep, or the rows of a table. */
export type Inspected = UploadKind | 'table'

/** The child's report; if it accepts the file, the content to keep follows. */
export type InspectionReport<Type = FileType | 'table'> =
  | { ok: true; type: Type }
  | { ok: false; problem: string }

export interface InspectionLimits extends ProcessLimits {
  /** Time limit for an inspection in ms. */
  wallMs: number
}
const defaultLimits: InspectionLimits = { wallMs: 20_000, cpuSeconds: 10, memoryMiB: 1200 }

/** A table of thousands of rows takes longer to read than an image, and no more memory. */
const tableLimits: InspectionLimits = { ...defaultLimits, wallMs: 40_000, cpuSeconds: 20 }

const inspector = fileURLToPath(new URL('./fileInspector.ts', import.meta.url))

/** One at a time for the whole process: several would take the cores from people who watch. */
const queue = new PQueue({ concurrency: 1 })

async function runInspector(kind: Inspected, content: Buffer, limits: InspectionLimits): Promise<Buffer> {
  const child = spawn(...limitedNode(limits, inspector, kind), {
    cwd: tmpdir(),
    // Without the server's secrets.
    env: { UV_THREADPOOL_SIZE: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: limits.wallMs,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status === 0))
  })
  // If no child could be started there are no pipes.
  if (child.pid === undefined) await ended
  // A child that dies early breaks the pipe; its exit says enough.
  child.stdin.on('error', () => undefined)
  child.stdin.end(content)
  const [printed, ok] = await Promise.all([buffer(child.stdout), ended])
  if (!ok)
    throw errors.fileRefused(
      'This file takes too long or too much memory to check. Save it again in a simpler form, and send that.',
    )
  return printed
}

async function inspect<Type>(
  kind: Inspected,
  content: Buffer,
  limits: InspectionLimits,
): Promise<{ type: Type; content: Buffer }> {
  const printed = await queue.add(() => runInspector(kind, content, limits))
  const lineEnd = printed.indexOf('\n')
  const report = JSON.parse(printed.toString('utf8', 0, lineEnd)) as InspectionReport<Type>
  if (!report.ok) throw errors.fileRefused(report.problem)
  return { type: report.type, content: printed.subarray(lineEnd + 1) }
}

/**
 * Returns the content to keep of an uploaded file of this kind: images redrawn, PDFs rewritten.
 * @throws `file_refused`, with words that say what is allowed
 */
export const inspectFile = (
  kind: UploadKind,
  content: Buffer,
  limits = defaultLimits,
): Promise<{ type: FileType; content: Buffer }> => inspect(kind, content, limits)

/**
 * Reads a table: a line of JSON for what was read (`TableMeta`), then one for each row, its number first.
 * @throws `file_refused`, with words that say what to do
 */
export const inspectTable = async (content: Buffer, limits = tableLimits): Promise<Buffer> =>
  (await inspect<'table'>('table', content, limits)).content
