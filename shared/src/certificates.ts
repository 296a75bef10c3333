// Certificates as issued, and what anybody may verify of one.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { bounded } from './text.ts'

/** A random 128-bit number as 26 characters in groups. */
export const certificateCode = bounded(64)
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/, 'not the code of a certificate')

/** How a certificate is printed, as it was decided when it was issued. */
export const certificatePrint = z.object({
  /** Hash of its template, with what that is written with. */
  source: z.string(),
  paper: z.enum(['a4', 'us-letter']),
  /** For the form of Chinese characters; null: as the text says. */
  language: z.string().nullable(),
  /** Ids of pictures among the uploads. */
  logo: z.string().nullable(),
  signature: z.string().nullable(),
  /** SHA-256 of the pictures’ files; absent in earlier certificates. */
  digests: z.object({ logo: z.string().nullable(), signature: z.string().nullable() }).exactOptional(),
  /** The compiler’s version, and the SHA-256 of the list of fonts; absent in earlier certificates. */
  made: z.object({ compiler: z.string(), fonts: z.string() }).exactOptional(),
  signer: z.object({ name: z.string(), title: z.string() }).nullable(),
})
export type CertificatePrint = z.infer<typeof certificatePrint>

/** As issued: later changes to a person or a programme do not change it. */
const certificate = z.object({
  code: z.string(),
  personId: id,
  activityId: id,
  policyId: id,
  /** The session or day it is for; absent: the whole activity. */
  partId: id.exactOptional(),
  /** The title of that session. */
  partTitle: z.string().exactOptional(),
  issuedAt: instant,
  title: z.string(),
  holder: z.string(),
  activityTitle: z.string(),
  provider: z.string(),
  address: z.string(),
  format: z.string(),
  place: z.string(),
  startsAt: instant,
  endsAt: instant,
  timeZone: z.string(),
  amount: z.number().positive(),
  unit: z.string(),
  also: z.string(),
  number: z.string(),
  /** With *…* for italics; certificates without `print` have no such marks. */
  statements: z.array(z.string()),
  /** What the accreditors want to stand apart. */
  accreditation: z.array(z.string()).exactOptional(),
  print: certificatePrint.exactOptional(),
  /** The ledger's entry of its issue as a short code (`headCode`); absent in earlier certificates. */
  ledgerHead: z.string().exactOptional(),
  /** Null while valid. */
  revokedAt: instant.nullable(),
  /** Code of the certificate that replaced it. */
  replacedBy: z.string().nullable(),
})
export type Certificate = z.infer<typeof certificate>

/** Public: shows no more about the person than the certificate itself. */
export const verification = z.discriminatedUnion('status', [
  z.object({ status: z.literal('unknown') }),
  certificate
    .omit({ personId: true, activityId: true, policyId: true, partId: true, print: true, replacedBy: true })
    .extend({
      status: z.enum(['valid', 'revoked']),
      /** In which the body counts; absent if its policy is no longer installed. */
      step: z.number().exactOptional(),
      /** The first time stamp of its ledger that fixes its issue; null while there is none. */
      countersigned: z.object({ at: instant, authority: z.string() }).nullable(),
    }),
])
export type Verification = z.infer<typeof verification>
