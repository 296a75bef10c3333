// An authority for time stamps (RFC 3161) for tests: OpenSSL's own, behind a small HTTP server.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { element, tags } from '../../shared/src/timeStamps/der.ts'
import { readReply, readToken } from '../../shared/src/timeStamps/token.ts'

export type StampAuthority = ReturnType<typeof createStampAuthority>
type Answer = (query: Buffer, response: ServerResponse) => void

const settings = `
[ req ]
distinguished_name = name
[ name ]
[ ca ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[ stamps ]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping
[ uncritical ]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = timeStamping
[ mixed ]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping,codeSigning
[ without ]
basicConstraints = critical,CA:FALSE
[ tsa ]
default_tsa = one
[ one ]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256, sha384, sha512
accuracy = secs:1
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`
const kinds = {
  rsa: ['rsa:2048'],
  ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  ed25519: ['ed25519'],
} as const
export type KeyKind = keyof typeof kinds

/** Certificates and replies, in a folder of its own; `close` deletes it. */
export function createStampAuthority(kind: KeyKind = 'rsa') {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-stamps-'))
  const path = (name: string): string => join(folder, name)
  const openssl = (...given: string[]): void => {
    execFileSync('openssl', given, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  }
  writeFileSync(path('settings'), settings)
  writeFileSync(path('serial'), '01')
  const newKey = (name: string, of: KeyKind, subject: string): void =>
    openssl(
      ...['req', '-new', '-newkey', ...kinds[of], '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`],
      ...['-subj', subject, '-config', 'settings'],
    )
  openssl(
    ...[
      'req',
      '-x509',
      '-newkey',
      ...kinds.ec,
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '3650',
    ],
    ...['-subj', '/O=Kardia/CN=Kardia root', '-config', 'settings', '-extensions', 'ca'],
  )

  /** Certifies a new key as `name.pem`, by the certificate of `by`. */
  function certify(name: string, extensions: string, days = 3650, of = kind, by = 'ca'): void {
    newKey(name, of, `/O=Kardia/CN=Kardia ${name}`)
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'],
      ...['-days', String(days), '-extfile', 'settings', '-extensions', extensions, '-out', `${name}.pem`],
    )
  }
  certify('stamps', 'stamps')

  /** OpenSSL's reply to a request: DER. */
  function reply(query: Uint8Array, ...more: string[]): Buffer {
    writeFileSync(path('query'), query)
    openssl(
      ...['ts', '-reply', '-config', 'settings', '-section', 'one', '-queryfile', 'query', '-out', 'reply'],
      ...['-signer', 'stamps.pem', '-inkey', 'stamps.key', '-chain', 'ca.pem', ...more],
    )
    return readFileSync(path('reply'))
  }

  /** The same stamp, signed by the key of `name.pem`, whatever its certificate is for. */
  function replyBy(name: string, query: Uint8Array, ...more: string[]): Buffer {
    writeFileSync(path('content'), readToken(readReply(reply(query)).token!).content)
    openssl(
      ...['cms', '-sign', '-binary', '-nodetach', '-cades', '-econtent_type', '1.2.840.113549.1.9.16.1.4'],
      ...['-in', 'content', '-outform', 'DER', '-out', 'token', '-md', 'sha256'],
      ...['-signer', `${name}.pem`, '-inkey', `${name}.key`, ...more],
    )
    const granted = element(tags.sequence, element(tags.integer, Uint8Array.of(0)))
    return Buffer.from(element(tags.sequence, granted, readFileSync(path('token'))))
  }

  return {
    folder,
    caFile: path('ca.pem'),
    certify,
    reply,
    replyBy,
    /** A request for this digest, as OpenSSL makes it. */
    query(digest: string): Buffer {
      openssl('ts', '-query', '-digest', digest, '-sha256', '-cert', '-out', 'asked')
      return readFileSync(path('asked'))
    },
    close: (): void => rmSync(folder, { recursive: true, force: true }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Sends a reply as an authority does. */
export const sendReply = (response: ServerResponse, reply: Uint8Array): void =>
  void response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply)

/** The authority at an address of its own. */
export async function serveStamps(authority: StampAuthority) {
  const usual: Answer = (query, response) => sendReply(response, authority.reply(query))
  let answer = usual
  const asked: { path: string; type: string | undefined; authorization: string | undefined }[] = []
  const server = createServer((request, response) => {
    const { url = '', headers } = request
    asked.push({ path: url, type: headers['content-type'], authorization: headers.authorization })
    void bodyOf(request).then((query) => answer(query, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stamps`,
    /** What was asked, oldest first. */
    asked,
    /** Answers otherwise from now on; without an answer as usual. */
    answerBy(other: Answer = usual): void {
      answer = other
    },
    close(): void {
      server.close()
      server.closeAllConnections()
    },
  }
}
