// The provider of accounts, by openid-client: discovery, PKCE, and the checks of what comes back. Its absence
// keeps nobody from signing in by link: it is asked only when somebody presses its button.
import { AppError, errors } from '@lectern/shared/errors'
import * as client from 'openid-client'
import type { OidcSettings } from '../core/oidcConfig.ts'

/** What the browser's session keeps between leaving for the provider and coming back. */
export interface OidcAttempt {
  state: string
  nonce: string
  verifier: string
}
export type Claims = Readonly<Record<string, unknown>> & { iss: string; sub: string }

export interface OidcAnswer {
  claims: Claims
  /** For signing out there, too. */
  idToken: string
}

export type OidcProvider = ReturnType<typeof createOidcProvider>

/** For one request to the provider, in s. */
const requestSeconds = 10
/** How long a discovery document is used, in ms. */
const discoveredMs = 3_600_000

const claimWords: Record<string, string> = {
  nonce: 'it belongs to another sign-in',
  iss: 'it comes from another provider',
  aud: 'it was made for another program',
  azp: 'it was made for another program',
}

interface ProviderFailure {
  code?: string
  error?: string
  cause?: { claim?: string; code?: string; cause?: { claim?: string } }
  message?: string
}

/** Why a sign-in did not come about, in words. */
function refusalOf(error: unknown, name: string): AppError {
  const { code, error: said, cause } = (error ?? {}) as ProviderFailure
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR')
    return said === 'access_denied'
      ? errors.signInRefused(`You cancelled signing in with ${name}. Nothing has changed.`)
      : errors.signInRefused(`${name} did not sign you in. Try again, or use your personal link.`)
  if (code === 'OAUTH_RESPONSE_BODY_ERROR')
    return said === 'invalid_grant'
      ? errors.signInRefused('This sign-in was used already, or it took too long. Try again.')
      : errors.signInRefused(
          `${name} refused the request of this server (${String(said).slice(0, 40)}). Tell the organiser, and use your personal link.`,
        )
  const claim = cause?.claim ?? cause?.cause?.claim
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED')
    return errors.signInRefused(
      'The answer of the provider has expired, or one of the clocks is wrong. Try again.',
    )
  if (code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' || code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
    return errors.signInRefused(
      `The answer of ${name} was not accepted: ${claimWords[claim ?? ''] ?? 'it is not for this sign-in'}. Try again, or use your personal link.`,
    )
  const isAway = code === undefined || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM'
  if (isAway) return errors.providerUnavailable(name)
  return errors.signInRefused(
    `The answer of ${name} was not accepted: it is not signed as it must be, or not complete. Use your personal link, and tell the organiser.`,
  )
}

export function createOidcProvider(settings: OidcSettings, now: () => number) {
  const { issuer, clientId, clientSecret, name, redirectUri } = settings
  let discovered: { at: number; config: client.Configuration } | undefined

  /** Throws `provider_unavailable`. */
  async function configuration(): Promise<client.Configuration> {
    if (discovered && now() - discovered.at < discoveredMs) return discovered.config
    const execute = [client.enableNonRepudiationChecks]
    if (issuer.startsWith('http:')) execute.push(client.allowInsecureRequests)
    try {
      const url = new URL(issuer)
      const options = { execute, timeout: requestSeconds }
      const config = await client.discovery(url, clientId, clientSecret, undefined, options)
      discovered = { at: now(), config }
      return config
    } catch (error) {
      // A provider that was there an hour ago has not moved.
      if (discovered) return discovered.config
      const { code, cause } = error as ProviderFailure
      if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' && cause)
        throw refusalOf({ code, cause: { claim: 'iss' } }, name)
      throw errors.providerUnavailable(name)
    }
  }

  return {
    name,

    /** Where the browser goes to sign in, and what to keep until it comes back. */
    async begin(): Promise<{ url: string; attempt: OidcAttempt }> {
      const config = await configuration()
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, attempt }
    },

    /** Who came back. `query`: of the address to which they came. Throws `sign_in_refused`. */
    async finish(query: string, { state, nonce, verifier }: OidcAttempt): Promise<OidcAnswer> {
      const config = await configuration()
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(`${redirectUri}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()!
        const more = config.serverMetadata().userinfo_endpoint
          ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
          : {}
        return { claims: { ...more, ...claims } as Claims, idToken: tokens.id_token! }
      } catch (error) {
        throw error instanceof AppError ? error : refusalOf(error, name)
      }
    },

    /** Where the browser ends its sign-in at the provider; undefined if it offers none, or is away. */
    async endOf(idToken: string): Promise<string | undefined> {
      try {
        const config = await configuration()
        if (!config.serverMetadata().end_session_endpoint) return undefined
        const given = { id_token_hint: idToken, post_logout_redirect_uri: settings.signedOutUri }
        return client.buildEndSessionUrl(config, given).href
      } catch {
        return undefined
      }
    },
  }
}
