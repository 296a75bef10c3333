// Reads one of our PDFs back, for tests: its text as it stands on the page, and its tags as a screen reader
// follows them.
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
} from '@cantoo/pdf-lib'

const streamText = (stream: PDFObject | undefined): string =>
  stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : ''

/** Letters by glyph, from the font's ToUnicode table. */
function lettersOf(table: string): Map<number, string> {
  const pairs = [...table.matchAll(/<([\da-f]{4})> <((?:[\da-f]{4})+)>(?! <)/gi)]
  return new Map(
    pairs.map(([, glyph, hex]) => [
      Number.parseInt(glyph!, 16),
      Buffer.from(hex!, 'hex').swap16().toString('utf16le'),
    ]),
  )
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
/** The bytes of a string as PDF writes it between brackets. */
const unescaped = (written: string): Buffer =>
  Buffer.from(
    written.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal, sign) =>
      octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (escapes[sign] ?? sign),
    ),
    'latin1',
  )

/** Between its brackets; pairs of brackets stand in a string as they are. */
const plain = String.raw`\\[\s\S]|[^\\()]`
const inner = String.raw`(?:${plain}|\((?:${plain}|\((?:${plain})*\))*\))*`
const strings = new RegExp(String.raw`\((${inner})\)`, 'g')
const tokens = new RegExp(
  String.raw`1 0 0 -1 [-\d.]+ ([-\d.]+) cm|(/\w+) [-\d.]+ Tf|((?:\(${inner}\)|[-\d. [\]])+) T[Jj]`,
  'g',
)

interface Piece {
  /** Height above the foot of the page. */
  y: number
  text: string
}

/** Every piece of text on the page. */
function piecesOf(page: PDFPage): Piece[] {
  const contents = page.node.Contents()
  const streams = contents instanceof PDFArray ? contents.asArray() : contents ? [contents] : []
  const content = streams.map((each) => streamText(page.doc.context.lookup(each))).join('\n')
  const fonts = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict)
  const letters = new Map(
    fonts?.keys().map((name) => {
      const table = fonts.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode'))
      return [name.asString(), lettersOf(streamText(table))]
    }),
  )
  const pieces: Piece[] = []
  let font: Map<number, string> | undefined
  let y = 0
  for (const [, height, name, shown] of content.matchAll(tokens)) {
    if (height) y = Number(height)
    if (name) font = letters.get(name)
    if (shown === undefined) continue
    const bytes = [...shown.matchAll(strings)].map(([, written]) => unescaped(written!))
    const glyphs = Buffer.concat(bytes)
    let text = ''
    for (let i = 0; i + 1 < glyphs.length; i += 2) text += font?.get(glyphs.readUInt16BE(i)) ?? '�'
    pieces.push({ y, text })
  }
  return pieces
}

/** In the order of reading; a piece at another height begins another line. */
function textOf(page: PDFPage): string {
  let height: number | undefined
  return piecesOf(page)
    .map(({ y, text }) => {
      const isSame = height === undefined || Math.abs(y - height) < 1
      height = y
      return isSame ? text : `\n${text}`
    })
    .join('')
}

export interface ReadPdf {
  text: string
  /** Of all marked parts, e.g. "H1", "P". */
  tags: string[]
  pages: number
  /** Every dictionary of the file. */
  raw: string
  /** Its form as PDF/UA, the title and more. */
  metadata: string
}

export async function readPdf(pdf: Buffer): Promise<ReadPdf> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const objects = document.context.enumerateIndirectObjects().map(([, object]) => object)
  const structure = objects.filter(
    (object) => object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('StructElem'),
  ) as PDFDict[]
  return {
    text: document.getPages().map(textOf).join('\n'),
    tags: structure.map((part) => part.lookup(PDFName.of('S'), PDFName).decodeText()),
    pages: document.getPageCount(),
    raw: objects.filter((object) => object instanceof PDFDict).join('\n'),
    metadata: streamText(document.catalog.lookup(PDFName.of('Metadata'))),
  }
}

/** Joins a text that was broken into several lines. */
export const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
