import type { ShownPolicy } from '@lectern/shared/creditPolicies'
import { cleanup, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { eaccme } from './fakePolicies.ts'
import PoliciesPage from './PoliciesPage.tsx'

async function page(policies: ShownPolicy[]) {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies }
  return drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
}

afterEach(cleanup)

test('each policy says its rule, where it is from, and what nobody could confirm', async () => {
  await page([{ ...eaccme, unconfirmed: ['The daily maximum.'] }])
  expect(await screen.findByRole('heading', { level: 2, name: 'EACCME' })).toBeTruthy()
  expect(text()).toContain('60 minutes for one ECMEC, in steps of 0.5')
  expect(text()).toContain('The daily maximum.')
  expect(screen.queryByText('check again')).toBeNull()
  expect(await violations()).toEqual([])
})

test('one that had to be checked again by now is named, and what to do', async () => {
  await page([{ ...eaccme, isExpired: true, expires: '2026-01-01' }])
  expect(await screen.findByText('check again')).toBeTruthy()
  expect(text()).toContain('1 policy had to be checked again by now. Compare each with its body')
})

test('among many, one is found by its name', async () => {
  const many = Array.from({ length: 8 }, (_, i) => ({ ...eaccme, id: `body-${i}`, title: `Body ${i}` }))
  const { user } = await page(many)
  await user.type(await screen.findByRole('searchbox', { name: 'Find a policy' }), 'body 3')
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent?.trim())).toEqual([
    'Body 3',
  ])
  expect(screen.getByText('1 policy')).toBeTruthy()
})

test('a changed policy shows how many results would change, and whose, before it is put in force', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [{ ...eaccme, isChanged: true }] }
  server.answers['GET /api/policies/eaccme/changes'] = {
    changes: {
      ...{ policyId: 'eaccme', id: 'c1', edition: 'b', against: 'a', startedAt: 1, doneAt: 2, share: 1 },
      ...{ people: 40, results: 2, claims: 1, isCut: false },
      changes: [
        {
          ...{ personId: 'p', name: 'Clara Nwosu', activityId: 'a', title: 'Heart failure', part: null },
          ...{ before: 1, after: 0.5, why: 'Rounded down.', claimed: null },
        },
      ],
    },
  }
  server.answers['POST /api/policies/eaccme/in-force'] = {}
  const { user } = await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  expect(await screen.findByText(/2 results that nobody has claimed yet would change/)).toBeTruthy()
  expect(text()).toContain(
    '1 claim would be judged differently; their certificates stay as they were issued.',
  )
  expect(screen.getByRole('row', { name: 'Clara Nwosu Heart failure 1.00 0.50 Rounded down.' })).toBeTruthy()
  expect(await violations()).toEqual([])
  await user.type(screen.getByRole('textbox', { name: 'Why it is put in force' }), 'As published.')
  await user.click(screen.getByRole('button', { name: 'Put in force' }))
  expect(server.bodies('POST /api/policies/eaccme/in-force')).toEqual([
    { seen: 'c1', reason: 'As published.' },
  ])
})

test('an expired policy is confirmed with day and source', async () => {
  const server = new FakeHttp()
  server.answers['GET /api/policies'] = { policies: [{ ...eaccme, isExpired: true, expires: '2026-01-01' }] }
  server.answers['POST /api/policies/eaccme/confirmations'] = {}
  const { user } = await drawAt(server, '/office/policies', '/office/policies', <PoliciesPage />)
  await user.type(await screen.findByLabelText(/Compared on/), '2026-11-30')
  await user.type(screen.getByLabelText(/With/), 'eaccme.eu')
  await user.click(screen.getByRole('button', { name: 'Confirm' }))
  expect(server.bodies('POST /api/policies/eaccme/confirmations')).toEqual([
    { on: '2026-11-30', source: 'eaccme.eu' },
  ])
})
