// Prints a dossier as one PDF with bookmarks, by Typst in a process of its own with limits.
import { readFileSync } from 'node:fs'
import type { Actor, Block, Dossier, Missing } from '@lectern/shared/audit'
import { statementRuns } from '@lectern/shared/statements'
import { printable } from '../../credit/certificates.ts'
import { house } from '../../credit/pdf/bundle.ts'
import { fontsFor } from '../../typst/fonts.ts'
import type { Typst } from '../../typst/typst.ts'
import { momentText } from '../words.ts'

const main = readFileSync(new URL('./dossier.typ', import.meta.url), 'utf8')

/** Who has to act, as a reader is told. */
export const actorWords: Record<Actor, string> = {
  office: 'the CE office',
  faculty: 'the person concerned',
  learners: 'the learners',
  operator: 'who runs the server',
  nobody: 'nobody yet',
}

/**
 * How wide columns are beside one another: as their longest cells, within bounds. Heads are bold, so wider.
 */
const widthsOf = (head: readonly string[], rows: readonly (readonly string[])[]): number[] =>
  head.map((title, i) => {
    const longest = Math.max(title.length + 3, ...rows.map((row) => row[i]?.length ?? 0))
    return Math.min(40, Math.max(8, longest))
  })

const blockOf = (block: Block) => {
  if (block.is === 'statement') return { is: block.is, runs: statementRuns(block.text) }
  if (block.is === 'table') return { ...block, widths: widthsOf(block.head, block.rows) }
  return block
}

const missingOf = (missing: readonly Missing[]) =>
  missing.map(({ says, who }) => ({ says, who: actorWords[who] }))

/** Without what would break a line or turn the letters after it around. */
function printed(value: unknown): unknown {
  if (typeof value === 'string') return printable(value)
  if (Array.isArray(value)) return value.map(printed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, printed(each)]))
}

function dossierData(dossier: Dossier) {
  // Before statements are taken apart: the blank before words in italics stays.
  const { activity, provider, conference, timeZone, at, isOver, sections } = printed(dossier) as Dossier
  const missing = sections.flatMap((section) => section.missing)
  const nothing = missing.length === 0
  return {
    documentTitle: `Audit: ${activity.title}`,
    kind: 'Performance in practice: audit of an activity',
    title: activity.title,
    about: `${provider}. ${conference}. As of ${momentText(at, timeZone)}.`,
    state: nothing
      ? 'Nothing is missing.'
      : `${isOver ? '' : 'The activity is not complete. '}What is missing, and who must act:`,
    missing: missingOf(missing),
    footer: activity.title,
    sections: sections.map(({ title, evidenceOf, blocks, missing: own }) => ({
      title,
      evidenceOf,
      blocks: blocks.map(blockOf),
      missing: missingOf(own),
    })),
    paper: 'a4',
  }
}

/** Throws if it cannot be printed within its limits. */
export async function dossierPdf(typst: Pick<Typst, 'compile'>, dossier: Dossier): Promise<Buffer> {
  const data = dossierData(dossier)
  const fonts = fontsFor(JSON.stringify(data))
  const compiled = await typst.compile({ main, files: house, data: { ...data, fonts }, at: dossier.at })
  if (compiled.ok) return compiled.pdf
  const why = compiled.stopped
    ? `it passed its limit of ${compiled.stopped}`
    : compiled.problems.map(({ line, message }) => `${line}: ${message}`).join('; ')
  throw new Error(`A dossier could not be printed: ${why}`)
}
