// Decides whether a name prints correctly. The PDF places letters one after another:
// scripts whose letters join or stack (those of India and South-East Asia) come out
// wrong, and a letter that no font has prints as a box, the same for every name.
import { errors } from '@lectern/shared/errors'
import { create, type Font } from 'fontkit'
import { type Face, fontFile } from './fonts.ts'

const scripts = (...names: string[]): RegExp =>
  new RegExp(`[${names.map((name) => `\\p{Script=${name}}`).join('')}]`, 'u')

/** DejaVu Sans shapes these correctly, right to left and with marks. */
const shaped = scripts(
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Georgian',
  'Arabic',
  'Hebrew',
  'Common',
  'Inherited',
)
/** The letters of these scripts stand alone, so UnifontEX prints them correctly. */
const standing = scripts('Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Ethiopic', 'Yi', 'Common')

const opened = new Map<Face, Font>()
function has(face: Face, character: string): boolean {
  const font = opened.get(face) ?? (create(fontFile(face)) as Font)
  opened.set(face, font)
  return font.hasGlyphForCodePoint(character.codePointAt(0)!)
}

const comesOutRight = (character: string): boolean =>
  (shaped.test(character) && has('regular', character) && has('bold', character)) ||
  (standing.test(character) && has('other', character))

export const isPrintable = (name: string): boolean => Array.from(name.normalize('NFC')).every(comesOutRight)

/** Throws `name_unprintable` for a name that would print wrongly. */
export function requirePrintable(name: string): void {
  if (!isPrintable(name)) throw errors.nameUnprintable()
}
