import type { Role } from '@lectern/shared/roles'
import { cleanup, screen } from '@testing-library/react'
import { conferenceTabs } from '../app/officeTabs.ts'
import { clara, draw, violations } from '../testing/drawPage.tsx'
import OfficeFrame from './OfficeFrame.tsx'

const page = (address: string, roles: Role[] = ['organiser', 'office']) =>
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
  ['/office/activities/heart-failure', 'Credit'],
  ['/office/activities/people/evaluations', 'Credit'],
  ['/office/people', 'People'],
  ['/office/people/clara', 'People'],
  ['/office/credit', 'Credit'],
  ['/office/live', 'Live'],
  ['/office/ledger', 'Ledger'],
  ['/office/exhibitors', 'Exhibitors'],
  ['/office/exhibitors/booth-1', 'Exhibitors'],
])('%s belongs to %s', async (address, label) => {
  await page(address)
  expect(current()).toEqual([label])
  expect(await violations()).toEqual([])
})

test('an organiser has no tab of the office’s', async () => {
  await page('/office', ['organiser'])
  expect(labels()).toEqual(expect.arrayContaining(['Overview', 'Exhibitors', 'Live', 'Settings']))
  for (const ofTheOffice of ['Disclosures', 'Handouts', 'Credit', 'Ledger', 'All'])
    expect(labels()).not.toContain(ofTheOffice)
})

test('the office has every tab, and a way to the other conferences', async () => {
  await page('/office')
  expect(labels()).toEqual(['All', ...conferenceTabs.map(({ label }) => label)])
})

test('somebody who is neither sees no tab', async () => {
  await page('/office', ['clinician', 'moderator'])
  expect(labels()).toEqual([])
})
