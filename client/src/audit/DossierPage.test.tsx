// What an auditor reads about one activity.
import { jest } from '@jest/globals'
import type { Dossier, SheetRows } from '@lectern/shared/audit'
import { act, cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { DossierPage } from './DossierPage.tsx'
import { dossier, onlyIntervals } from './fakeAudit.ts'

const none: SheetRows = { head: [], rows: [], next: null }
const page = (name: string, next: string | null): SheetRows => ({
  head: ['Name', 'Session'],
  rows: [[name, 'Heart failure']],
  next,
})
const sections: Dossier['sections'] = [
  {
    ...{ id: 'control', title: 'Individuals in control of content', evidenceOf: 'ACCME Standard 3' },
    blocks: [
      { is: 'heading', text: 'Speakers' },
      { is: 'text', text: 'Three people were asked.' },
      { is: 'statement', text: 'Credit of the *AMA PRA Category 1 Credit*™.' },
      { is: 'list', items: ['Adaeze Okafor', 'Sven Lindqvist'] },
      { is: 'facts', facts: [['Forms', '2 of 3']] },
      { is: 'table', caption: 'Relationships', head: ['Person', 'Company'], rows: [['Okafor', 'Acme']] },
    ],
    missing: [{ says: 'Luc Moreau has not signed the form.', who: 'faculty' }],
  },
  {
    ...{ id: 'support', title: 'Commercial support', evidenceOf: 'ACCME Standard 4', blocks: [] },
    missing: [
      { says: 'The agreement with Acme is not signed.', who: 'office' },
      { says: 'Nobody has evaluated it.', who: 'learners' },
      { says: 'The ledger has no time stamp.', who: 'operator' },
      { says: 'The activity has not ended.', who: 'nobody' },
    ],
  },
]
const whole: Dossier = { ...dossier, isOver: false, sections }
let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/audit/hf'] = whole
  server.answers['GET /api/audit/hf/packs'] = { packs: [] }
  server.answers['GET /api/audit/hf/attendance'] = none
  server.answers['GET /api/audit/hf/certificates'] = none
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})
const open = () => drawAt(server, '/audit/:activityId', '/audit/hf', <DossierPage />)
const part = (name: string | RegExp) => within(screen.getByRole('region', { name }))
const items = (name: string) =>
  part(name)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

test('while the activity loads, a status says so; then every part is drawn', async () => {
  const release = server.hold('GET /api/audit/hf')
  await open()
  expect(screen.getByRole('status', { name: 'Loading the activity' })).toBeTruthy()
  expect(screen.queryByRole('heading')).toBeNull()
  release()
  await screen.findByRole('heading', { level: 1, name: 'Heart failure' })
  // Its sheets are asked for once it is drawn.
  await nextTurn()
  const control = part('Individuals in control of content')
  expect(control.getByText('Evidence of: ACCME Standard 3')).toBeTruthy()
  expect(control.getByRole('heading', { level: 3, name: 'Speakers' })).toBeTruthy()
  expect(control.getByText('Three people were asked.')).toBeTruthy()
  expect(control.getByText('AMA PRA Category 1 Credit').tagName).toBe('EM')
  expect(control.getByText('Sven Lindqvist')).toBeTruthy()
  expect(control.getByRole('definition').textContent).toBe('2 of 3')
  expect(within(control.getByRole('table')).getByRole('cell', { name: 'Acme' })).toBeTruthy()
  const contents = within(screen.getByRole('navigation', { name: 'Contents' })).getAllByRole('link')
  expect(contents.map((link) => link.getAttribute('href'))).toEqual(['#control', '#support'])
  expect(await violations()).toEqual([])
})

test('everything that is missing is listed first, each with who must act, and again in its part', async () => {
  await open()
  expect(text()).toMatch(/Riverside CE\. Cardiology days\..*Not complete yet\. 5 things are missing\./)
  expect(items('Missing')).toEqual([
    'Luc Moreau has not signed the form. (the person concerned)',
    'The agreement with Acme is not signed. (the CE office)',
    'Nobody has evaluated it. (the learners)',
    'The ledger has no time stamp. (who runs the server)',
    'The activity has not ended. (nobody yet)',
  ])
  expect(items('Commercial support')).toHaveLength(4)
})

test('an activity that lacks nothing says so, and has no list', async () => {
  server.answers['GET /api/audit/hf'] = { ...dossier, sections: [{ ...sections[0]!, missing: [] }] }
  await open()
  expect(text()).toContain('Complete: attendance is final. Nothing is missing.')
  expect(screen.queryByRole('region', { name: 'Missing' })).toBeNull()
})

test('what failed to load says why, and is there once it was tried again', async () => {
  server.refuse('GET /api/audit/hf', 'storage_unavailable', 'The store does not answer.')
  const { user } = await open()
  expect(screen.getByRole('alert').textContent).toMatch(/could not be loaded.*The store does not answer\./)
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByRole('heading', { level: 1, name: 'Heart failure' })
  expect(screen.queryByRole('alert')).toBeNull()
})

test('an activity that is not theirs leads back to their own, and nobody learns why', async () => {
  server.refuse('GET /api/audit/hf', 'not_found', 'There is no such activity.')
  await open()
  expect(text()).toContain('Your access may have ended, or the address may be mistyped.')
  expect(text()).not.toContain('There is no such activity.')
  expect(screen.getByRole('link', { name: 'Your audits' }).getAttribute('href')).toBe('/audit')
  expect(await violations()).toEqual([])
})

test('an access that ends takes the records off the page that is open', async () => {
  onlyIntervals()
  await open()
  expect(screen.getByRole('heading', { level: 1, name: 'Heart failure' })).toBeTruthy()
  server.refuse('GET /api/audit/hf/packs', 'not_found', 'There is no such activity.')
  await act(() => jest.advanceTimersByTimeAsync(10_000))
  await nextTurn()
  expect(screen.getByText('You have no access to this activity')).toBeTruthy()
  expect(text()).not.toContain('Heart failure')
})

test('a sheet is read page by page, and one that failed can be tried again', async () => {
  server.answers['GET /api/audit/hf/attendance'] = page('Clara Nwosu', 'clara')
  server.answers['GET /api/audit/hf/attendance?after=clara'] = page('Noah Stein', null)
  server.refuse('GET /api/audit/hf/certificates', 'storage_unavailable', 'The store does not answer.')
  const { user } = await open()
  const attendance = part(/^Attendance by person and session$/)
  expect(attendance.getByRole('cell', { name: 'Clara Nwosu' })).toBeTruthy()
  expect(attendance.getByRole('button', { name: /^Previous page/ })).toHaveProperty('disabled', true)
  await user.click(attendance.getByRole('button', { name: /^Next page/ }))
  await attendance.findByRole('cell', { name: 'Noah Stein' })
  expect(attendance.getByRole('button', { name: /^Next page/ })).toHaveProperty('disabled', true)
  await user.click(attendance.getByRole('button', { name: /^Previous page/ }))
  await attendance.findByRole('cell', { name: 'Clara Nwosu' })

  const certificates = part(/^Certificates/)
  expect(certificates.getByText('The store does not answer.')).toBeTruthy()
  await user.click(certificates.getByRole('button', { name: 'Try again' }))
  await certificates.findByText('None yet.')
})
