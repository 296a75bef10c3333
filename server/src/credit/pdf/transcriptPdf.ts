// Draws all of a person's valid certificates, with a total for each kind of credit.
import type { Identity } from '@lectern/shared/accounts'
import type { Certificate } from '@lectern/shared/credit'
import { sumOf } from '../amounts.ts'
import { holderOf, printable, shownDates } from '../certificates.ts'
import { addText, bytesOf, decorate, ink, openPdf, type Part, type Pdf } from './document.ts'

export interface TranscriptOf {
  person: Identity
  provider: string
  timeZone: string
  at: number
  /** Where certificates are verified. */
  verifyUrl: string
}

const margin = 56
const columns = [
  { title: 'Activity', width: 216 },
  { title: 'Credit', width: 142 },
  { title: 'Certificate', width: 125 },
]

const amountText = ({ amount, unit, also }: Certificate): string =>
  `${amount.toFixed(2)} ${unit}${also ? ` (${also})` : ''}`

const cellsOf = (certificate: Certificate): string[] => [
  `${certificate.activityTitle}\n${shownDates(certificate.startsAt, certificate.endsAt, certificate.timeZone)}, ${certificate.provider}`,
  amountText(certificate),
  `${certificate.code.slice(0, 19)}\n${certificate.code.slice(19)}`,
]

function addRow(doc: Pdf, table: Part, cells: readonly string[], isHead: boolean): void {
  const size = isHead ? 9 : 9.5
  doc.font('regular').fontSize(size)
  const height = Math.max(
    ...cells.map((cell, i) =>
      doc.heightOfString(cell, { width: columns[i]!.width - 10, lineGap: size * 0.25 }),
    ),
  )
  if (doc.y + height > doc.page.height - margin) doc.addPage()
  const top = doc.y
  const row = doc.struct('TR')
  table.add(row)
  let x = margin
  cells.forEach((cell, i) => {
    const { width } = columns[i]!
    const place = { x, y: top, width: width - 10, size }
    const face = isHead ? ('bold' as const) : i === 2 ? ('mono' as const) : ('regular' as const)
    const kind = isHead ? 'TH' : 'TD'
    // The declared types lack the scope.
    const part = doc.struct(kind, (isHead ? { scope: 'Column' } : {}) as { alt?: string })
    row.add(part)
    addText(doc, part, 'P', cell, { ...place, face, ...(isHead && { colour: ink.quiet }) })
    part.end()
    x += width
  })
  row.end()
  doc.y = top + height + 6
  decorate(doc, () => {
    doc
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .moveTo(margin, doc.y)
      .lineTo(doc.page.width - margin, doc.y)
      .stroke()
  })
  doc.y += 6
}

/** One total per kind of credit, in the order first earned. */
function totalsOf(certificates: readonly Certificate[]): string[] {
  const kinds = Map.groupBy(certificates, ({ policyId }) => policyId)
  return [...kinds.values()].map((same) => {
    const total = sumOf(same.map(({ amount }) => amount))
    // Prefer a unit of the total's number; if every certificate is for exactly one, only the singular exists.
    const unit = same.find(({ amount }) => (amount === 1) === (total === 1))?.unit ?? same[0]!.unit
    return `${total.toFixed(2)} ${unit}`
  })
}

export async function transcriptPdf(
  { person, provider, timeZone, at, verifyUrl }: TranscriptOf,
  certificates: readonly Certificate[],
): Promise<Buffer> {
  const doc = openPdf(`Transcript of credit: ${printable(person.name)}`, 'portrait', margin)
  const page = doc.struct('Document')
  doc.addStructure(page)
  const place = { x: margin, width: doc.page.width - 2 * margin }
  addText(doc, page, 'P', provider, { ...place, size: 11, colour: ink.accent, y: margin })
  addText(doc, page, 'H1', 'Transcript of credit', { ...place, size: 22, face: 'bold', y: doc.y + 4 })
  addText(doc, page, 'P', holderOf(person), { ...place, size: 15, y: doc.y + 4 })
  addText(doc, page, 'P', `As of ${shownDates(at, at, timeZone)}. Revoked certificates are left out.`, {
    ...place,
    size: 9.5,
    colour: ink.quiet,
    y: doc.y + 2,
  })
  doc.y += 14
  if (certificates.length === 0)
    addText(doc, page, 'P', 'No credit has been claimed yet.', { ...place, size: 11, y: doc.y })
  else {
    const table = doc.struct('Table')
    page.add(table)
    addRow(
      doc,
      table,
      columns.map(({ title }) => title),
      true,
    )
    for (const certificate of certificates) addRow(doc, table, cellsOf(certificate), false)
    table.end()
    addText(doc, page, 'H2', 'Totals', { ...place, size: 13, face: 'bold', y: doc.y + 10 })
    for (const total of totalsOf(certificates))
      addText(doc, page, 'P', total, { ...place, size: 11, y: doc.y + 2 })
  }
  addText(doc, page, 'P', `Each certificate can be verified with its code at ${verifyUrl}`, {
    ...place,
    size: 8.5,
    colour: ink.quiet,
    y: doc.y + 14,
  })
  page.end()
  return bytesOf(doc)
}
