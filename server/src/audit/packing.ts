// Makes a pack's file: one part after the other, then the digests of all, and the page to begin with.
import type { LedgerKey } from '../ledger/ledgerKey.ts'
import type { Dossiers } from './dossiers.ts'
import { type Described, indexPage } from './indexPage.ts'
import { agreementParts, type PackPart, type PackPartsOptions, packParts } from './packParts.ts'
import { type SubjectOptions, subjectOf } from './subject.ts'
import { createZip } from './zip.ts'

export interface PackingOptions extends SubjectOptions, PackPartsOptions {
  dossiers: Dossiers
  key: LedgerKey | undefined
}

export interface MadePack {
  bytes: number
  sha256: string
  isComplete: boolean
  missing: number
}

/** Passes chunks on, and says after each that it is done. */
async function* watched(part: PackPart, done: () => Promise<void>): AsyncGenerator<string | Buffer> {
  for await (const chunk of part.content()) {
    yield chunk
    await done()
  }
}

const sumsOf = (files: readonly Described[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')

/** The share of the work that counting takes, before the first file is written. */
const countingShare = 0.2

/** `step` is told what share is done, 0 to 1; if it throws, packing stops and leaves an unfinished file. */
export async function makePack(
  options: PackingOptions,
  activityId: string,
  path: string,
  step: (share: number) => Promise<void>,
): Promise<MadePack> {
  const subject = await subjectOf(options, activityId)
  const dossier = await options.dossiers.of(subject, (share) => step(share * countingShare))
  const parts = [
    ...packParts(options, { subject, dossier, index: await subject.index() }),
    ...(await agreementParts(options, subject)),
  ]
  const total = parts.reduce((sum, { chunks }) => sum + chunks, 0)
  let chunks = 0
  const done = async (): Promise<void> => {
    chunks += 1
    await step(Math.min(0.99, countingShare + (1 - countingShare) * (chunks / total)))
  }
  const zip = createZip(path, dossier.at)
  try {
    const files: Described[] = []
    for (const part of parts) {
      const { name, what, evidenceOf } = part
      files.push({ ...(await zip.add(name, watched(part, done))), what, evidenceOf })
    }
    await zip.add('SHA256SUMS', [sumsOf(files)])
    await zip.add('index.html', [indexPage(dossier, files, options.key?.fingerprint ?? null)])
    const whole = await zip.end()
    const missing = dossier.sections.reduce((sum, section) => sum + section.missing.length, 0)
    return { ...whole, missing, isComplete: dossier.isOver && missing === 0 }
  } catch (error) {
    await zip.abort(error as Error)
    throw error
  }
}
