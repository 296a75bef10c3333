// A real provider of accounts for tests, and one that answers whatever a test wants.
import { createServer, type RequestListener } from 'node:http'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import Provider from 'oidc-provider'
import { freePort } from '../../../../scripts/testing/freePort.ts'
import { atEnd } from '../../testing/atEnd.ts'

export const oidcClient = { id: 'lectern', secret: 'a secret of the client, long enough' }

async function listen(port: number, listener: RequestListener): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
}

/** Claims by account id. */
export type Accounts = Record<string, Record<string, unknown>>

export async function startProvider(publicUrl: string, accounts: Accounts) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: oidcClient.id,
        client_secret: oidcClient.secret,
        redirect_uris: [`${publicUrl}/sign-in/oidc`],
        post_logout_redirect_uris: [`${publicUrl}/sign-in?problem=signed_out`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: async (_, id) =>
      accounts[id] && { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    cookies: { keys: ['a key of the provider’s cookies'] },
  })
  await listen(port, provider.callback())

  return {
    issuer,
    /** Signs in there as a browser does; returns the query with which it is sent back. */
    async signIn(url: string, accountId: string): Promise<string> {
      const jar = new Map<string, string>()
      const visit = async (address: string, body?: URLSearchParams): Promise<string> => {
        const answer = await fetch(new URL(address, issuer), {
          redirect: 'manual',
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
          ...(body && { method: 'POST', body }),
        })
        for (const cookie of answer.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
          jar.set(name!, value!)
        }
        const next = answer.headers.get('location')
        if (!next) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`)
        return next
      }
      let next = await visit(url)
      while (!next.startsWith(publicUrl))
        next = /\/interaction\/[^/]+$/.test(next)
          ? await visit(next, new URLSearchParams({ prompt: 'login', login: accountId, password: 'x' }))
          : await visit(next)
      return new URL(next).search.slice(1)
    },
  }
}

export interface Forged {
  claims?: JWTPayload
  alg?: 'none' | 'HS256'
  /** Signed with a key that the provider does not publish. */
  isForeign?: boolean
  /** The error with which the token is refused. */
  error?: string
}

/** A provider whose every answer is a test's. `next`: what the next token says. */
export async function startHostileProvider() {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const [{ privateKey, publicKey }, foreign] = await Promise.all([
    generateKeyPair('RS256'),
    generateKeyPair('RS256'),
  ])
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  const world = { issuer, next: {} as Forged, nonce: '', discoveredIssuer: issuer, isDown: false }

  async function idToken(): Promise<string> {
    const { claims, alg, isForeign } = world.next
    const now = Math.floor(Date.now() / 1000)
    const payload = {
      iss: issuer,
      sub: 'eve',
      aud: oidcClient.id,
      nonce: world.nonce,
      iat: now,
      exp: now + 300,
      ...claims,
    }
    if (alg === 'none') return new UnsecuredJWT(payload).encode()
    const header = { alg: alg ?? 'RS256', kid: 'k' }
    const key = alg
      ? new TextEncoder().encode(oidcClient.secret)
      : isForeign
        ? foreign.privateKey
        : privateKey
    return new SignJWT(payload).setProtectedHeader(header).sign(key)
  }

  await listen(port, async ({ url }, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (world.isDown) return void response.destroy()
    if (url?.startsWith('/.well-known/'))
      return void answer(200, {
        issuer: world.discoveredIssuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
      })
    if (url === '/jwks') return void answer(200, { keys: [jwk] })
    if (world.next.error) return void answer(400, { error: world.next.error })
    answer(200, { access_token: 'a', token_type: 'Bearer', id_token: await idToken() })
  })
  return world
}
