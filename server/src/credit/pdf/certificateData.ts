// What a certificate's template prints: the snapshot in words.
import type { PrintedField } from '@lectern/shared/certificateDesign'
import type { Certificate } from '@lectern/shared/certificates'
import { shownDates } from '@lectern/shared/certificateWords'
import { type Run, statementRuns, termRuns } from '@lectern/shared/statements'
import { barCodeOf } from './barCode.ts'

/** In words: "Revoked on 2 March 2026. It is not valid any more." */
function revokedWords({ revokedAt, replacedBy, timeZone }: Certificate): string | null {
  if (revokedAt === null) return null
  const instead = replacedBy ? ` The certificate ${replacedBy} took its place.` : ''
  return `Revoked on ${shownDates(revokedAt, revokedAt, timeZone)}. It is not valid any more.${instead}`
}

export interface CertificateData {
  documentTitle: string
  title: string
  holder: string
  activity: string
  /** The session that it is for; empty for the whole activity. */
  session: string
  provider: string
  address: string
  format: string
  place: string
  dates: string
  credit: Run[]
  number: string
  issued: string
  code: string
  url: string
  /** An SVG. */
  qr: string
  statements: Run[][]
  accreditation: Run[][]
  revoked: string | null
  ledgerHead: string | null
  paper: string
  signer: { name: string; title: string } | null
}

/** `url`: where anybody can verify it. */
export async function certificateData(certificate: Certificate, url: string): Promise<CertificateData> {
  const { title, holder, activityTitle, provider, address, format, place, number, code } = certificate
  const { amount, unit, also, startsAt, endsAt, issuedAt, timeZone, statements } = certificate
  const { accreditation = [], ledgerHead = null, print } = certificate
  // Statements of earlier versions had no marks for italics: an asterisk in them is an asterisk.
  const runsOf = print ? statementRuns : termRuns
  return {
    documentTitle: `${title}: ${activityTitle}`,
    title,
    holder,
    activity: activityTitle,
    session: certificate.partTitle ?? '',
    provider,
    address,
    format,
    place,
    dates: shownDates(startsAt, Math.max(startsAt, endsAt - 1), timeZone),
    credit: termRuns(`${amount.toFixed(2)} ${unit}${also ? ` (${also})` : ''}`),
    number,
    issued: shownDates(issuedAt, issuedAt, timeZone),
    code,
    url,
    qr: await barCodeOf(url),
    statements: statements.map(runsOf),
    accreditation: accreditation.map(statementRuns),
    revoked: revokedWords(certificate),
    ledgerHead,
    paper: print?.paper ?? 'a4',
    signer: print?.signer ?? null,
  }
}

const trialWords =
  'Trial: not a certificate. Nobody can verify it at the address below, which is that of a trial.'

/** Says at its head that it is none, in the place where a revoked one says so, and is signed by nobody. */
export const asTrial = (data: CertificateData): CertificateData => ({
  ...data,
  documentTitle: `Trial: ${data.documentTitle}`,
  revoked: [trialWords, data.revoked].filter(Boolean).join(' '),
  signer: null,
})

const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')

/** What a field prints, text by text; none where the certificate has nothing to print there. */
export function wordsOf(data: CertificateData, field: PrintedField): string[] {
  const words: Record<PrintedField, string[]> = {
    name: [data.holder],
    activity: [data.activity],
    dates: [data.dates],
    format: [data.format],
    venue: [data.place],
    credit: [textOf(data.credit)],
    number: [data.number],
    provider: [data.provider],
    address: [data.address],
    statements: data.statements.map(textOf),
    accreditation: data.accreditation.map(textOf),
    verification: [data.code, data.url],
  }
  return words[field].filter((each) => each !== '')
}
