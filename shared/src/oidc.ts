// Signing in with an account of another provider (OpenID Connect), and linking it to a person with consent.
import { z } from 'zod'
import { id } from './ids.ts'
import { declareRoutes, done } from './route.ts'
import { bounded } from './text.ts'

/** A page of ours, after the sign-in. */
const path = bounded(500)
  .regex(/^\/(?!\/)/, 'not a path')
  .meta({ examples: ['/'] })

const signedIn = z.object({
  is: z.literal('signed_in'),
  /** Where to go on; null: at the start. */
  conferenceId: z.string().nullable(),
  path: z.string(),
})
const pending = z.object({
  is: z.literal('pending'),
  /** The provider's name. */
  provider: z.string(),
  /** The verified mail address of the account there, which a person here has, too. */
  email: z.string(),
  /** The person here who has shown, by a personal link, that the account is theirs; null before. */
  name: z.string().nullable(),
  /** A personal link can be mailed to that address. */
  byMail: z.boolean(),
  conferenceId: z.string().nullable(),
})
export const oidcStanding = z.discriminatedUnion('is', [signedIn, pending])
export type OidcStanding = z.infer<typeof oidcStanding>

/** Accounts there that sign a person in here. `provider`: its name; null if none is configured now. */
const linkedAccounts = z.object({
  provider: z.string().nullable(),
  accounts: z.array(z.object({ id: z.string() })),
})
export type LinkedAccounts = z.infer<typeof linkedAccounts>

const unlinking = z.strictObject({ accountId: bounded(64) })
const byPerson = { personId: id }
const linkRate = { points: 60, seconds: 60, pool: 'oidc-links' } as const

const failures = { codes: ['sign_in_refused'], points: 60, seconds: 60, pool: 'oidc' } as const
const rate = { points: 300, seconds: 60, byAddress: true, pool: 'oidc' } as const

export const oidcRoutes = declareRoutes({
  'oidc.begin': {
    summary: 'Where to sign in with an account of the configured provider. Bound to this browser.',
    who: 'anybody',
    body: z.strictObject({ path }),
    reply: z.object({ url: z.string() }),
    rate,
  },
  'oidc.finish': {
    summary: 'Signs in by what the provider answered, or says that the account must be linked first.',
    who: 'anybody',
    of: 'installation',
    /** The query of the address to which the provider sent the browser. */
    body: z.strictObject({ query: bounded(8000) }),
    reply: oidcStanding,
    rate,
    failures,
  },
  'oidc.pending': {
    summary: 'The account that waits in this browser to be linked.',
    who: 'anybody',
    of: 'installation',
    reply: pending,
  },
  'oidc.mailProof': {
    summary: 'Mails a personal link to the address of the account that waits to be linked.',
    who: 'anybody',
    of: 'installation',
    reply: done,
    rate: { points: 30, seconds: 60, byAddress: true },
  },
  'oidc.link': {
    summary: 'Links the account that waits to the person who is signed in here by a personal link.',
    who: 'signedIn',
    of: 'installation',
    reply: signedIn,
    failures,
  },
  'oidc.forget': {
    summary: 'Does not link the account that waits.',
    who: 'anybody',
    of: 'installation',
    reply: done,
  },
  'oidc.linked': {
    summary: 'Your accounts at the configured provider that sign you in here.',
    who: 'signedIn',
    of: 'installation',
    reply: linkedAccounts,
    rate: linkRate,
  },
  'oidc.unlink': {
    summary: 'Unlinks one of them: it signs you in no more, and roles that came with it end.',
    who: 'signedIn',
    of: 'installation',
    body: unlinking,
    reply: done,
    rate: linkRate,
  },
  'oidc.linkedOf': {
    summary: 'Somebody’s accounts at the configured provider.',
    who: ['office'],
    of: 'installation',
    params: byPerson,
    reply: linkedAccounts,
    rate: linkRate,
  },
  'oidc.unlinkOf': {
    summary: 'Unlinks one of somebody’s accounts.',
    who: ['office'],
    of: 'installation',
    params: byPerson,
    body: unlinking,
    reply: done,
    rate: linkRate,
  },
})
