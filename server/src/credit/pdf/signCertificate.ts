// Signs the finished bytes of a certificate.
import { signedPdf } from '@lectern/shared/certificateSignature'
import type { Certificate } from '@lectern/shared/certificates'
import type { LedgerKey } from '../../ledger/ledgerKey.ts'

/** Unsigned where the server has no key. */
export function signCertificate(
  pdf: Buffer,
  { code, ledgerHead }: Pick<Certificate, 'code' | 'ledgerHead'>,
  key: LedgerKey | undefined,
): Buffer {
  if (!key) return pdf
  return Buffer.from(signedPdf(pdf, { code, head: ledgerHead ?? '-', publicKey: key.publicKey }, key.sign))
}
