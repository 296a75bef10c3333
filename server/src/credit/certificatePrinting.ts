// How a certificate that is issued now will be printed for good, and everything that its file is made of.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { paperOf } from '@lectern/shared/certificateDesign'
import type { Certificate, CertificatePrint } from '@lectern/shared/certificates'
import type { LedgerContents } from '@lectern/shared/ledgerContent'
import { madeWith } from '../typst/madeWith.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { DesignStore } from './designStore.ts'
import { certificateBundle } from './pdf/bundle.ts'

export interface CertificatePrintingOptions {
  designs: DesignStore
  uploads: Pick<Uploads, 'pathOf'>
}

interface Picture {
  digest: string
  base64: string
}

/** Pictures that are remembered: those in use, and those of certificates that are issued again. */
const remembered = 8

/** A picture's file never changes under its id. */
function createPictures({ pathOf }: Pick<Uploads, 'pathOf'>) {
  const known = new Map<string, Promise<Picture>>()

  async function read(fileId: string): Promise<Picture> {
    const content = await readFile(pathOf(fileId))
    const digest = createHash('sha256').update(content).digest('hex')
    return { digest, base64: content.toString('base64') }
  }

  return (fileId: string): Promise<Picture> => {
    const found = known.get(fileId)
    if (found) return found
    const picture = read(fileId)
    picture.catch(() => known.delete(fileId))
    known.set(fileId, picture)
    if (known.size > remembered) known.delete(known.keys().next().value!)
    return picture
  }
}

export function createCertificatePrinting({ designs, uploads }: CertificatePrintingOptions) {
  const picture = createPictures(uploads)

  /** Null for one whose file is lost: nobody's credit waits for a logo. */
  const kept = async (fileId: string | null): Promise<Picture | null> =>
    fileId === null
      ? null
      : picture(fileId).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return null
          throw error
        })

  return {
    /** `languages`: the conference's. Among them may be one that decides the form of Chinese characters. */
    async printOf(policyId: string, languages: readonly string[] = []): Promise<CertificatePrint> {
      const [plan, pictures, template] = await Promise.all([
        designs.plan(),
        designs.pictures(),
        designs.template(policyId),
      ])
      const { signerName: name, signerTitle: title } = plan
      const [logo, signature] = await Promise.all([kept(pictures.logo), kept(pictures.signature)])
      return {
        source: await designs.keepSource(certificateBundle(template?.source)),
        paper: paperOf(plan.country),
        language: languages.find((language) => /^(?:zh|ja|ko)(?:-|$)/i.test(language)) ?? null,
        logo: logo && pictures.logo,
        signature: signature && pictures.signature,
        digests: { logo: logo?.digest ?? null, signature: signature?.digest ?? null },
        made: await madeWith(),
        signer: name ? { name, title } : null,
      }
    },

    /** What a certificate's file is printed from, as contents that are nobody's: each is there once. */
    async printedWith({ print }: Pick<Certificate, 'print'>): Promise<LedgerContents> {
      if (!print) return {}
      const contents: LedgerContents = {}
      const source = await designs.sourceText(print.source)
      if (source) contents.source = { value: source }
      for (const name of ['logo', 'signature'] as const) {
        const fileId = print[name]
        if (fileId) contents[name] = { value: (await picture(fileId)).base64 }
      }
      return contents
    },
  }
}
