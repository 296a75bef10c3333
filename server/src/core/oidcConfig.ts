// The settings of signing in with accounts of another provider (OpenID Connect).
import { type ConferenceRole, conferenceRole } from '@lectern/shared/roles'
import { z } from 'zod'

/** A claim and the value that it must have or hold: `groups=cme-office`, `realm_access.roles=cme`. */
export interface ClaimTest {
  path: string[]
  value: string
}
export interface RoleClaim extends ClaimTest {
  role: ConferenceRole
}

const claimTest = (text: string): ClaimTest | undefined => {
  const at = text.indexOf('=')
  const [claim, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  return at > 0 && claim && value ? { path: claim.split('.'), value } : undefined
}
const unfit = (context: z.RefinementCtx, message: string): never => {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host)

export const oidcSettingsOfServer = {
  /** The provider, whose discovery document names all else; https, or http on this machine. */
  OIDC_ISSUER: z
    .string()
    .refine(
      (url) =>
        URL.canParse(url) &&
        (url.startsWith('https:') || (url.startsWith('http:') && isLoopback(new URL(url).hostname))),
      'must be an https address like https://login.example.org',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).max(2000).optional(),
  /** What people call it: "Sign in with …". */
  OIDC_NAME: z.string().min(1).max(60).optional(),
  /** Who has it is a member of the CE office. */
  OIDC_OFFICE_CLAIM: z
    .string()
    .max(500)
    .transform((text, context) => claimTest(text) ?? unfit(context, 'must be like groups=cme-office'))
    .optional(),
  /** Roles at the conference whose sign-in page was used. */
  OIDC_ROLE_CLAIMS: z
    .string()
    .max(2000)
    .transform((text, context): RoleClaim[] =>
      text.split(',').map((item) => {
        const [role = '', ...rest] = item.split(':')
        const [known, test] = [conferenceRole.safeParse(role.trim()), claimTest(rest.join(':'))]
        return known.success && test
          ? { role: known.data, ...test }
          : unfit(context, 'must be like clinician:groups=staff,organiser:groups=events')
      }),
    )
    .optional(),
}

type OidcConfig = z.output<z.ZodObject<typeof oidcSettingsOfServer>> & { PUBLIC_URL?: string | undefined }

export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  name: string
  officeClaim: ClaimTest | undefined
  roleClaims: RoleClaim[]
  /** Where the provider sends people back to. */
  redirectUri: string
  /** Where it sends them after they have signed out. */
  signedOutUri: string
}

const names = [
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_NAME',
  'OIDC_OFFICE_CLAIM',
  'OIDC_ROLE_CLAIMS',
] as const

/** Contradictions, as [setting, what is wrong]. */
export function oidcContradictions(config: OidcConfig): [string, string][] {
  if (config.OIDC_ISSUER === undefined)
    return names
      .filter((name) => config[name] !== undefined)
      .map((name) => [name, 'OIDC_ISSUER is not set, so nobody signs in this way. Set it, or leave this out'])
  const needed = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const
  return needed
    .filter((name) => config[name] === undefined)
    .map((name) => [name, 'OIDC_ISSUER is set, and signing in with it needs this, too'])
}

/** Undefined without a provider. */
export function oidcSettingsOf(config: OidcConfig): OidcSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = config
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET || !PUBLIC_URL) return undefined
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: config.OIDC_NAME ?? new URL(OIDC_ISSUER).hostname,
    officeClaim: config.OIDC_OFFICE_CLAIM,
    roleClaims: config.OIDC_ROLE_CLAIMS ?? [],
    redirectUri: `${PUBLIC_URL}/sign-in/oidc`,
    signedOutUri: `${PUBLIC_URL}/sign-in?problem=signed_out`,
  }
}
