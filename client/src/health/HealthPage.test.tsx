import { cleanup, screen, within } from '@testing-library/react'
import { clara, dialogGone, draw, nextTurn, text, violations } from '../testing/drawPage.tsx'
import { FakeConnection } from '../testing/fakeConnection.ts'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { health, now, sessionHealth } from './fakeHealth.ts'
import HealthPage from './HealthPage.tsx'

class Played extends FakeConnection {
  clock = now
  answer(name: string, request: Record<string, unknown>) {
    return name === 'health.announce' ? { ...request, at: now, until: now + 1, sessionIds: null, to: '' } : {}
  }
}
let server: FakeHttp
let played: Played
async function page(shown = health(), announcements: unknown[] = []) {
  server = new FakeHttp()
  played = new Played()
  server.answers['GET /api/office/health'] = shown
  server.answers['GET /api/announcements'] = { announcements }
  globalThis.fetch = server.fetch as unknown as typeof fetch
  return draw(<HealthPage />, {
    person: { ...clara, roles: ['organiser'] },
    connection: played.connection,
  })
}
const cells = (caption: string) =>
  within(screen.getByRole('region', { name: caption }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map(({ textContent }) => textContent))

afterEach(cleanup)

test('says in a sentence how the conference runs', async () => {
  await page()
  expect(text()).toContain('1 session runs, 400 people watch and 3 people with trouble.')
  expect(await violations()).toEqual([])
})

test('a session shows its figures, why joins failed, and its viewers over time', async () => {
  await page()
  expect(screen.getByRole('region', { name: 'Figures of Heart failure in 2026' }).textContent).toBe(
    'Watching400peopleMedia arrives396 (99%)of 398 who playQuestions waiting2for a moderatorFailed joins32 × the browser cannot play the stage and 1 × no media server had room or could be reached',
  )
  const plot = screen.getByRole('figure', { name: 'Viewers by the minute: Heart failure in 2026' })
  expect(within(plot).getAllByRole('row', { hidden: true })).toHaveLength(4)
})

test('trouble and waiting questions are plotted by the minute, where there were any', async () => {
  const [first, second, third] = sessionHealth().minutes
  const minutes = [
    { ...first!, failedSoFar: 1, playing: 9, reached: 9, waiting: 0 },
    { ...second!, failedSoFar: 4, playing: 9, reached: 6, waiting: 5 },
    { ...third!, failedSoFar: 4, playing: null, reached: null, waiting: 0 },
  ]
  const quiet = minutes.map((minute) => ({ ...minute, failedSoFar: 4, playing: 9, reached: 9, waiting: 0 }))
  await page(
    health({
      sessions: [
        sessionHealth({ minutes }),
        sessionHealth({ sessionId: 'b', title: 'Calm', minutes: quiet }),
      ],
    }),
  )
  const rowsOf = (name: string) =>
    within(screen.getByRole('figure', { name }))
      .getAllByRole('row', { hidden: true })
      .slice(1)
      .map((row) => [...row.children].slice(1).map(({ textContent }) => textContent))
  expect(rowsOf('Trouble by the minute: Heart failure in 2026').map((row) => row.slice(0, 2))).toEqual([
    ['0', '0'],
    ['3', '3'],
    ['–', '0'],
  ])
  expect(rowsOf('Questions waiting by the minute: Heart failure in 2026')).toEqual([['0'], ['5'], ['0']])
  expect(screen.queryByRole('figure', { name: 'Trouble by the minute: Calm' })).toBeNull()
  expect(screen.queryByRole('figure', { name: 'Questions waiting by the minute: Calm' })).toBeNull()
  expect(await violations()).toEqual([])
})

test('how well media arrives is plotted in shares, and every share is in a table', async () => {
  const [first, second, third] = sessionHealth().minutes
  const quality = { loss: [80, 10, 6, 3, 1], layers: { none: 1, low: 2, middle: 3, high: 4 }, below: 2 }
  const nothing = { loss: [0, 0, 0, 0, 0], layers: { none: 0, low: 0, middle: 0, high: 0 }, below: 0 }
  const minutes = [{ ...first!, quality }, { ...second!, quality: nothing }, third!]
  await page(health({ sessions: [sessionHealth({ minutes })] }))
  const rows = (name: string, role: 'figure' | 'region') =>
    within(screen.getByRole(role, { name, hidden: true }))
      .getAllByRole('row', { hidden: true })
      .map((row) => [...row.children].slice(1).map(({ textContent }) => textContent))
  expect(rows('Loss by the minute, in % of viewers: Heart failure in 2026', 'figure')).toEqual([
    ['Lose 3% or more', 'Lose 10% or more'],
    ['10', '4'],
    ['–', '–'],
  ])
  expect(rows('Pictures by the minute, in % of all: Heart failure in 2026', 'figure')[1]).toEqual([
    '20',
    '10',
  ])
  const of = 'Heart failure in 2026'
  expect(rows(`Viewers by the share of packets they lose: ${of}`, 'region').slice(0, 2)).toEqual([
    ['Below 1%', '1 to 3%', '3 to 10%', '10 to 30%', '30% or more'],
    ['80%', '10%', '6%', '3%', '1%'],
  ])
  expect(rows(`Pictures by their layer: ${of}`, 'region').slice(0, 2)).toEqual([
    ['High', 'Middle', 'Low', 'None'],
    ['40%', '30%', '20%', '10%'],
  ])
  expect(await violations()).toEqual([])
})

test('who has trouble is named, with what would help', async () => {
  await page()
  const rows = cells('People with trouble: Heart failure in 2026')
  expect(rows.map(([name, what]) => [name, what])).toEqual([
    ['Clara Nwosu', 'Plays, and media does not arrive'],
    ['Noah Brandt', 'Is in the room, and nothing plays'],
    ['Inés Muñoz', 'Could not join: the browser cannot play the stage'],
  ])
  expect(rows[2]!.at(-1)).toBe('Ask them to open the page in a current Chrome, Edge, Firefox or Safari.')
})

test('a session without credit says that delivery is not measured', async () => {
  await page()
  expect(screen.getByRole('region', { name: 'Figures of Stroke' }).textContent).toContain(
    'not measured without credit',
  )
})

test('the machines with their load, and where the platform failed', async () => {
  await page()
  expect(cells('Media servers')[0]!.slice(1)).toEqual(['eu', '91%', '400', 'ready'])
  expect(cells('Servers')[0]!.slice(0, 3)).toEqual(['server-1', '12%', '412'])
  expect(text()).toContain('A media server failed: ')
})

test('says what will appear where nothing runs, and that no media server is there', async () => {
  await page(health({ sessions: [], nodes: [], servers: [], outages: [] }))
  expect(text()).toContain('Nothing runs')
  expect(screen.getByRole('alert').textContent).toContain('Nobody can watch or speak until one is started.')
  expect(text()).toContain('None in the last day.')
  expect(await violations()).toEqual([])
})

test('an announcement goes to everybody, a track or a session', async () => {
  const { user } = await page(health({ sessions: [sessionHealth()] }))
  await user.click(screen.getByRole('button', { name: 'Announce' }))
  await nextTurn()
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Announce' }))
  expect(played.sent).toEqual([])
  await user.type(screen.getByRole('textbox', { name: 'What to say' }), 'Lunch is at one.')
  expect(
    within(screen.getByRole('combobox', { name: 'To' }))
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Everybody at the conference', 'Track: Heart', 'Heart failure in 2026'])
  await user.selectOptions(screen.getByRole('combobox', { name: 'To' }), 'Track: Heart')
  expect(await violations()).toEqual([])
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Announce' }))
  await dialogGone()
  expect(played.requests('health.announce')).toEqual([
    { text: 'Lunch is at one.', audience: { kind: 'track', track: 'Heart' }, minutes: 15 },
  ])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('what is announced now is listed and can be ended', async () => {
  const shown = {
    announcementId: 'a1',
    text: 'Lunch is at one.',
    at: now,
    until: now + 600_000,
    sessionIds: null,
    to: '',
  }
  const { user } = await page(health(), [shown])
  await nextTurn()
  await user.click(screen.getByRole('button', { name: 'End the announcement: Lunch is at one.' }))
  expect(played.requests('health.withdraw')).toEqual([{ announcementId: 'a1' }])
})
