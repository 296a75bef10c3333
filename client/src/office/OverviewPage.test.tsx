import type { Progress } from '@lectern/shared/overview'
import type { Role } from '@lectern/shared/roles'
import { cleanup, screen, within } from '@testing-library/react'
import { clara, draw, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { officeOverview } from './fakeOffice.ts'
import OverviewPage from './OverviewPage.tsx'

const nothing: Progress = {
  sessions: 0,
  running: 0,
  ended: 0,
  people: 0,
  faculty: 0,
  uncleared: 0,
  booths: 0,
}
const office: Role[] = ['organiser', 'office']
let server: FakeHttp
async function page(progress: Partial<Progress> = {}, roles = office, credit = officeOverview) {
  server = new FakeHttp()
  server.answers['GET /api/office/progress'] = { ...nothing, ...progress }
  server.answers['GET /api/credit/office'] = credit
  globalThis.fetch = server.fetch as unknown as typeof fetch
  const drawn = await draw(<OverviewPage />, { person: { ...clara, roles } })
  await nextTurn()
  return drawn
}
const steps = () =>
  within(screen.getByRole('list', { name: 'What comes next' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

afterEach(cleanup)

test('in a new conference the programme comes first, and each step leads to its page', async () => {
  await page()
  expect(steps()[0]).toBe('1Now: ProgrammeWrite the sessions, or import them from a file. Plan the programme')
  expect(
    steps()
      .slice(1)
      .every((words) => words?.includes('Next: ')),
  ).toBe(true)
  const links = within(screen.getByRole('list', { name: 'What comes next' })).getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/office/programme',
    '/office/people',
    '/office/disclosures',
    '/',
    '/office/credit',
  ])
  expect(await violations()).toEqual([])
})

test('what is done is ticked, and the first that is not is now', async () => {
  await page({ sessions: 12, people: 40, faculty: 9, uncleared: 3 })
  expect(
    steps().map(
      (words) => words?.match(/(Done|Now|Next): (Programme|People|Disclosures|The sessions|Credit)/)?.[0],
    ),
  ).toEqual(['Done: Programme', 'Done: People', 'Now: Disclosures', 'Next: The sessions', 'Next: Credit'])
  expect(text()).toContain('3 of 9 people not cleared yet. An accredited session cannot go live before.')
})

test('what needs the office comes first', async () => {
  await page()
  const needs = within(screen.getByRole('region', { name: 'Needs you' })).getAllByRole('listitem')
  expect(needs.map(({ textContent }) => textContent)).toEqual([
    '14 records to report, 9 days left: Heart failure, all year · Report',
    '1 appeal to decide · Review',
    '2 of 206 evaluations report commercial bias: Heart failure, all year · Read',
  ])
})

test('nothing needs the office where nothing waits', async () => {
  await page({}, office, { ...officeOverview, activities: [], appeals: [] })
  expect(text()).toContain('Nothing right now.')
})

test('an organiser sees the steps, but is not led to what is the office’s', async () => {
  await page({ sessions: 1 }, ['organiser'])
  const links = within(screen.getByRole('list', { name: 'What comes next' })).getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/office/programme', '/'])
  expect(screen.queryByRole('region', { name: 'Needs you' })).toBeNull()
})
