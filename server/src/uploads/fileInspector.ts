// The child process that inspects one uploaded file (see inspectFile.ts). Its argument is the kind,
// standard input the file; the result goes to standard output, beginning with a line of JSON.
import { buffer } from 'node:stream/consumers'
import { type UploadKind, uploadBytesMax } from '@lectern/shared/uploads'
import { checkImage } from './checkImage.ts'
import { checkPdf } from './checkPdf.ts'
import type { Inspected, InspectionReport } from './inspectFile.ts'
import { printTable } from './tables/printTable.ts'
import { readTable } from './tables/readTable.ts'
import { UnfitFile } from './unfitFile.ts'

interface Inspection {
  report: InspectionReport
  content: Uint8Array
}

async function kept(kind: UploadKind, uploaded: Buffer): Promise<Inspection> {
  const { type, content } = kind === 'document' ? await checkPdf(uploaded) : await checkImage(uploaded, kind)
  if (content.length > uploadBytesMax[kind])
    throw new UnfitFile('This file is too large once it is unpacked. Make it smaller, and send that.')
  return { report: { ok: true, type }, content }
}

async function inspect(kind: Inspected): Promise<Inspection> {
  const uploaded = await buffer(process.stdin)
  try {
    if (kind !== 'table') return await kept(kind, uploaded)
    return { report: { ok: true, type: 'table' }, content: printTable(await readTable(uploaded)) }
  } catch (error) {
    if (!(error instanceof UnfitFile)) throw error
    return { report: { ok: false, problem: error.message }, content: new Uint8Array() }
  }
}

const { report, content } = await inspect(process.argv[2] as Inspected)
process.stdout.write(`${JSON.stringify(report)}\n`)
process.stdout.write(content)
