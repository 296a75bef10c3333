// Fonts that print every name: DejaVu Sans, and UnifontEX for scripts it lacks (Chinese,
// Japanese, Korean, those of India). Both are npm packages; only the glyphs in use are embedded.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import { sfntOf } from './woff.ts'

const { resolve } = createRequire(import.meta.url)
const fileOf = (path: string): Buffer => readFileSync(resolve(path))

export type Face = 'regular' | 'bold' | 'mono' | 'other'

const readers: Record<Face, () => Buffer> = {
  regular: () => fileOf('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: () => fileOf('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  mono: () => fileOf('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
  other: () => sfntOf(fileOf('@fontsource/unifontex/files/unifontex-latin-400-normal.woff')),
}
export const faces = Object.keys(readers) as Face[]

const files = new Map<Face, Buffer>()
/** Loaded on first use. */
export function fontFile(face: Face): Buffer {
  const known = files.get(face)
  if (known) return known
  const file = readers[face]()
  files.set(face, file)
  return file
}

let regular: Font | undefined

/** Scripts written from right to left. */
const letters = ['Hebrew', 'Arabic', 'Syriac', 'Thaana', 'Nko'].map((name) => `\\p{Script=${name}}`).join('')
const word = `[${letters}][${letters}\\p{M}]*`
/** A run includes the text between its words; drawn word by word, they would come out in the wrong order. */
const rightToLeftRun = new RegExp(`${word}(?:[\\s\\p{P}]+${word})*`, 'gu')
const glue = '\u00A0'

export interface Piece {
  text: string
  /** True if DejaVu Sans lacks these letters. */
  isOther: boolean
}

/** Splits a text into pieces of one font and one direction. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: run, index } of text.matchAll(rightToLeftRun)) {
    pieces.push(...fontPieces(text.slice(end, index)))
    // pdfkit lays out one word at a time and puts a space left
    // of such a word; gluing words keeps the run together.
    pieces.push(...fontPieces(run.replace(/\s+/g, glue)))
    end = index + run.length
    if (text[end] === ' ') {
      pieces.push({ text: glue, isOther: false })
      end += 1
    }
  }
  return [...pieces, ...fontPieces(text.slice(end))]
}

function fontPieces(text: string): Piece[] {
  regular ??= create(fontFile('regular')) as Font
  const pieces: Piece[] = []
  for (const character of text) {
    const last = pieces.at(-1)
    const isOther = character !== '\n' && !regular.hasGlyphForCodePoint(character.codePointAt(0)!)
    // A space belongs to the piece before it.
    if (last && (last.isOther === isOther || character === ' ')) last.text += character
    else pieces.push({ text: character, isOther })
  }
  return pieces
}
