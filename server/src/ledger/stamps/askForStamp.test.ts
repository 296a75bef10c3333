// What an authority may answer, and everything else that comes back instead: by OpenSSL's responder over
// HTTP.
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, expect, test } from '@jest/globals'
import { element, readDer, readerOf, tags } from '@lectern/shared/timeStamps/der'
import { createStampAuthority, sendReply, serveStamps } from '../../../../scripts/testing/stampAuthority.ts'
import { askForStamp } from './askForStamp.ts'

const digest = createHash('sha256').update('head').digest('hex')
const authority = createStampAuthority()
const stranger = createStampAuthority('ec')
const server = await serveStamps(authority)
const caOf = ({ caFile }: typeof authority) => [new X509Certificate(readFileSync(caFile))]
const trusted = caOf(authority)
afterEach(() => server.answerBy())
afterAll(() => {
  server.close()
  authority.close()
  stranger.close()
})

const ask = ({
  url = server.url,
  clock = Date.now,
  policy = undefined as string | undefined,
  ca = trusted,
} = {}) =>
  askForStamp(
    {
      settings: { url: new URL(url), trusted: ca, policy },
      clock,
      signal: new AbortController().signal,
      timeoutMs: 2000,
    },
    digest,
  )
const whyNot = (options?: Parameters<typeof ask>[0]): Promise<string> =>
  ask(options).then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  )

test('a stamp is had from the authority, by a request that asks for its certificate', async () => {
  const { stamp, token } = await ask({ policy: '1.2.3.4.5' })
  expect(stamp).toMatchObject({
    isTrusted: true,
    policy: '1.2.3.4.5',
    authority: 'O=Kardia, CN=Kardia stamps',
  })
  expect(token.length).toBeGreaterThan(1000)
  expect(server.asked.at(-1)).toEqual({
    path: '/stamps',
    type: 'application/timestamp-query',
    authorization: undefined,
  })
})

test('user and password of the address are sent, and without a certificate to trust none is asked for', async () => {
  const url = server.url.replace('//', '//kardia:p%40ss@')
  expect((await ask({ url, ca: [] })).stamp.isTrusted).toBe(false)
  expect(server.asked.at(-1)!.authorization).toBe(`Basic ${Buffer.from('kardia:p@ss').toString('base64')}`)
})

const granted = element(tags.sequence, element(tags.integer, Uint8Array.of(0)))
const rejected = element(
  tags.sequence,
  element(
    tags.sequence,
    element(tags.integer, Uint8Array.of(2)),
    element(tags.sequence, element(tags.utf8, Buffer.from('Come back tomorrow'))),
  ),
)
const other = createHash('sha256').update('another head').digest('hex')
const certified = (name: string, days?: number) => (query: Buffer, response: ServerResponse) => {
  authority.certify(name, name, days)
  sendReply(response, authority.replyBy(name, query))
}

test.each<[string, (query: Buffer, response: ServerResponse) => void, string]>([
  [
    'the answer to an earlier request',
    (_, to) => sendReply(to, authority.reply(authority.query(digest))),
    'its reply is to another request',
  ],
  [
    'the stamp of another head',
    (_, to) => sendReply(to, authority.reply(authority.query(other))),
    'it stamps something else',
  ],
  [
    'a rejection',
    (_, to) => sendReply(to, rejected),
    'it gives no time stamp (status 2: Come back tomorrow)',
  ],
  [
    'granted, and no stamp',
    (_, to) => sendReply(to, element(tags.sequence, granted)),
    'it gives no time stamp (status 0)',
  ],
  [
    'a stamp by somebody else',
    (query, to) => sendReply(to, stranger.reply(query)),
    'none of the certificates in TIMESTAMP_CA vouches for it',
  ],
  [
    'a certificate for anything',
    certified('without'),
    'the certificate of its signer is not for time stamps',
  ],
  [
    'half a reply',
    (query, to) => sendReply(to, authority.reply(query).subarray(0, 900)),
    'its reply cannot be read: it ends within an element',
  ],
  [
    'a huge length',
    (_, to) => sendReply(to, Uint8Array.of(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff)),
    'its reply cannot be read',
  ],
  ['nothing', (_, to) => sendReply(to, Buffer.alloc(0)), 'its reply cannot be read: it is empty'],
  [
    'a web page',
    (_, to) => sendReply(to, Buffer.from('<html>Welcome to our Wi-Fi</html>')),
    'its reply cannot be read',
  ],
  [
    '5 MB',
    (_, to) => sendReply(to, Buffer.alloc(5_000_000, 0x30)),
    'its reply is longer than any time stamp',
  ],
  ['HTTP 500', (_, to) => void to.writeHead(500).end('down'), 'it answers with HTTP status 500'],
  [
    'a redirect',
    (_, to) => void to.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    'it sends us to another address',
  ],
  ['no end', (_, to) => void to.writeHead(200).write('0'), 'it did not answer in time'],
  ['no answer at all', () => undefined, 'it did not answer in time'],
  ['a broken connection', (_, to) => void to.destroy(), 'it cannot be reached'],
])('%s is refused', async (_, answer, words) => {
  server.answerBy(answer)
  expect(await whyNot()).toContain(`BadStampError: ${words}`)
})

test('a redirect is not followed', async () => {
  server.answerBy((_, response) => void response.writeHead(307, { location: '/elsewhere' }).end())
  await whyNot()
  expect(server.asked.at(-1)!.path).toBe('/stamps')
})

test('an expired certificate is refused', async () => {
  server.answerBy((query, response) => {
    authority.certify('expired', 'stamps', -1)
    sendReply(response, authority.replyBy('expired', query))
  })
  expect(await whyNot()).toContain('was not valid yet, or had expired')
})

test('a stamp under another policy than the one of the settings is refused', async () => {
  server.answerBy((query, response) => {
    const asked = readerOf(readDer(query), tags.sequence, 'the request').rest()
    const without = asked.filter(({ tag }) => tag !== tags.oid).map(({ whole }) => whole)
    sendReply(response, authority.reply(element(tags.sequence, ...without)))
  })
  expect(await whyNot({ policy: '1.2.3.4.5' })).toBe(
    'BadStampError: its stamp is made under the policy 1.2.3.4.1',
  )
})

test('a clock that differs by more than five minutes is noticed, on either side', async () => {
  expect(await whyNot({ clock: () => Date.now() + 10 * 60_000 })).toContain(
    'its clock is 10 minutes behind ours',
  )
  expect(await whyNot({ clock: () => Date.now() - 10 * 60_000 })).toContain(
    'its clock is 10 minutes ahead of ours',
  )
  expect(await whyNot({ clock: () => Date.now() + 60_000 })).toBe('accepted')
})

test('an address where nobody listens is told apart', async () => {
  expect(await whyNot({ url: 'http://127.0.0.1:9/' })).toContain('it cannot be reached')
})
