// Reads one of our PDFs back, for tests: its text as a program
// extracts it, and its tags as a screen reader follows them.
import { inflateSync } from 'node:zlib'

interface PdfObject {
  head: string
  stream: string
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const [, number, body] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head, packed] = body!.split('\nstream\n') as [string, string | undefined]
    const bytes = packed && Buffer.from(packed.replace(/\nendstream$/, ''), 'latin1')
    const stream = bytes ? (head.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1') : ''
    objects.set(number!, { head, stream })
  }
  return objects
}

/** Letters by glyph, from the font's ToUnicode table. */
function lettersOf(table: string): string[] {
  const letters: string[] = []
  for (const [, from, list] of table.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/g))
    for (const [i, [, hex]] of [...list!.matchAll(/<([\da-f ]*)>/g)].entries())
      letters[Number.parseInt(from!, 16) + i] = Buffer.from(hex!.replaceAll(' ', ''), 'hex')
        .swap16()
        .toString('utf16le')
  return letters
}

export function readPdf(pdf: Buffer): { text: string; tags: string[]; raw: string } {
  const objects = objectsOf(pdf)
  const heads = [...objects.values()].map(({ head }) => head)
  const fonts = new Map<string, string[]>()
  for (const [, name, number] of heads.join('\n').matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const table = objects.get(number!)?.head.match(/\/ToUnicode (\d+) 0 R/)?.[1]
    if (table) fonts.set(name!, lettersOf(objects.get(table)!.stream))
  }
  let text = ''
  for (const { stream } of objects.values()) {
    let letters: string[] = []
    for (const [, font, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font) letters = fonts.get(font) ?? []
      if (shown === undefined) continue
      const glyphs = [...shown.matchAll(/<([\da-f]*)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? [])
      text += `${glyphs.map((glyph) => letters[Number.parseInt(glyph, 16)] ?? '�').join('')}\n`
    }
  }
  const tags = heads.flatMap(
    (head) => (head.includes('\n/K [') && head.match(/^<<\n\/S \/(\w+)\n/)?.[1]) || [],
  )
  return { text, tags, raw: heads.join('\n') }
}

/** Joins a text that was broken into several lines. */
export const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
