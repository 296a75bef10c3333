// What decides a document's bytes beside its sources and data: the compiler and the fonts.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fontsFolder } from './fonts.ts'

export interface MadeWith {
  /** Its version. */
  compiler: string
  /** SHA-256 of the list of fonts: a line for each, with the SHA-256 of the file and its name, by name. */
  fonts: string
}

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex')

async function read(): Promise<MadeWith> {
  const names = (await readdir(fontsFolder)).filter((name) => /\.tt[cf]$/.test(name)).sort()
  const lines: string[] = []
  for (const name of names) lines.push(`${sha256(await readFile(join(fontsFolder, name)))}  ${name}\n`)
  const { version } = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler/package.json')
  return { compiler: version, fonts: sha256(lines.join('')) }
}

let known: Promise<MadeWith> | undefined
/** Read once: both come with the product. */
export const madeWith = (): Promise<MadeWith> => (known ??= read())
