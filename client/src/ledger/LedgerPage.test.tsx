import type { LedgerEntry } from '@lectern/shared/ledger'
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

let server: FakeHttp
async function page() {
  server = new FakeHttp()
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
  server.answers['GET /api/ledger'] = { entries: [], head: head(0) }
  server.refuse('GET /api/ledger/key', 'conflict', 'Exports cannot be signed: this server has no LEDGER_KEY.')
  await drawAt(server, '/office/ledger', '/office/ledger', <LedgerPage />)
  expect(screen.getByRole('alert').textContent).toContain('Exports cannot be signed')
  expect(screen.queryByRole('link', { name: 'Export the ledger' })).toBeNull()
  expect(text()).toContain('No entries yet')
})
