import type { PlannedView } from '@lectern/shared/programPlanning'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { text } from '../../testing/drawAt.tsx'
import { violations } from '../../testing/drawPage.tsx'
import { FakeHttp } from '../../testing/fakeHttp.ts'
import { chooseZone, setConferenceZone, zones } from '../../words/zones.ts'
import { drawEditor, inGrid, settled } from './drawEditor.tsx'
import { changed, editedOf, minute, morning, okafor, plannedOf, planningOf, twice } from './fakePlanning.ts'

const hour = 60 * minute
let server: FakeHttp
let heart: PlannedView
let brain: PlannedView

beforeEach(() => {
  server = new FakeHttp()
  setConferenceZone('UTC')
  chooseZone('conference')
  heart = plannedOf('heart', morning, { speakers: [okafor] })
  brain = plannedOf('brain', morning + 2 * hour, { track: 'Brain', status: 'approved' })
})
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  chooseZone('mine')
  zones.setState({ conference: undefined })
})

const page = () => drawEditor(server, planningOf([heart, brain]))
const saves = () => server.bodies('PUT /api/office/program/heart')
/** The server takes the next change of "heart". */
const accept = (change: Parameters<typeof changed>[1]) => {
  heart = changed(heart, change)
  server.answers['PUT /api/office/program/heart'] = editedOf([heart])
}
const said = () =>
  screen
    .getAllByRole('status')
    .map(({ textContent }) => textContent?.replaceAll(/[\u202f\u2009]/g, ' '))
    .join(' ')
const press = (title: string, key: string, more: object = {}) =>
  fireEvent.keyDown(inGrid(title), { key, ...more })
const at = (clientX: number, clientY: number) => ({
  clientX,
  clientY,
  button: 0,
  pointerId: 1,
  pointerType: 'mouse',
})

test('a day’s sessions are named with kind, time, track and status, under both zones’ hours', async () => {
  setConferenceZone('Asia/Tokyo')
  await page()
  expect(inGrid('About heart').textContent).toMatch(/^About heart, Lecture, .*, Heart, Draft/)
  expect(inGrid('About brain').textContent).toMatch(/Brain, Approved/)
  expect(within(screen.getByRole('region', { name: /by time and track$/ })).getByText('Tokyo')).toBeTruthy()
  expect(await violations()).toEqual([])
})

test('arrow keys move the session that has the focus: shown and said at once, saved by Enter', async () => {
  await page()
  act(() => inGrid('About heart').focus())
  press('About heart', 'ArrowDown')
  press('About heart', 'ArrowDown', { shiftKey: true })
  expect(said()).toMatch(/9:35 – 10:20 AM, Heart/)
  expect(inGrid('About heart').textContent).toMatch(/9:35/)
  expect(saves()).toEqual([])
  accept({ startsAt: morning + 35 * minute, endsAt: morning + 80 * minute })
  press('About heart', 'Enter')
  await settled()
  expect(saves()).toEqual([
    { version: 1, change: { startsAt: morning + 35 * minute, endsAt: morning + 80 * minute } },
  ])
  expect(document.activeElement).toBe(inGrid('About heart'))
})

test('Alt changes the length, left and right the track, and leaving the session saves', async () => {
  const { user } = await page()
  act(() => inGrid('About heart').focus())
  press('About heart', 'ArrowUp', { altKey: true })
  press('About heart', 'ArrowRight')
  accept({ endsAt: morning + 40 * minute, track: 'Brain' })
  await user.tab()
  await settled()
  expect(saves()).toEqual([{ version: 1, change: { endsAt: morning + 40 * minute, track: 'Brain' } }])
})

test('Escape takes a move back before it is saved', async () => {
  await page()
  act(() => inGrid('About heart').focus())
  press('About heart', 'ArrowDown')
  press('About heart', 'Escape')
  expect(said()).toMatch(/Back at 9:00 – 9:45 AM/)
  act(() => inGrid('About heart').blur())
  await settled()
  expect(saves()).toEqual([])
})

test('one press takes the last move back, under the version that it made', async () => {
  const { user } = await page()
  act(() => inGrid('About heart').focus())
  press('About heart', 'ArrowDown')
  accept({ startsAt: morning + 5 * minute, endsAt: morning + 50 * minute })
  press('About heart', 'Enter')
  await settled()
  accept({ startsAt: morning, endsAt: morning + 45 * minute })
  await user.keyboard('u')
  await settled()
  expect(saves()[1]).toEqual({ version: 2, change: { startsAt: morning, endsAt: morning + 45 * minute } })
})

test('a session is dragged to another time and track, and a click after it opens nothing', async () => {
  await page()
  accept({ startsAt: morning + 30 * minute, endsAt: morning + 75 * minute, track: 'Brain' })
  const session = inGrid('About heart')
  fireEvent.pointerDown(session, at(150, 200))
  // 60 px are half an hour; the second column begins after 80 + 184 px.
  fireEvent.pointerMove(session, at(330, 262))
  expect(inGrid('About heart').textContent).toMatch(/9:30.*Brain/)
  fireEvent.pointerUp(session, at(330, 262))
  fireEvent.click(session)
  await settled()
  expect(saves()).toEqual([
    {
      version: 1,
      change: { startsAt: morning + 30 * minute, endsAt: morning + 75 * minute, track: 'Brain' },
    },
  ])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('an edge is dragged to change the length, and Escape lets go', async () => {
  await page()
  const grip = inGrid('About heart').parentElement!.querySelector('[data-edge="end"]')!
  fireEvent.pointerDown(grip, at(150, 200))
  fireEvent.pointerMove(grip, at(150, 231))
  expect(inGrid('About heart').textContent).toMatch(/9:00.*10:00/)
  fireEvent.keyDown(window, { key: 'Escape' })
  fireEvent.pointerUp(grip, at(150, 231))
  await settled()
  expect(saves()).toEqual([])
})

test('a session dropped on another day’s name is at the same time of that day', async () => {
  brain = plannedOf('brain', morning + 26 * hour, { track: 'Brain' })
  await page()
  const sunday = screen.getByRole('button', { name: /^Sun 29 Nov/ })
  Object.assign(document, { elementFromPoint: () => sunday })
  const day = 24 * hour
  accept({ startsAt: morning + day, endsAt: morning + day + 45 * minute })
  const session = inGrid('About heart')
  fireEvent.pointerDown(session, at(150, 200))
  fireEvent.pointerMove(session, at(160, 20))
  fireEvent.pointerUp(session, at(160, 20))
  await settled()
  Object.assign(document, { elementFromPoint: undefined })
  expect(saves()).toEqual([
    { version: 1, change: { startsAt: morning + day, endsAt: morning + day + 45 * minute } },
  ])
})

test('a stretch drawn on empty ground is a new session of that time and track', async () => {
  await page()
  const ground = document.querySelectorAll('.day-grid-ground')[1]!
  // The grid begins at 8:00, below a head of 40 px.
  fireEvent.pointerDown(ground, at(330, 40 + 6 * 120))
  fireEvent.pointerMove(ground, at(330, 40 + 7 * 120))
  fireEvent.pointerUp(ground, at(330, 40 + 7 * 120))
  await settled()
  const form = screen.getByRole('form', { name: 'New session' })
  const value = (name: RegExp) => within(form).getAllByLabelText<HTMLInputElement>(name)[0]!.value
  expect([value(/^Start/), value(/^End/), value(/^Track/)]).toEqual(['14:00', '15:00', 'Brain'])
})

test('a refused move goes back, and says why', async () => {
  await page()
  act(() => inGrid('About heart').focus())
  press('About heart', 'ArrowDown')
  server.refuse('PUT /api/office/program/heart', 'stale', 'Noah Lee was faster.')
  press('About heart', 'Enter')
  await settled()
  expect(inGrid('About heart').textContent).toMatch(/9:00/)
})

test('a session that has gone live stays where it is', async () => {
  heart = { ...heart, state: { ...heart.state, phase: 'live', liveAt: morning } }
  await page()
  act(() => inGrid('About heart').focus())
  press('About heart', 'ArrowDown')
  act(() => inGrid('About heart').blur())
  await settled()
  expect(saves()).toEqual([])
})

test('a conflict is marked on both sessions, in words, with the way to the other one', async () => {
  brain = plannedOf('brain', morning, { track: 'Brain', speakers: [okafor] })
  const { user } = await drawEditor(
    server,
    planningOf([heart, brain], { conflicts: [twice('heart', 'brain')] }),
  )
  expect(screen.getByRole('button', { name: '1 problem: About brain' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '1 problem: About heart' }))
  expect(text()).toContain('Adaeze Okafor is to be in “About heart” and in “About brain” at the same time.')
  await user.click(screen.getByRole('button', { name: /^Open .*About brain/ }))
  expect(screen.getByRole('form', { name: 'Session' })).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Title/ }).value).toBe('About brain')
})

test('a conflict arises while a session is moved, before it is saved', async () => {
  brain = plannedOf('brain', morning + hour, { track: 'Brain', speakers: [okafor] })
  await page()
  expect(screen.queryByRole('button', { name: /^1 problem/ })).toBeNull()
  act(() => inGrid('About heart').focus())
  press('About heart', 'ArrowDown', { shiftKey: true })
  expect(screen.getAllByRole('button', { name: /^1 problem/ })).toHaveLength(2)
})

test('of five hundred sessions only what is in view is drawn', async () => {
  const sizes = { clientHeight: 600, clientWidth: 900 }
  const before = Object.entries(sizes).map(([name, value]) => {
    const was = Object.getOwnPropertyDescriptor(Element.prototype, name)!
    Object.defineProperty(Element.prototype, name, { configurable: true, get: () => value })
    return [name, was] as const
  })
  const many = Array.from({ length: 500 }, (_, i) =>
    plannedOf(`s${i}`, morning + (i % 25) * 20 * minute, { track: `Track ${i % 20}` }),
  )
  await drawEditor(server, planningOf(many))
  const drawn = document.querySelectorAll('.grid-item').length
  for (const [name, was] of before) Object.defineProperty(Element.prototype, name, was)
  expect(drawn).toBeGreaterThan(10)
  expect(drawn).toBeLessThan(250)
})
