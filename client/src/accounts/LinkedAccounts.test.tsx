import type { LinkedAccounts as Linked } from '@lectern/shared/oidc'
import { cleanup, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { LinkedAccounts } from './LinkedAccounts.tsx'

let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
})
afterEach(cleanup)

const two: Linked = { provider: 'Riverside ID', accounts: [{ id: 'a-1' }, { id: 'a-2' }] }
const draw = (personId?: string) =>
  drawAt(server, '/account', '/account', <LinkedAccounts {...(personId && { personId })} />)

test('each account has its button, and is gone once it is unlinked', async () => {
  let linked = two
  server.answers['GET /api/account/oidc'] = () => linked
  server.answers['POST /api/account/oidc/unlink'] = {}
  const { user } = await draw()
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Account at Riverside ID (1)Unlink',
    'Account at Riverside ID (2)Unlink',
  ])
  expect(await violations()).toEqual([])
  linked = { ...two, accounts: [{ id: 'a-1' }] }
  await user.click(screen.getByRole('button', { name: 'Unlink the account at Riverside ID (2)' }))
  await nextTurn()
  expect(server.bodies('POST /api/account/oidc/unlink')).toEqual([{ accountId: 'a-2' }])
  expect(screen.getByRole('listitem').textContent).toBe('Account at Riverside IDUnlink')
  linked = { ...two, accounts: [] }
  await user.click(screen.getByRole('button', { name: 'Unlink the account at Riverside ID' }))
  await nextTurn()
  expect(screen.queryByRole('heading', { name: 'Linked accounts' })).toBeNull()
})

test('the office unlinks somebody else’s, whose provider may not be configured any more', async () => {
  server.answers['GET /api/office/people/clara/oidc'] = { provider: null, accounts: [{ id: 'a-1' }] }
  server.answers['POST /api/office/people/clara/oidc/unlink'] = {}
  const { user } = await draw('clara')
  await user.click(screen.getByRole('button', { name: 'Unlink the account at another provider' }))
  await nextTurn()
  expect(server.bodies('POST /api/office/people/clara/oidc/unlink')).toEqual([{ accountId: 'a-1' }])
  expect(server.bodies('POST /api/account/oidc/unlink')).toEqual([])
})

test('a refusal is said, and the account stays', async () => {
  server.answers['GET /api/account/oidc'] = { ...two, accounts: [{ id: 'a-1' }] }
  server.refuse('POST /api/account/oidc/unlink', 'conflict', 'You would have no way to sign in.')
  const { user } = await draw()
  await user.click(screen.getByRole('button', { name: 'Unlink the account at Riverside ID' }))
  await nextTurn()
  expect(screen.getByRole('alert').textContent).toBe('You would have no way to sign in.')
  expect(screen.getByRole('listitem')).toBeTruthy()
})

test.each([
  ['none is linked', { provider: 'Riverside ID', accounts: [] }],
  ['it is not known yet', undefined],
])('nothing is drawn where %s', async (_, answer) => {
  if (answer) server.answers['GET /api/account/oidc'] = answer
  else server.refuse('GET /api/account/oidc', 'storage_unavailable', 'Not now.')
  await draw()
  expect(text()).not.toContain('Linked accounts')
  expect(screen.queryByRole('button')).toBeNull()
})
