import type { SessionReport } from '@lectern/shared/reports'
import { cleanup, screen, within } from '@testing-library/react'
import { liveAt, me } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import ReportsPage from './ReportsPage.tsx'
import SessionReportPage from './SessionReportPage.tsx'

const held: SessionReport = {
  sessionId: 'heart',
  title: 'قصور القلب',
  track: 'Cardiology',
  startsAt: liveAt,
  liveAt,
  endedAt: liveAt + 3 * 60_000,
  attendance: { people: 120, watched: 90, meanMinutes: 2.6, retention: [80, 90, 70] },
  questions: { asked: 7, approved: 5, answered: 1, upvotes: 31, perMinute: [0, 4, 3] },
  polls: [
    {
      id: 'p1',
      question: 'Which first?',
      people: 40,
      choices: [
        { text: 'ARNI', people: 30 },
        { text: 'MRA', people: 10 },
      ],
    },
    { id: 'p2', question: 'What was missing?', people: 3, choices: [] },
  ],
}
const planned: SessionReport = {
  ...held,
  sessionId: 'stroke',
  title: 'Stroke',
  liveAt: null,
  endedAt: null,
  attendance: null,
  questions: { asked: 0, approved: 0, answered: 0, upvotes: 0, perMinute: [] },
  polls: [],
}
const unmeasured: SessionReport = { ...held, sessionId: 'welcome', title: 'Welcome', attendance: null }

function serve(sessions: SessionReport[]) {
  const server = new FakeHttp()
  server.answers['GET /api/me'] = { ...me, person: { ...me.person, id: 'ito', roles: ['organiser'] } }
  server.answers['GET /api/reports'] = { sessions }
  return server
}
const list = (sessions: SessionReport[]) =>
  drawAt(serve(sessions), '/office/reports', '/office/reports', <ReportsPage />)
const one = (sessionId: string) =>
  drawAt(
    serve([held, planned, unmeasured]),
    '/office/reports/:sessionId',
    `/office/reports/${sessionId}`,
    <SessionReportPage />,
  )

afterEach(cleanup)

test('each session is a row with its figures, and leads to its plots', async () => {
  await list([held, planned])
  const rows = within(screen.getByRole('region', { name: 'Table of sessions' })).getAllByRole('row')
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent)).slice(1)).toEqual([
    ['قصور القلب', expect.any(String), '120', '90', '3', '90', '7', '1', '2'],
    ['Stroke', expect.any(String), '–', '–', '–', '–', '0', '0', '0'],
  ])
  expect(screen.getByRole('link', { name: 'قصور القلب' }).getAttribute('href')).toBe('/office/reports/heart')
  expect(screen.getByRole('region', { name: 'The whole conference' }).textContent).toContain(
    'Sessions held1of 2 planned',
  )
  expect(screen.getByRole('link', { name: /Download Workbook/ }).getAttribute('href')).toBe(
    '/api/reports.xlsx',
  )
  expect(await violations()).toEqual([])
})

test('a conference without sessions says what will appear', async () => {
  await list([])
  expect(text()).toContain('No sessions yet')
})

test('a session’s page has its audience, questions and polls', async () => {
  await one('heart')
  expect(screen.getByRole('region', { name: 'How many watched' }).textContent).toContain('Watched90 (75%)')
  expect(screen.getByRole('figure', { name: 'People there, minute by minute' })).toBeTruthy()
  expect(screen.getByRole('figure', { name: 'Questions asked, minute by minute' })).toBeTruthy()
  expect(text()).toContain('ARNI · 30 (75%)')
  expect(text()).toContain('3 people answered, in their own words')
  expect(await violations()).toEqual([])
})

test('before it is held, nothing is claimed about it', async () => {
  await one('stroke')
  expect(text()).toContain('It has not been held yet.')
  expect(text()).toContain('Nobody asked anything.')
  expect(screen.queryByRole('figure')).toBeNull()
})

test('a session without credit says why there is no attendance', async () => {
  await one('welcome')
  expect(text()).toContain('it is measured in sessions with credit only')
})

test('a session that is gone is no broken page', async () => {
  await one('gone')
  expect(text()).toContain('There is no such session')
})
