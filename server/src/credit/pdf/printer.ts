// Prints certificates, transcripts and the results of evaluations as PDFs that screen readers can read.
import { readFile } from 'node:fs/promises'
import { alwaysRequired, type PrintedField, paperOf, printedFields } from '@lectern/shared/certificateDesign'
import type { Certificate } from '@lectern/shared/certificates'
import type { PrintedOutcomes } from '../../outcomes/outcomesSheets.ts'
import { fontsFor, printableData } from '../../typst/fonts.ts'
import type { Compiled, Typst } from '../../typst/typst.ts'
import type { Uploads } from '../../uploads/uploads.ts'
import type { DesignStore } from '../designStore.ts'
import { unreadableCode, whiteSquare } from './barCode.ts'
import {
  type CertificateBundle,
  certificateBundle,
  certificateMain,
  linesBefore,
  type OwnDocument,
  ownDocument,
  shippedTemplate,
} from './bundle.ts'
import { asTrial, type CertificateData, certificateData, wordsOf } from './certificateData.ts'
import { type EvaluationOf, evaluationData } from './evaluationData.ts'
import { outcomesData } from './outcomesData.ts'
import { unreadable } from './readable.ts'
import { type TranscriptOf, transcriptData } from './transcriptData.ts'

export interface PrinterOptions {
  typst: Pick<Typst, 'compile'>
  /** For templates that are tried. */
  trying: Pick<Typst, 'compile'>
  /** Without a plan nobody has said where the provider is: A4. */
  designs: Pick<DesignStore, 'source'> & Partial<Pick<DesignStore, 'plan'>>
  uploads: Pick<Uploads, 'pathOf'>
}

/** Where certificates are verified: an address that people reach, or that of a trial. */
export interface PrintedAt {
  /** Without a slash at its end. */
  url: string
  isTrial: boolean
}

export type Printer = ReturnType<typeof createPrinter>

const sampleAt: PrintedAt = { url: 'https://conference.example.org', isTrial: false }

const transparent = '#00000000'
/** The colour of a field's letters, by which they are found. */
const markOf = (field: PrintedField): string =>
  `#12ab${(16 + printedFields.findIndex(({ id }) => id === field)).toString(16)}`

/** Those that fit, and the others. */
const parted = <Item>(items: readonly Item[], fits: (item: Item) => boolean): [Item[], Item[]] => [
  items.filter(fits),
  items.filter((item) => !fits(item)),
]

/** A template that was tried did not end, or has a mistake that shows only then. */
export class UnprintableError extends Error {
  override readonly name = 'UnprintableError'
  readonly compiled: Extract<Compiled, { ok: false }>
  constructor(compiled: Extract<Compiled, { ok: false }>) {
    super('the template was not printed')
    this.compiled = compiled
  }
}

const pdfOf = (compiled: Compiled): Buffer => {
  if (compiled.ok) return compiled.pdf
  const why = compiled.stopped
    ? `it passed its limit of ${compiled.stopped}`
    : compiled.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; ')
  throw new Error(`A document could not be printed: ${why}`)
}

/** Whether it is one page with everything that any certificate has to say. */
const isWhole = (compiled: Compiled, data: CertificateData): boolean =>
  compiled.ok &&
  compiled.pages === 1 &&
  alwaysRequired.every((field) => wordsOf(data, field).length === 0 || compiled.found.includes(field))

export function createPrinter({ typst, trying, designs, uploads }: PrinterOptions) {
  /** What Typst is asked for, apart from the template. */
  async function jobOf(
    certificate: Certificate,
    { url, isTrial }: PrintedAt,
    { template, files }: CertificateBundle,
  ) {
    const { logo = null, language = null } = certificate.print ?? {}
    const signature = isTrial ? null : (certificate.print?.signature ?? null)
    const written = await certificateData(certificate, `${url}/verify/${certificate.code}`)
    const data = printableData(isTrial ? asTrial(written) : written)
    const pictures: Record<string, Buffer> = {}
    if (logo) pictures['/logo.png'] = await readFile(uploads.pathOf(logo))
    if (signature) pictures['/signature.png'] = await readFile(uploads.pathOf(signature))
    return {
      main: certificateMain(template),
      files: { ...files, ...pictures },
      data: {
        ...data,
        fonts: fontsFor(JSON.stringify(data), language ?? undefined),
        logo: logo && '/logo.png',
        signature: signature && '/signature.png',
      },
      at: certificate.issuedAt,
    }
  }

  async function bundleOf({ print, code }: Certificate): Promise<CertificateBundle> {
    const bundle = print ? await designs.source(print.source) : certificateBundle()
    if (!bundle) throw new Error(`The template of the certificate ${code} is not kept`)
    return bundle
  }

  /** Its data and sources, and the provider's paper, decide a document's bytes. */
  async function own(name: OwnDocument, data: object, at: number): Promise<Buffer> {
    const shown = printableData(data)
    const fonts = fontsFor(JSON.stringify(shown))
    const paper = paperOf((await designs.plan?.())?.country ?? '')
    return pdfOf(await typst.compile({ ...ownDocument(name), data: { ...shown, fonts, paper }, at }))
  }

  return {
    /** The finished bytes of a certificate: one page. `url`: without a slash at its end. */
    async renderCertificate(
      certificate: Certificate,
      url: string,
      { isTrial }: Pick<PrintedAt, 'isTrial'> = { isTrial: false },
    ): Promise<Buffer> {
      const at = { url, isTrial }
      const bundle = await bundleOf(certificate)
      const job = await jobOf(certificate, at, bundle)
      const compiled = await typst.compile({ ...job, wanted: '<printed>' })
      if (bundle.template === shippedTemplate || isWhole(compiled, job.data)) return pdfOf(compiled)
      // A template can fail for a certificate that it was not tried with, or leave out what it printed when it
      // was tried. The shipped one says the same.
      return pdfOf(await typst.compile(await jobOf(certificate, at, certificateBundle())))
    },

    /** Prints a certificate with another template, and says which fields it prints. */
    async tryTemplate(certificate: Certificate, template: string) {
      const job = await jobOf(certificate, sampleAt, certificateBundle(template))
      return { compiled: await trying.compile({ ...job, wanted: '<printed>', withSvg: true }), linesBefore }
    },

    /**
     * What keeps a reader from reading these fields, in words, by field. Throws UnprintableError if a limit was
     * passed.
     */
    async unreadable(
      certificate: Certificate,
      template: string,
      fields: readonly PrintedField[],
    ): Promise<Map<PrintedField, string>> {
      const job = await jobOf(certificate, sampleAt, certificateBundle(template))
      const draw = async (
        colourOf: (field: PrintedField) => string | undefined,
        drawing: 'texts' | 'pixels',
        qr = job.data.qr,
      ) => {
        const letterColours = Object.fromEntries(fields.map((field) => [field, colourOf(field)]))
        const drawn = await trying.compile({ ...job, data: { ...job.data, qr, letterColours }, drawing })
        if (drawn.ok) return drawn
        throw new UnprintableError(drawn)
      }
      const printed = await draw(() => undefined, 'pixels')
      const bare = await draw(() => transparent, 'pixels')
      const marked = await draw(markOf, 'texts')
      const white = await draw(() => undefined, 'pixels', whiteSquare(job.data.qr))
      const page = { texts: printed.texts, pixels: printed.pixels!, bare: bare.pixels! }
      const found = new Map<PrintedField, string>()
      for (const field of fields) {
        const words = wordsOf(job.data, field)
        const [own, others] = parted(marked.texts, ({ fill }) => fill === markOf(field))
        const why =
          (words.length > 0 ? unreadable(page, { own, others, words }) : undefined) ??
          (field === 'verification' ? unreadableCode(page.pixels, white.pixels!, job.data.url) : undefined)
        if (why !== undefined) found.set(field, why)
      }
      return found
    },

    renderTranscript: (of: TranscriptOf, certificates: readonly Certificate[]): Promise<Buffer> =>
      own('transcript', transcriptData(of, certificates), of.at),

    renderEvaluation: (of: EvaluationOf): Promise<Buffer> => own('evaluation', evaluationData(of), of.at),

    renderOutcomes: (of: PrintedOutcomes): Promise<Buffer> => own('outcomes', outcomesData(of), of.at),
  }
}
