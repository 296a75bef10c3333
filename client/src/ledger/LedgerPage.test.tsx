import type { LedgerEntry, LedgerState } from '@lectern/shared/ledger'
import { cleanup, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import LedgerPage from './LedgerPage.tsx'

const entry = (seq: number, fields: Partial<LedgerEntry> = {}): LedgerEntry => ({
  seq,
  at: 1_764_000_000_000 + seq,
  kind: 'claim.made',
  by: 'clara',
  data: { activityId: 'hf', amount: 0.75 },
  prev: '0'.repeat(64),
  hash: String(seq % 10).repeat(64),
  ...fields,
})
const head = (seq: number) => ({ seq, hash: '1'.repeat(64) })

const at = Date.UTC(2026, 10, 30, 12)
const stamp = { head: head(4), at, authority: 'O=Kardia, CN=Kardia stamps', fingerprint: 'f', entry: 5 }
const quiet: LedgerState = {
  head: head(4),
  stamps: { authority: null, last: null, open: 4, isAsking: false, failure: null },
  verification: { last: null, progress: null, hasFailed: false },
}

let server: FakeHttp
async function page(state: LedgerState = quiet) {
  server = new FakeHttp()
  server.answers['GET /api/ledger/state'] = () => state
  server.answers['POST /api/ledger/verification'] = {}
  server.answers['POST /api/ledger/stamps'] = {}
  server.answers['GET /api/ledger'] = {
    entries: [entry(4, { by: 'platform', kind: 'outage.opened' }), entry(3)],
    head: head(4),
  }
  server.answers['GET /api/ledger?before=3'] = { entries: [entry(2), entry(1)], head: head(5) }
  server.answers['GET /api/ledger/key'] = { publicKey: 'a-public-key', fingerprint: 'ab:cd:ef' }
  return drawAt(server, '/office/ledger', '/office/ledger', <LedgerPage />)
}
const numbers = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.firstElementChild?.textContent)

afterEach(cleanup)

test('entries are told in words, newest first, with what they hold', async () => {
  await page()
  expect(numbers()).toEqual(['4', '3'])
  expect(text()).toContain('2 of 4 shown,')
  expect(screen.getAllByRole('row')[1]!.textContent).toMatch(/Platform fault began.*the platform$/s)
  expect(screen.getAllByRole('row')[2]!.textContent).toContain('activityId: hf\namount: 0.75\nhash: 333')
  expect(await violations()).toEqual([])
})

test('older ones are shown on a press, until there are no more', async () => {
  const { user } = await page()
  await user.click(screen.getByRole('button', { name: 'Show older entries' }))
  expect(await screen.findByText('4 of 4 shown,', { exact: false })).toBeTruthy()
  expect(numbers()).toEqual(['4', '3', '2', '1'])
  expect(screen.queryByRole('button', { name: 'Show older entries' })).toBeNull()
})

test('older ones that could not be loaded are said so; what is there stays', async () => {
  const { user } = await page()
  server.refuse('GET /api/ledger?before=3', 'storage_unavailable', 'The server cannot reach its storage.')
  await user.click(screen.getByRole('button', { name: 'Show older entries' }))
  expect((await screen.findByRole('alert')).textContent).toContain('The server cannot reach its storage.')
  expect(numbers()).toEqual(['4', '3'])
})

test('the export and the command that verifies it are there, with the key', async () => {
  await page()
  expect(screen.getByRole('link', { name: 'Export the ledger' }).getAttribute('href')).toBe(
    '/api/ledger/export',
  )
  expect(text()).toContain('npm run verify-ledger -- FILE --key a-public-key --credit')
  expect(text()).toContain('4-11111-11111')
  expect(text()).toContain('ab:cd:ef')
})

test('a server that cannot sign says so instead of exporting', async () => {
  server = new FakeHttp()
  server.answers['GET /api/ledger/state'] = { ...quiet, head: head(0), stamps: { ...quiet.stamps, open: 0 } }
  server.answers['GET /api/ledger'] = { entries: [], head: head(0) }
  server.refuse('GET /api/ledger/key', 'conflict', 'Exports cannot be signed: this server has no LEDGER_KEY.')
  await drawAt(server, '/office/ledger', '/office/ledger', <LedgerPage />)
  expect(screen.getByRole('alert').textContent).toContain('Exports cannot be signed')
  expect(screen.queryByRole('link', { name: 'Export the ledger' })).toBeNull()
  expect(text()).toContain('No entries yet')
})

const stateOf = (
  changes: Partial<LedgerState['stamps']>,
  verification = quiet.verification,
): LedgerState => ({
  ...quiet,
  head: head(6),
  stamps: { ...quiet.stamps, authority: 'stamps.example.org', ...changes },
  verification,
})
const verified = { startedAt: at, endedAt: at, by: 'ito', count: 4, contents: 3, stamps: 1, problem: null }

test('without an authority the page says what that means and who can change it', async () => {
  await page()
  expect(text()).toContain('Not set up')
  expect(text()).toContain('with the setting TIMESTAMP_URL')
  expect(screen.queryByRole('button', { name: 'Stamp now' })).toBeNull()
  expect(await violations()).toEqual([])
})

test('a stamped ledger: which entry, when and by whom, with the stamp as a file', async () => {
  await page(stateOf({ last: stamp, open: 0 }))
  expect(text()).toContain('All entries')
  expect(text()).toContain('Entry 4 and everything before it, by O=Kardia, CN=Kardia stamps.')
  expect(screen.getByRole('link', { name: 'Last time stamp' }).getAttribute('href')).toBe(
    '/api/ledger/stamps/last.tst',
  )
  expect(await violations()).toEqual([])
})

test('entries that wait for a stamp are counted, and one can be asked for', async () => {
  const { user } = await page(stateOf({ last: stamp, open: 2 }))
  expect(text()).toContain('2 entries are not stamped yet; stamps.example.org is asked')
  await user.click(screen.getByRole('button', { name: 'Stamp now' }))
  expect(server.sent.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/ledger/stamps'])
})

test('while the authority is asked, that is said, and nothing can be pressed', async () => {
  await page(stateOf({ open: 2, isAsking: true }))
  expect(text()).toContain('Asking stamps.example.org for a time stamp…')
  expect(screen.queryByRole('button', { name: 'Stamp now' })).toBeNull()
})

test('an authority that cannot be had: since when, why, how often, and when next', async () => {
  const failure = { since: at, reason: 'it answers with HTTP status 503', tries: 3, nextAt: at + 3_600_000 }
  await page(stateOf({ last: stamp, open: 1, failure }))
  expect(text()).toContain('Failing')
  expect(screen.getByRole('alert').textContent).toMatch(
    /No time stamp since .*stamps\.example\.org: it answers with HTTP status 503\. Tried 3 times, next at .*unharmed/s,
  )
  expect(screen.getByRole('button', { name: 'Try now' })).toBeTruthy()
  expect(await violations()).toEqual([])
})

test('verifying now begins a job, whose progress is followed to its result', async () => {
  let state = stateOf({ open: 6 })
  const { user, client } = await page()
  server.answers['GET /api/ledger/state'] = () => state
  expect(text()).toContain('Not yet')
  state = stateOf({ open: 6 }, { ...quiet.verification, progress: 0.4 })
  await user.click(screen.getByRole('button', { name: 'Verify now' }))
  expect(await screen.findByText('Verifying… 40%')).toBeTruthy()
  expect(screen.getByRole('progressbar', { name: 'Verifying the ledger' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Verify now' })).toBeNull()
  state = stateOf({ open: 6 }, { ...quiet.verification, last: verified })
  await client.refetchQueries({ queryKey: ['ledger', 'state'] })
  expect(await screen.findByText('Unaltered')).toBeTruthy()
  expect(text()).toContain('4 entries, 3 contents and 1 time stamp. 2 entries were added since.')
})

test('an altered ledger is said in the verifier’s words, with what to do', async () => {
  const problem = 'Removed: entry 3. Entry 4 is there instead.'
  await page(stateOf({}, { ...quiet.verification, last: { ...verified, problem } }))
  expect(screen.getByRole('alert').textContent).toContain('The ledger is not as it was recorded')
  expect(screen.getByRole('alert').textContent).toContain(problem)
  expect(await violations()).toEqual([])
})

test('a verification that did not finish is no alteration', async () => {
  await page(stateOf({}, { ...quiet.verification, hasFailed: true }))
  expect(screen.getByRole('alert').textContent).toContain('did not finish')
})

test('a state that cannot be loaded says so and can be tried again; the entries are there', async () => {
  server = new FakeHttp()
  server.answers['GET /api/ledger'] = { entries: [entry(1)], head: head(1) }
  server.answers['GET /api/ledger/key'] = { publicKey: 'a-public-key', fingerprint: 'ab:cd:ef' }
  server.refuse('GET /api/ledger/state', 'storage_unavailable', 'The server cannot reach its storage.')
  const { user } = await drawAt(server, '/office/ledger', '/office/ledger', <LedgerPage />)
  expect(text()).toContain('The server cannot reach its storage.')
  expect(numbers()).toEqual(['1'])
  server.answers['GET /api/ledger/state'] = quiet
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('Not set up')).toBeTruthy()
})
