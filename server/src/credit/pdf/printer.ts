// Prints certificates, transcripts and the results of evaluations as PDFs that screen readers can read.
import { readFile } from 'node:fs/promises'
import { paperOf } from '@lectern/shared/certificateDesign'
import type { Certificate } from '@lectern/shared/certificates'
import type { PrintedOutcomes } from '../../outcomes/outcomesSheets.ts'
import { fontsFor, printableData } from '../../typst/fonts.ts'
import type { Compiled, Typst } from '../../typst/typst.ts'
import type { Uploads } from '../../uploads/uploads.ts'
import type { DesignStore } from '../designStore.ts'
import {
  type CertificateBundle,
  certificateBundle,
  certificateMain,
  linesBefore,
  type OwnDocument,
  ownDocument,
  shippedTemplate,
} from './bundle.ts'
import { asTrial, certificateData } from './certificateData.ts'
import { type EvaluationOf, evaluationData } from './evaluationData.ts'
import { outcomesData } from './outcomesData.ts'
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

const pdfOf = (compiled: Compiled): Buffer => {
  if (compiled.ok) return compiled.pdf
  const why = compiled.stopped
    ? `it passed its limit of ${compiled.stopped}`
    : compiled.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; ')
  throw new Error(`A document could not be printed: ${why}`)
}

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
      const compiled = await typst.compile(await jobOf(certificate, at, bundle))
      if (compiled.ok || bundle.template === shippedTemplate) return pdfOf(compiled)
      // A template can fail for a certificate that it was not tried with. The shipped one says the same.
      return pdfOf(await typst.compile(await jobOf(certificate, at, certificateBundle())))
    },

    /** Prints a certificate with another template, and says which fields it prints. */
    async tryTemplate(certificate: Certificate, template: string) {
      const at = { url: 'https://conference.example.org', isTrial: false }
      const job = await jobOf(certificate, at, certificateBundle(template))
      return { compiled: await trying.compile({ ...job, wanted: '<printed>', withSvg: true }), linesBefore }
    },

    renderTranscript: (of: TranscriptOf, certificates: readonly Certificate[]): Promise<Buffer> =>
      own('transcript', transcriptData(of, certificates), of.at),

    renderEvaluation: (of: EvaluationOf): Promise<Buffer> => own('evaluation', evaluationData(of), of.at),

    renderOutcomes: (of: PrintedOutcomes): Promise<Buffer> => own('outcomes', outcomesData(of), of.at),
  }
}
