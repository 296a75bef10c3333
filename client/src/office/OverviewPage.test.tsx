import type { Needs, Progress } from '@lectern/shared/overview'
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
const noNeeds: Needs = {
  mails: { unknown: 0, refused: 0 },
  disclosures: { undecided: 0, overdue: 0 },
  handouts: { waiting: 0 },
}
const manyNeeds: Needs = {
  mails: { unknown: 1, refused: 3 },
  disclosures: { undecided: 2, overdue: 1 },
  handouts: { waiting: 4 },
}
let needs = noNeeds
const office: Role[] = ['organiser', 'office']
let server: FakeHttp
async function page(progress: Partial<Progress> = {}, roles = office, credit = officeOverview) {
  server = new FakeHttp()
  server.answers['GET /api/office/progress'] = { ...nothing, ...progress }
  server.answers['GET /api/credit/office'] = credit
  server.answers['GET /api/office/needs'] = needs
  server.answers['GET /api/event-reports'] = { reports: [] }
  globalThis.fetch = server.fetch as unknown as typeof fetch
  const drawn = await draw(<OverviewPage />, { person: { ...clara, roles } })
  await nextTurn()
  return drawn
}
const steps = () =>
  within(screen.getByRole('list', { name: 'What comes next' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

afterEach(() => {
  cleanup()
  needs = noNeeds
})

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

const linesOf = () =>
  within(screen.getByRole('region', { name: 'Needs you' }))
    .getAllByRole('listitem')
    .map((line) => [line.textContent, within(line).getByRole('link').getAttribute('href')])

test('mails, disclosures and handouts that wait are lines with a link', async () => {
  needs = manyNeeds
  await page({}, office, { ...officeOverview, activities: [], appeals: [] })
  expect(linesOf()).toEqual([
    ['1 disclosure overdue · Ask again', '/office/disclosures?show=missing'],
    ['2 disclosures to decide · Decide', '/office/disclosures?show=undecided'],
    ['4 handouts to review · Review', '/office/handouts'],
    ['1 mail of which nobody knows whether it arrived · Decide', '/office/mail?status=unknown'],
    ['3 mails refused or returned · Look', '/office/mail?status=refused'],
  ])
  expect(await violations()).toEqual([])
})

test('an organiser is told of mails, and not of what is the office’s', async () => {
  needs = manyNeeds
  await page({}, ['organiser'])
  expect(linesOf().map(([, to]) => to)).toEqual([
    '/office/mail?status=unknown',
    '/office/mail?status=refused',
  ])
})

test('what could not be loaded is said, beside what could', async () => {
  server = new FakeHttp()
  await page()
  cleanup()
  server.refuse('GET /api/office/needs', 'internal', 'Something went wrong.')
  await draw(<OverviewPage />, { person: { ...clara, roles: office } })
  await nextTurn(20)
  expect(text()).toContain('1 appeal to decide')
  expect(text()).toContain('Not all of it could be loaded.')
})
