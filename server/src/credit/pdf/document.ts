// An accessible PDF (PDF/UA): tagged, with a language and a title, every font embedded.
import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import { type Face, faces, fontFile, piecesOf } from './fonts.ts'

export type Pdf = InstanceType<typeof PDFDocument>
export type Part = ReturnType<Pdf['struct']>

export const ink = { text: '#1d2733', quiet: '#566473', accent: '#0f5c63', line: '#c8d2d6', harm: '#b3261e' }

export interface Style {
  size: number
  face?: Face
  colour?: string
  x?: number
  y?: number
  width?: number
  align?: 'left' | 'right' | 'center'
}

export function openPdf(title: string, layout: 'portrait' | 'landscape', margin: number): Pdf {
  const doc = new PDFDocument({
    size: 'A4',
    layout,
    margin,
    tagged: true,
    // The declared types lack this value.
    subset: 'PDF/UA' as 'PDF/A-2',
    pdfVersion: '1.7',
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, Creator: 'Lectern' },
  })
  for (const face of faces) if (face !== 'other') doc.registerFont(face, fontFile(face))
  return doc
}

/** Writes a text in any script. */
function write(doc: Pdf, text: string, { size, face = 'regular', colour, ...place }: Style): void {
  const { x, y, width, align } = place
  const pieces = piecesOf(text)
  doc.fontSize(size).fillColor(colour ?? ink.text)
  pieces.forEach((piece, i) => {
    if (piece.isOther) doc.registerFont('other', fontFile('other'))
    doc.font(piece.isOther ? 'other' : face)
    const options = {
      ...(width !== undefined && { width }),
      ...(align && { align }),
      lineGap: size * 0.25,
      continued: i < pieces.length - 1,
    }
    if (i === 0 && x !== undefined && y !== undefined) doc.text(piece.text, x, y, options)
    else doc.text(piece.text, options)
  })
}

/** Adds a paragraph, heading, cell … with this text. */
export function addText(doc: Pdf, parent: Part, type: string, text: string, style: Style): void {
  parent.add(doc.struct(type, {}, () => write(doc, text, style)))
}

/** Draws decoration that screen readers skip. */
export function decorate(doc: Pdf, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

export async function bytesOf(doc: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(doc, 'end')
  doc.end()
  await ended
  return Buffer.concat(chunks)
}
