import type { ShownPolicy } from '@lectern/shared/creditOffice'
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
