// Draws a certificate as a page, with the means to verify it.
import type { Certificate } from '@lectern/shared/credit'
import QRCode from 'qrcode'
import { shownDates } from '../certificates.ts'
import { addText, bytesOf, decorate, ink, openPdf, type Part, type Pdf } from './document.ts'

const margin = 60
const asideWidth = 150
const gutter = 44
const labelWidth = 116

function drawFrame(doc: Pdf): void {
  const { width, height } = doc.page
  decorate(doc, () => {
    doc
      .lineWidth(0.75)
      .strokeColor(ink.line)
      .rect(28, 28, width - 56, height - 56)
      .stroke()
    doc
      .fillColor(ink.accent)
      .rect(28, 28, 6, height - 56)
      .fill()
  })
}

/** Drawn as squares, sharp at any size. */
function drawQr(doc: Pdf, text: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const module = size / modules.size
  doc.fillColor(ink.text)
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      // Slightly larger, so that no white line shows between neighbours.
      if (modules.get(row, column))
        doc.rect(x + column * module, y + row * module, module + 0.1, module + 0.1)
  doc.fill()
}

const factsOf = (certificate: Certificate): [string, string][] => {
  const { amount, unit, also, number, format, place, provider, address, startsAt, endsAt, timeZone } =
    certificate
  const facts: [string, string][] = [
    ['Activity', certificate.activityTitle],
    ['Format', format],
    ['Place', place],
    ['Dates', shownDates(startsAt, endsAt, timeZone)],
    ['Credit claimed', `${amount.toFixed(2)} ${unit}${also ? ` (${also})` : ''}`],
    ['Number', number],
    ['Provider', [provider, address].filter(Boolean).join(', ')],
    ['Issued', shownDates(certificate.issuedAt, certificate.issuedAt, timeZone)],
  ]
  return facts.filter(([, value]) => value !== '')
}

function addFacts(doc: Pdf, parent: Part, certificate: Certificate, width: number, scale: number): void {
  const list = doc.struct('L')
  parent.add(list)
  doc.y += 14
  const { y: top } = doc
  decorate(doc, () => {
    doc
      .lineWidth(0.75)
      .strokeColor(ink.line)
      .moveTo(margin, top)
      .lineTo(margin + width, top)
      .stroke()
  })
  doc.y += 14
  for (const [label, value] of factsOf(certificate)) {
    const { y } = doc
    const item = doc.struct('LI')
    list.add(item)
    addText(doc, item, 'Lbl', label, {
      size: 9 * scale,
      colour: ink.quiet,
      x: margin,
      y: y + 1,
      width: labelWidth,
    })
    addText(doc, item, 'LBody', value, {
      size: 10 * scale,
      x: margin + labelWidth,
      y,
      width: width - labelWidth,
    })
    doc.moveDown(0.15)
    item.end()
  }
  list.end()
}

function addVerification(doc: Pdf, parent: Part, certificate: Certificate, url: string): void {
  const x = doc.page.width - margin - asideWidth
  const size = 118
  const top = doc.page.height - margin - 214
  const aside = doc.struct('Sect')
  parent.add(aside)
  aside.add(
    doc.struct(
      'Figure',
      // The declared types lack the box.
      {
        alt: `QR code for the page that verifies this certificate: ${url}`,
        bbox: [x, top, x + size, top + size],
      } as {
        alt: string
      },
      () => drawQr(doc, url, x, top, size),
    ),
  )
  const place = { x, width: asideWidth }
  addText(doc, aside, 'P', 'Verify this certificate', {
    ...place,
    size: 9,
    face: 'bold',
    colour: ink.accent,
    y: top + size + 12,
  })
  // Two lines of whole groups, which are easy to read aloud.
  addText(doc, aside, 'P', `${certificate.code.slice(0, 19)}\n${certificate.code.slice(19)}`, {
    ...place,
    size: 10,
    face: 'mono',
    y: doc.y + 2,
  })
  addText(doc, aside, 'P', url, { ...place, size: 7, colour: ink.quiet, y: doc.y + 4 })
  aside.end()
}

/** Scales of the lettering; the smallest fits the longest permitted name. */
const smallerScales = [0.9, 0.8, 0.7, 0.6, 0.5]

/** One page. `publicUrl`: the server's public address without a trailing slash. */
export async function certificatePdf(certificate: Certificate, publicUrl: string): Promise<Buffer> {
  const url = `${publicUrl}/verify/${certificate.code}`
  let drawn = draw(certificate, url, 1)
  for (const scale of smallerScales) {
    if (drawn.isOnePage) break
    drawn = draw(certificate, url, scale)
  }
  return bytesOf(drawn.doc)
}

function draw(certificate: Certificate, url: string, scale: number): { doc: Pdf; isOnePage: boolean } {
  const doc = openPdf(`${certificate.title}: ${certificate.activityTitle}`, 'landscape', margin)
  let isOnePage = true
  doc.on('pageAdded', () => {
    isOnePage = false
  })
  const width = doc.page.width - 2 * margin - asideWidth - gutter
  const page = doc.struct('Document')
  doc.addStructure(page)
  drawFrame(doc)
  const place = { x: margin, width }
  addText(doc, page, 'P', certificate.provider, { ...place, size: 11, colour: ink.accent, y: margin })
  addText(doc, page, 'H1', certificate.title, { ...place, size: 28, face: 'bold', y: doc.y + 8 })
  if (certificate.revokedAt !== null) {
    const day = shownDates(certificate.revokedAt, certificate.revokedAt, certificate.timeZone)
    const instead = certificate.replacedBy ? ` The certificate ${certificate.replacedBy} took its place.` : ''
    addText(doc, page, 'P', `Revoked on ${day}. It is not valid any more.${instead}`, {
      ...place,
      size: 11,
      face: 'bold',
      colour: ink.harm,
      y: doc.y + 4,
    })
  }
  addText(doc, page, 'P', certificate.holder, { ...place, size: 22 * scale, y: doc.y + 14 })
  const size = statementSize(doc, certificate, width, scale)
  doc.y += 8
  for (const statement of certificate.statements) {
    addText(doc, page, 'P', statement, { ...place, size, y: doc.y })
    doc.moveDown(0.4)
  }
  addFacts(doc, page, certificate, width, scale)
  addVerification(doc, page, certificate, url)
  page.end()
  return { doc, isOnePage }
}

/** The largest size that leaves room for the facts below. */
function statementSize(doc: Pdf, { statements }: Certificate, width: number, scale: number): number {
  const room = doc.page.height - margin - doc.y - 200
  for (let size = 12 * scale; size > 7 * scale; size -= 0.5) {
    doc.font('regular').fontSize(size)
    const height = statements.reduce(
      (sum, statement) => sum + doc.heightOfString(statement, { width, lineGap: size * 0.25 }) + size * 0.6,
      0,
    )
    if (height <= room) return size
  }
  return 7 * scale
}
