import type { Role } from '@lectern/shared/roles'
import { cleanup, screen } from '@testing-library/react'
import { conferenceTabs } from '../app/officeTabs.ts'
import { clara, draw, violations } from '../testing/drawPage.tsx'
import OfficeFrame from './OfficeFrame.tsx'

const page = (address: string, roles: Role[] = ['organiser', 'office' as Role]) =>
  draw(<OfficeFrame tabs={conferenceTabs} label="CE office" up={{ to: '/provider', label: 'All' }} />, {
    person: { ...clara, roles },
    path: '*',
    address,
    heading: 'A page',
  })
const labels = () => screen.queryAllByRole('link').map(({ textContent }) => textContent)
const current = () =>
  screen
    .getAllByRole('link')
    .filter((link) => link.getAttribute('aria-current') === 'page')
    .map(({ textContent }) => textContent)

afterEach(cleanup)

test.each([
  ['/office', 'Overview'],
  ['/office/activities/heart-failure', 'Overview'],
  ['/office/activities/people/evaluations', 'Overview'],
  ['/office/people', 'People'],
  ['/office/people/clara', 'People'],
  ['/office/ledger', 'Ledger'],
  ['/office/exhibitors', 'Exhibitors'],
  ['/office/exhibitors/booth-1', 'Exhibitors'],
])('%s belongs to %s', async (address, label) => {
  await page(address)
  expect(current()).toEqual([label])
  expect(await violations()).toEqual([])
})

test('somebody who is neither sees no tab', async () => {
  await page('/office', ['clinician', 'moderator'])
  expect(labels()).toEqual([])
})
