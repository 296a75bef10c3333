// Prints certificates, transcripts and the results of evaluations as PDFs that screen readers can read.
import type { Certificate } from '@lectern/shared/credit'
import { fontsFor } from '../../typst/fonts.ts'
import type { Compiled, Typst } from '../../typst/typst.ts'
import { certificateBundle, certificateMain, ownDocument } from './bundle.ts'
import { certificateData } from './certificateData.ts'
import { type EvaluationOf, evaluationData } from './evaluationData.ts'
import { type TranscriptOf, transcriptData } from './transcriptData.ts'

export interface PrinterOptions {
  typst: Pick<Typst, 'compile'>
}

export type Printer = ReturnType<typeof createPrinter>

const pdfOf = (compiled: Compiled): Buffer => {
  if (compiled.ok) return compiled.pdf
  const why = compiled.stopped
    ? `it passed its limit of ${compiled.stopped}`
    : compiled.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; ')
  throw new Error(`A document could not be printed: ${why}`)
}

export function createPrinter({ typst }: PrinterOptions) {
  /** Its data and sources alone decide a document's bytes. */
  async function own(name: 'transcript' | 'evaluation', data: object, at: number): Promise<Buffer> {
    const fonts = fontsFor(JSON.stringify(data))
    return pdfOf(await typst.compile({ ...ownDocument(name), data: { ...data, fonts }, at }))
  }

  return {
    /** The finished bytes of a certificate: one page. `publicUrl`: without a slash at its end. */
    async renderCertificate(certificate: Certificate, publicUrl: string): Promise<Buffer> {
      const data = await certificateData(certificate, `${publicUrl}/verify/${certificate.code}`)
      const { template, files } = certificateBundle()
      return pdfOf(
        await typst.compile({
          main: certificateMain(template),
          files,
          data: { ...data, fonts: fontsFor(JSON.stringify(data)), logo: null, signature: null, signer: null },
          at: certificate.issuedAt,
        }),
      )
    },

    renderTranscript: (of: TranscriptOf, certificates: readonly Certificate[]): Promise<Buffer> =>
      own('transcript', transcriptData(of, certificates), of.at),

    renderEvaluation: (of: EvaluationOf): Promise<Buffer> => own('evaluation', evaluationData(of), of.at),
  }
}
