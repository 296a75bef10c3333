// The ledger over HTTP: two servers, one Redis, and the verifier that an auditor runs.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { type LedgerPage, ledgerPage, ledgerPageSize, ledgerPublicKey } from '@lectern/shared/ledger'
import { type Role, roles } from '@lectern/shared/roles'
import { linesOf } from '../../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../../shared/src/verifying/verifyLedger.ts'
import { dayMs } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import { statusAndCode } from '../testing/answers.ts'
import { conferenceId, type TestLedger, testLedger } from '../testing/conference.ts'
import { startServers } from '../testing/servers.ts'
import { exportLines } from './ledgerExport.ts'
import { createLedgerKey } from './ledgerKey.ts'

const seed = randomBytes(32).toString('base64url')
/** The last server has no key. */
const lectern = await startServers({ servers: 2, settings: { LEDGER_KEY: seed } })
await lectern.start({ LEDGER_KEY: undefined })
const { connection, log } = lectern
const store = testLedger(connection, Date.now)
const cookies = {} as Record<Role, string>
for (const role of roles) {
  const exhibitor = role === 'exhibitor' && { exhibitorId: 'acme' }
  const { personId } = await lectern.invite({ name: role, roles: [role], ...exhibitor })
  cookies[role] = await lectern.cookieOf(personId)
}

const get = (path: string, role?: Role, server = 0): Promise<Response> =>
  lectern.request(path, { server, cookie: role && cookies[role] })
const pageOf = async (query = ''): Promise<LedgerPage> =>
  ledgerPage.parse(await (await get(`/api/ledger${query}`, 'office')).json())

async function verify(response: Response, pinnedKey?: string) {
  const chunks = async function* () {
    for await (const chunk of response.body!) yield Buffer.from(chunk as Uint8Array)
  }
  return verifyLedger(linesOf(chunks()), nodeTools(pinnedKey))
}
const publicKey = async (server?: number) =>
  ledgerPublicKey.parse(await (await get('/api/ledger/key', 'office', server)).json())
/** So many entries at once. */
async function fill(count: number): Promise<void> {
  const [intent, token, until] = [newId(), 'token', Date.now() + dayMs]
  await connection.hset(keys.leases(), intent, `${token} ${until}`)
  const records = Array.from(
    { length: count },
    (_, n) => ({ kind: 'check.answered', by: `person-${n}`, data: { n } }) as const,
  )
  await store.append(records, { intent, token, step: 'fill', until })
}

test.each(['/api/ledger', '/api/ledger/export', '/api/ledger/key'])(
  '%s is for the office and nobody else',
  async (path) => {
    const before = await store.head()
    expect(await statusAndCode(get(path))).toEqual([401, 'not_signed_in'])
    for (const role of roles.filter((each) => each !== 'office'))
      expect([role, await statusAndCode(get(path, role))]).toEqual([role, [403, 'forbidden']])
    expect(await store.head()).toEqual(before)
    expect((await get(path, 'office')).status).toBe(200)
  },
)

test('an export is complete, contains its own entry, and is verified by the key that the office sees', async () => {
  await fill(1203)
  const head = await store.head()
  const { publicKey: key, fingerprint } = await publicKey()
  const response = await get('/api/ledger/export', 'office')
  expect(response.headers.get('content-type')).toContain('application/x-ndjson')
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename=ledger-[\w-]+-\d{4}-\d\d-\d\d\.ndjson$/,
  )
  expect(await verify(response, key)).toMatchObject({ is: 'unaltered', count: head.seq + 1, fingerprint })
  const [made] = await store.read(head.seq + 1, 1)
  const { person } = (await (await get('/api/me', 'office')).json()) as { person: { id: string } }
  expect(made).toMatchObject({ kind: 'export.made', by: person.id, prev: head.hash })
})

test('servers that share LEDGER_KEY sign with one key; base64 and base64url are the same', async () => {
  expect(await publicKey(1)).toEqual(await publicKey())
  const response = await get('/api/ledger/export', 'office', 1)
  expect(await verify(response, (await publicKey()).publicKey)).toMatchObject({ is: 'unaltered' })
  const plain = `${seed.replaceAll('-', '+').replaceAll('_', '/')}=`
  expect(createLedgerKey(plain).publicKey).toBe((await publicKey()).publicKey)
})

test('without LEDGER_KEY the ledger is kept and shown, and exports are refused without an entry', async () => {
  const before = await store.head()
  for (const path of ['/api/ledger/export', '/api/ledger/key'])
    expect(await statusAndCode(get(path, 'office', 2))).toEqual([409, 'conflict'])
  expect(await store.head()).toEqual(before)
  expect((await get('/api/ledger', 'office', 2)).status).toBe(200)
})

test('the page shows the newest entries first, and older ones by page', async () => {
  await fill(2 * ledgerPageSize + 5)
  const { entries, head } = await pageOf()
  expect(head).toEqual(await store.head())
  expect(entries.map(({ seq }) => seq)).toEqual(
    Array.from({ length: ledgerPageSize }, (_, i) => head.seq - i),
  )
  const older = await pageOf(`?before=${entries.at(-1)!.seq}`)
  expect(older.entries[0]!.seq).toBe(entries.at(-1)!.seq - 1)
  expect(older.entries).toHaveLength(ledgerPageSize)
  expect((await pageOf('?before=3')).entries.map(({ seq }) => seq)).toEqual([2, 1])
  expect((await pageOf('?before=1')).entries).toEqual([])
  expect((await pageOf('?before=999999999')).entries).toEqual(entries)
  for (const query of ['before=0', 'before=-1', 'before=x', 'before=1.5', 'before=1&before=2', 'after=1'])
    expect([query, await statusAndCode(get(`/api/ledger?${query}`, 'office'))]).toEqual([
      query,
      [400, 'invalid_request'],
    ])
})

test('an export is read from Redis as fast as it is downloaded, however long the ledger is', async () => {
  const head = await store.head()
  let pages = 0
  const counting: Pick<TestLedger, 'head' | 'lines' | 'contents'> = {
    head: store.head,
    contents: store.contents,
    lines: (from, count) => {
      pages += 1
      return store.lines(from, count)
    },
  }
  const about = { conference: { id: 'demo', title: 'Demo' }, exportedAt: 1 }
  const parts = exportLines(counting, head, about, createLedgerKey(seed))
  await parts.next()
  expect(pages).toBe(0)
  await parts.next()
  expect(pages).toBe(1)
  await parts.return(undefined)
  expect(pages).toBe(1)
})

/** A response whose bytes are read only when the test wants. */
async function startDownload(): Promise<IncomingMessage> {
  const request = httpGet(`${lectern.servers[0]!.address}/api/ledger/export`, {
    headers: { cookie: cookies.office },
  })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

test('aborting a download does no harm', async () => {
  await fill(30_000)
  const lines = log.lines.length
  const response = await startDownload()
  response.destroy()
  while (log.lines.length === lines) await store.head()
  expect(log.lines.at(-1)).toMatchObject({ level: 40, msg: 'an answer broke off' })
  expect(await verify(await get('/api/ledger/export', 'office'))).toMatchObject({ is: 'unaltered' })
})

test('if the ledger cannot be read to its end the download breaks off, and is never taken for complete', async () => {
  const response = await startDownload()
  const { seq } = await store.head()
  await connection.xtrim(keys.ledger(conferenceId), 'MINID', `${seq}-0`)
  let text = ''
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  await new Promise<void>((resolve) => response.once('close', resolve).once('error', () => undefined))
  expect(response.complete).toBe(false)
  // Entries may have a content of the name “signature”; only the last line has this.
  expect(text).not.toContain('"lastHash"')
})
