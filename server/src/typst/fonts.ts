// The fonts that documents are printed with: Noto, which ships in `server/fonts`. Typst prints an empty box
// for a letter that no font has and says nothing, so names are compared with the fonts before.
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { coverageOf } from './fontCoverage.ts'

export const fontsFolder = fileURLToPath(new URL('../../fonts/', import.meta.url))

interface FontFamily {
  name: string
  has: (codePoint: number) => boolean
}

const latin = 'Noto Sans'
const han = 'Noto Sans CJK'

/** "NotoSansTaiLe-Regular.ttf" is "Noto Sans Tai Le". */
const familyOf = (file: string): string =>
  basename(file)
    .replace(/-.*/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')

let loaded: FontFamily[] | undefined
/** Latin, Greek and Cyrillic first, the large one with Chinese, Japanese and Korean last. */
function families(): FontFamily[] {
  if (loaded) return loaded
  const files = readdirSync(fontsFolder).filter((file) => /-Regular\.tt[cf]$/.test(file))
  const order = (name: string): number => (name === latin ? 0 : name === han ? 2 : 1)
  loaded = files
    .map((file) => ({ name: familyOf(file), has: coverageOf(fontsFolder + file) }))
    .sort((a, b) => order(a.name) - order(b.name))
  return loaded
}

/** Letters of these have one shape or another by the language: the family is named after it. */
const hanFamilies = { ja: 'JP', ko: 'KR', 'zh-Hans': 'SC', 'zh-Hant': 'TC', 'zh-HK': 'HK' } as const
export type HanLanguage = keyof typeof hanFamilies

/**
 * How Chinese characters are drawn: as the text's own script says (kana, hangul), else as in the language.
 * Without either as in mainland China, where most people with such names live.
 */
function hanLanguageOf(text: string, language?: string): HanLanguage {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja'
  if (/\p{Script=Hangul}/u.test(text)) return 'ko'
  if (language === undefined) return 'zh-Hans'
  const { language: code, region, script } = new Intl.Locale(language).maximize()
  if (code === 'ja' || code === 'ko') return code
  if (code !== 'zh') return 'zh-Hans'
  return region === 'HK' || region === 'MO' ? 'zh-HK' : script === 'Hant' ? 'zh-Hant' : 'zh-Hans'
}

/** The families that this text needs, in the order in which Typst asks them. */
export function fontsFor(text: string, language?: string): string[] {
  const letters = new Set(text)
  const needed = new Set<string>([latin])
  for (const letter of letters) {
    const codePoint = letter.codePointAt(0)!
    const family = families().find(({ has }) => has(codePoint))
    if (family) needed.add(family.name)
  }
  if (needed.delete(han)) needed.add(`${han} ${hanFamilies[hanLanguageOf(text, language)]}`)
  return [...needed]
}

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** What joins letters or keeps them apart has no shape of its own. */
const shapeless = /[\u034F\u200B-\u200F\u2060]/gu

/** Whether one font has the letter with its marks and what is joined to it. `cluster`: in NFC. */
function hasShape(cluster: string): boolean {
  const codePoints = Array.from(cluster.replaceAll(shapeless, ''), (letter) => letter.codePointAt(0)!)
  return families().some(({ has }) => codePoints.every(has))
}

/** Whether every letter prints, marks and joined letters in one font with their base. */
export const isPrintable = (name: string): boolean =>
  Array.from(clusters.segment(name.normalize('NFC'))).every(({ segment }) => hasShape(segment))

/** What every font has, in one line or more. */
const plain = /^[\n\x20-\x7e]*$/
/** Stands for a letter that cannot be printed. */
const box = '\u25a1'

function printableText(text: string): string {
  if (plain.test(text)) return text
  const shaped = (cluster: string): string => {
    if (cluster === '\n' || hasShape(cluster)) return cluster
    return /^\p{Cc}+$/u.test(cluster) ? ' ' : box
  }
  return Array.from(clusters.segment(text.normalize('NFC')), ({ segment }) => shaped(segment)).join('')
}

/**
 * The data of a document with a box for each letter that no font has, in all its texts. Typst would refuse
 * the whole document for one of them: a comment with an emoji must not cost an office its results.
 */
export function printableData<Data>(data: Data): Data {
  if (typeof data === 'string') return printableText(data) as Data
  if (Array.isArray(data)) return data.map(printableData) as Data
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, printableData(value)])) as Data
}
