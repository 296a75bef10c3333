// How a certificate that is issued now will be printed for good.
import { paperOf } from '@lectern/shared/certificateDesign'
import type { CertificatePrint } from '@lectern/shared/certificates'
import type { DesignStore } from './designStore.ts'
import { certificateBundle } from './pdf/bundle.ts'

/** `languages`: the conference's. Among them may be one that decides the form of Chinese characters. */
export async function printOf(
  designs: DesignStore,
  policyId: string,
  languages: readonly string[] = [],
): Promise<CertificatePrint> {
  const [plan, pictures, template] = await Promise.all([
    designs.plan(),
    designs.pictures(),
    designs.template(policyId),
  ])
  const { signerName: name, signerTitle: title } = plan
  return {
    source: await designs.keepSource(certificateBundle(template?.source)),
    paper: paperOf(plan.country),
    language: languages.find((language) => /^(?:zh|ja|ko)(?:-|$)/i.test(language)) ?? null,
    ...pictures,
    signer: name ? { name, title } : null,
  }
}
