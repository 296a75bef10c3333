// What an uploaded file is, by its content alone. Only whole files of four kinds are taken: nothing may stand before, behind or
// inside them that another program would run.
import { inflateSync } from 'node:zlib'
import type { FileKind, FileType } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'

const allowed: Record<FileKind, { types: FileType[]; words: string }> = {
  document: { types: ['application/pdf'], words: 'a PDF document' },
  image: { types: ['image/png', 'image/jpeg', 'image/webp'], words: 'a PNG, JPEG or WebP image' },
}

const startsWith = (content: Buffer, ...bytes: number[]): boolean =>
  content.length >= bytes.length && bytes.every((byte, i) => content[i] === byte)
const textAt = (content: Buffer, at: number, length: number): string =>
  content.toString('latin1', at, at + length)

/** Every chunk in its place, and nothing after the last. */
function isPng(content: Buffer): boolean {
  if (!startsWith(content, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return false
  if (textAt(content, 12, 4) !== 'IHDR') return false
  for (let at = 8; at + 12 <= content.length; ) {
    const next = at + 12 + content.readUInt32BE(at)
    if (textAt(content, at + 4, 4) === 'IEND') return next === content.length
    at = next
  }
  return false
}

/** From its start mark to an end mark, which cameras may pad with zeros. */
function isJpeg(content: Buffer): boolean {
  if (!startsWith(content, 0xff, 0xd8, 0xff)) return false
  let end = content.length
  while (end > 0 && content[end - 1] === 0) end--
  return end >= 4 && content[end - 2] === 0xff && content[end - 1] === 0xd9
}

function isWebp(content: Buffer): boolean {
  if (content.length < 20 || textAt(content, 0, 4) !== 'RIFF' || textAt(content, 8, 4) !== 'WEBP')
    return false
  return /^VP8[ LX]$/.test(textAt(content, 12, 4)) && content.readUInt32LE(4) + 8 === content.length
}

/** Readers take up to 1 KB of anything after the last mark; so do we, of spaces and line ends. */
const isPdf = (content: Buffer): boolean =>
  /^%PDF-[12]\.\d/.test(textAt(content, 0, 8)) &&
  /%%EOF[\s\0]{0,1024}$/.test(textAt(content, Math.max(content.length - 1100, 0), 1100))

function typeOf(content: Buffer): FileType | undefined {
  if (isPdf(content)) return 'application/pdf'
  if (isPng(content)) return 'image/png'
  if (isJpeg(content)) return 'image/jpeg'
  if (isWebp(content)) return 'image/webp'
  return undefined
}

/** How much of a PDF is looked into: packed objects in bytes and in number, and streams. More is no brochure but a bomb. */
const unpackedMax = 64 * 1024 * 1024
const packsMax = 5000
const streamsMax = 100_000
/** How long the description of a stream may be that is looked at, in characters. */
const descriptionMax = 4000

/** In names any letter may be written by its number: /J#61vaScript. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** All that a PDF says, its packed objects too; undefined where it cannot be looked into. */
function pdfText(content: Buffer): string | undefined {
  const text = content.toString('latin1')
  const found = [text]
  let unpacked = 0
  let streams = 0
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const before = text.slice(Math.max(0, match.index - descriptionMax), match.index)
    if (before.endsWith('end')) continue
    if (++streams > streamsMax) return undefined
    const begins = Math.max(before.lastIndexOf('endobj'), before.lastIndexOf('endstream'))
    const description = plainNames(before.slice(begins + 1))
    if (!description.includes('/ObjStm') || !description.includes('/Filter')) continue
    if (found.length > packsMax || description.includes('/Predictor')) return undefined
    try {
      const options = { maxOutputLength: unpackedMax - unpacked }
      const inner = inflateSync(content.subarray(match.index + match[0].length), options)
      unpacked += inner.length
      found.push(inner.toString('latin1'))
    } catch {
      return undefined
    }
  }
  return plainNames(found.join('\n'))
}

/** Names by which a PDF does something by itself, or carries other files; long enough never to stand in a picture by chance. */
const pdfActs =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|Rendition)(?![A-Za-z])|\/(XFA|GoToE)\s*[[\d/<(]/
const webScript = /<script|<\?php|<!doctype|<html[\s>]|<svg[\s>/]|<iframe|javascript:/i

/**
 * The type of a file of this kind. Throws `file_refused`, with words that say what is allowed.
 */
export function checkFile(kind: FileKind, content: Buffer): FileType {
  const { types, words } = allowed[kind]
  const type = typeOf(content)
  if (!type || !types.includes(type))
    throw errors.fileRefused(
      `This file is not ${words}, or is damaged. ${kind === 'document' ? 'Documents are PDF' : 'Images are PNG, JPEG or WebP'}, whatever the file is called.`,
    )
  if (type !== 'application/pdf') {
    if (webScript.test(content.toString('latin1')))
      throw errors.fileRefused(`This image has a script in it. Save it anew as ${words} without one.`)
    return type
  }
  const text = pdfText(content)
  if (text === undefined || /\/Encrypt(?![A-Za-z])/.test(text))
    throw errors.fileRefused(
      'This PDF is protected or damaged and cannot be checked. Save it without a password, and send that.',
    )
  if (pdfActs.test(text) || webScript.test(text))
    throw errors.fileRefused(
      'This PDF has a script, a form that sends data, or another file in it. Print it to a new PDF, and send that.',
    )
  return type
}
