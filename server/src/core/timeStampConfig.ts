// The settings of time stamps, by which another party countersigns the ledgers (RFC 3161).
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const certificatesIn = (pem: string): X509Certificate[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].map(
    ([text]) => new X509Certificate(text),
  )

export const timeStampSettingsOfServer = {
  /**
   * The authority's address, with user and password where it asks for them; without it there are no stamps.
   */
  TIMESTAMP_URL: z
    .string()
    .max(500)
    .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), {
      error: 'must be an address like https://timestamps.example.org/tsr',
      abort: true,
    })
    .optional(),
  /** Certificates (PEM), or a file of them: one must vouch for the authority; without it none has to. */
  TIMESTAMP_CA: z
    .string()
    .transform((given, context) => {
      try {
        const certificates = certificatesIn(given.startsWith('-----') ? given : readFileSync(given, 'utf8'))
        if (certificates.length > 0) return certificates
        context.addIssue({ code: 'custom', message: 'holds no certificate (PEM)' })
      } catch (error) {
        context.addIssue({ code: 'custom', message: `cannot be read: ${(error as Error).message}` })
      }
      return z.NEVER
    })
    .optional(),
  /** The authority's policy that stamps must be made under, e.g. 1.3.6.1.4.1.4146.2.3. */
  TIMESTAMP_POLICY: z
    .string()
    .max(100)
    .regex(/^[0-2](\.(0|[1-9]\d{0,15}))+$/, 'must be an object identifier like 1.3.6.1.4.1.4146.2.3')
    .optional(),
}

type TimeStampConfig = z.output<z.ZodObject<typeof timeStampSettingsOfServer>>

export interface TimeStampSettings {
  url: URL
  /** Certificates that may vouch for the authority; empty: nobody has to. */
  trusted: X509Certificate[]
  policy: string | undefined
}

/** Contradictions, as [setting, what is wrong]. */
export const timeStampContradictions = (config: TimeStampConfig): [string, string][] =>
  (['TIMESTAMP_CA', 'TIMESTAMP_POLICY'] as const)
    .filter((name) => config.TIMESTAMP_URL === undefined && config[name] !== undefined)
    .map((name) => [name, 'TIMESTAMP_URL is not set, so nothing is stamped. Set it, or leave this out'])

/** Undefined without an authority. */
export function timeStampSettingsOf(config: TimeStampConfig): TimeStampSettings | undefined {
  const { TIMESTAMP_URL, TIMESTAMP_CA = [], TIMESTAMP_POLICY } = config
  return TIMESTAMP_URL === undefined
    ? undefined
    : { url: new URL(TIMESTAMP_URL), trusted: TIMESTAMP_CA, policy: TIMESTAMP_POLICY }
}
