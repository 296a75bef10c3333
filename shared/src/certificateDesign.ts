// How certificates look: what the provider puts on all of them, and a template for each body that the CE
// office can edit. A template is Typst text; `printedFields` are what it is written with.
import { z } from 'zod'
import { pictureRate } from './conferences.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { id, instant } from './ids.ts'
import { declareRoutes, files } from './route.ts'
import { bounded, text, textOrNone } from './text.ts'

export const papers = ['a4', 'us-letter'] as const
export type Paper = (typeof papers)[number]

/** Countries that print on Letter; all others print on A4. */
const letterCountries = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '))
export const paperOf = (country: string): Paper => (letterCountries.has(country) ? 'us-letter' : 'a4')

/** What a template prints by name; `facts` prints several at once. */
export const printedFields = [
  { id: 'name', words: 'the name of its holder' },
  { id: 'activity', words: 'the title of the activity' },
  { id: 'dates', words: 'the dates that the holder attended' },
  { id: 'format', words: 'the format of the activity' },
  { id: 'venue', words: 'the place, where there is one' },
  { id: 'credit', words: 'the credit claimed' },
  { id: 'number', words: 'the number of the activity' },
  { id: 'provider', words: 'the name of the provider' },
  { id: 'address', words: 'the address of the provider' },
  { id: 'statements', words: 'the words of the body' },
  { id: 'accreditation', words: 'the accreditation statement' },
  { id: 'verification', words: 'the code that anybody can verify' },
] as const
export type PrintedField = (typeof printedFields)[number]['id']

/** Other parts that a template may use; none has to be there. */
export const otherParts = [
  { id: 'certificate-title', words: 'e.g. “Certificate of credit”' },
  {
    id: 'facts',
    words: 'title, format, place, dates, credit, number, provider and date of issue, line by line',
  },
  { id: 'logo', words: 'the provider’s logo' },
  { id: 'signature', words: 'the signature with the name and title of the signer' },
  { id: 'issued', words: 'the date of issue' },
  { id: 'code', words: 'the certificate’s code' },
] as const

/** Some bodies ask for these; all others are on every certificate that has them. */
const ofSomeBodies: ReadonlySet<PrintedField> = new Set(['address', 'number', 'accreditation'])
export const alwaysRequired = printedFields
  .map(({ id: field }) => field)
  .filter((field) => !ofSomeBodies.has(field))

/** What a body's certificate must say. */
export function requiredFields({ certificate, numberFormat, statements }: CreditPolicy): PrintedField[] {
  const uses = (name: string) => certificate.statements.some((each) => each.includes(`{{${name}}}`))
  const left = new Set<PrintedField>()
  if (!certificate.withAddress) left.add('address')
  if (numberFormat === undefined && !uses('uan')) left.add('number')
  if (statements.accreditation.length === 0) left.add('accreditation')
  return printedFields.map(({ id: field }) => field).filter((field) => !left.has(field))
}

const country = bounded(2).regex(/^(?:[A-Z]{2})?$/, 'not a country like "US"')

/** What is on every certificate from now on. Those that were issued keep what they were issued with. */
const designPlan = z
  .strictObject({
    /** ISO 3166, e.g. "US": it decides the paper. Empty: A4. */
    country,
    signerName: textOrNone(120),
    signerTitle: textOrNone(120),
  })
  .meta({ examples: [{ country: 'US', signerName: 'Hana Ito, MD', signerTitle: 'Director' }] })
export type DesignPlan = z.infer<typeof designPlan>

const design = designPlan.extend({
  /** Addresses of the pictures; null without one. */
  logo: z.string().nullable(),
  signature: z.string().nullable(),
  bodies: z.array(
    z.object({
      policyId: id,
      title: z.string(),
      /** When the office saved a template of its own; null: the shipped one. */
      savedAt: instant.nullable(),
    }),
  ),
})
export type Design = z.infer<typeof design>

/** Characters of a template. */
export const templateMax = 20_000
const source = text(templateMax, { lines: true }).meta({ examples: ['#name #facts'] })

const template = z.object({
  policyId: id,
  title: z.string(),
  source: z.string(),
  shipped: z.string(),
  /** 0: the shipped one; a save must name the version that it is based on. */
  version: z.int().min(0),
  required: z.array(z.string()),
})
export type Template = z.infer<typeof template>

/** A mistake in a template, in words. `line` counts from 1; null for the whole. */
const templateProblem = z.object({ message: z.string(), line: z.int().nullable() })
export type TemplateProblem = z.infer<typeof templateProblem>

/** Names that certificates are tried with. */
export const sampleNames = {
  latin: 'Clara Nwosu, MD',
  longest: 'Maximiliane von und zu '.repeat(6).slice(0, 120),
  arabic: 'محمد بن علي الحسن',
  bengali: 'মোহাম্মদ রহমান',
  chinese: '王小明',
  cyrillic: 'Наталія Ґонґадзе',
  devanagari: 'डॉ. अमित शर्मा',
  hebrew: 'דוד בן־גוריון',
  japanese: '山田 はなこ',
  korean: '김민준',
  tamil: 'மோகன் குமார்',
  thai: 'สมชาย ใจดี',
} as const
export type SampleName = keyof typeof sampleNames

const previewRequest = z.strictObject({
  source,
  sample: z.enum(Object.keys(sampleNames) as [SampleName, ...SampleName[]]),
})
const preview = z.object({
  /** The page as an SVG; null if it cannot be printed. */
  svg: z.string().nullable(),
  problems: z.array(templateProblem),
})
export type TemplatePreview = z.infer<typeof preview>

const office = ['office'] as const
const of = 'installation'
const editing = { points: 60, seconds: 60, pool: 'certificate-design' } as const
/** Each prints a page, and a bad one holds a process for seconds. */
const trying = { points: 20, seconds: 60, pool: 'certificate-previews' } as const
const byPolicy = { policyId: id }
const byPicture = { picture: z.enum(['logo', 'signature']) }

export const certificateDesignRoutes = declareRoutes({
  'certificates.design': {
    summary: 'What is on every certificate, and which bodies have a template of their own.',
    who: office,
    of,
    reply: design,
  },
  'certificates.planDesign': {
    summary: 'Changes the signer and the country of the provider.',
    who: office,
    of,
    body: designPlan,
    reply: design,
    rate: editing,
  },
  'certificates.uploadPicture': {
    summary: 'Replaces the logo or the signature on certificates.',
    who: office,
    of,
    params: byPicture,
    body: files('application/octet-stream'),
    reply: design,
    status: 201,
    rate: pictureRate,
  },
  'certificates.removePicture': {
    summary: 'Prints no logo or no signature from now on.',
    who: office,
    of,
    params: byPicture,
    reply: design,
    rate: pictureRate,
  },
  'certificates.picture': {
    summary: 'The logo or the signature on certificates.',
    who: office,
    of,
    params: { ...byPicture, pictureId: bounded(64) },
    reply: files('image/png'),
  },
  'certificates.template': {
    summary: 'The template of a body’s certificates.',
    who: office,
    of,
    params: byPolicy,
    reply: template,
  },
  'certificates.saveTemplate': {
    summary: 'Changes the template of a body’s certificates, if it prints everything that the body demands.',
    who: office,
    of,
    params: byPolicy,
    body: z.strictObject({ source, version: z.int().min(0) }),
    reply: template,
    rate: trying,
  },
  'certificates.resetTemplate': {
    summary: 'Takes the shipped template again.',
    who: office,
    of,
    params: byPolicy,
    reply: template,
    rate: editing,
  },
  'certificates.preview': {
    summary: 'Tries a template with a name, and says what is wrong with it.',
    who: office,
    of,
    params: byPolicy,
    body: previewRequest,
    reply: preview,
    rate: trying,
  },
})
