// The Typst sources of the product's documents. A certificate is printed for good with the sources that it
// was issued with.
import { readFileSync } from 'node:fs'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

/** Files by path, as a document imports them. */
const sources = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`/${name}`, read(`./${name}`)]))

/** The template of a certificate, and the fields that it is written with. */
export interface CertificateBundle {
  template: string
  files: Record<string, string>
}

export const shippedTemplate = read('./certificate.typ')
const fields = sources('house.typ', 'fields.typ')

export const certificateBundle = (template = shippedTemplate): CertificateBundle => ({
  template,
  files: fields,
})

/** Before the template's first line. */
export const linesBefore = 1
export const certificateMain = (template: string): string =>
  `#import "/fields.typ": *; #show: certificate\n${template}`

/** Documents that nobody edits. */
export type OwnDocument = 'transcript' | 'evaluation' | 'outcomes'

export const house = sources('house.typ')
export const ownDocument = (name: OwnDocument) => ({
  main: read(`./${name}.typ`),
  files: house,
})
