import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { Route, Routes } from 'react-router'
import { provide } from '../../live/useFollowed.ts'
import { draw, text, violations } from '../../testing/drawPage.tsx'
import { FakeBooths, minute, noon, refusal, summary } from '../fakeBooths.ts'
import FloorPage from './FloorPage.tsx'
import HallPages from './HallPages.tsx'
import { Hall, hallKey } from './hallClient.ts'

let server: FakeBooths
let hall: Hall

const booths = [
  summary('meridian', { name: 'Meridian Imaging', categories: ['Imaging'], staff: 2 }),
  summary('norlund', { name: 'Norlund Rhythm', hours: [{ from: noon + minute, to: noon + 2 * minute }] }),
  summary('heartline', { name: 'Heartline Books', open: false }),
]

async function page(isInside: boolean, list = booths) {
  let inside = isInside
  server = new FakeBooths({
    'booths.inHall': () => ({ inside }),
    'booths.enterHall': () => {
      inside = true
      return { booths: list, unread: { meridian: 1 } }
    },
    'booths.myBookings': () => ({
      bookings: [{ boothId: 'meridian', boothName: 'Meridian Imaging', slot: noon }],
    }),
  })
  hall = new Hall(server.connection)
  return render()
}

async function render() {
  provide(server.connection, hallKey, hall)
  return draw(
    <Routes>
      <Route element={<HallPages />}>
        <Route index element={<FloorPage />} />
      </Route>
    </Routes>,
    { path: '/hall/*', address: '/hall', connection: server.connection },
  )
}

const floor = () => screen.getAllByRole('list').find(({ className }) => className === 'hall-floor')!

afterEach(() => {
  hall.stop()
  cleanup()
})

test('before the hall it is said that the sessions are left and the clock stops', async () => {
  await page(false)
  expect(screen.getByRole('heading', { level: 1, name: 'You’re leaving the sessions' })).toBeTruthy()
  expect(text()).toContain('Review or withdraw what you’ve shared without entering.')
  expect(text()).toContain('The credit clock stops until you return.')
  expect(text()).not.toContain('Meridian')
  expect(server.requests('booths.enterHall')).toEqual([])
  expect(await violations()).toEqual([])
})

test('a person who stays returns to where they came from', async () => {
  const { user } = await page(false)
  await user.click(screen.getByRole('button', { name: 'Stay' }))
  expect(text()).toBe('Elsewhere')
  expect(server.requests('booths.enterHall')).toEqual([])
})

test('inside, the banner says so and leads back to the programme', async () => {
  const { user } = await page(false)
  await user.click(screen.getByRole('button', { name: 'Enter the hall' }))
  expect(text()).toContain('You’re in the exhibit hall. Your credit clock is stopped.')
  await user.click(screen.getByRole('button', { name: 'Return to the programme' }))
  expect(server.requests('booths.leaveHall')).toHaveLength(1)
  expect(text()).toBe('Elsewhere')
})

test('where leaving fails, the page stays and says so', async () => {
  const { user } = await page(true)
  server.refusals['booths.leaveHall'] = [refusal('no_answer', 'The server did not answer.')]
  await user.click(screen.getByRole('button', { name: 'Return to the programme' }))
  expect(screen.getByRole('alert').textContent).toBe('The server did not answer. You are still in the hall.')
})

test('entering that fails says why', async () => {
  const { user } = await page(false)
  server.refusals['booths.enterHall'] = [refusal('no_answer', 'The server did not answer.')]
  await user.click(screen.getByRole('button', { name: 'Enter the hall' }))
  expect(screen.getByRole('alert').textContent).toContain('You are not in the hall.')
})

test('the floor tells what is staffed, open and unread; a closed booth has no way in', async () => {
  await page(true)
  const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
  expect(headings).toEqual(['Your meetings', 'Heartline Books', 'Meridian Imaging', 'Norlund Rhythm'])
  const [heartline, meridian, norlund] = within(floor()).getAllByRole('listitem')
  expect(within(heartline!).queryByRole('link')).toBeNull()
  expect(heartline!.textContent).toContain('Closed by the organiser')
  expect(within(meridian!).getByRole('link', { name: 'Visit Meridian Imaging' }).getAttribute('href')).toBe(
    '/hall/meridian',
  )
  expect(meridian!.textContent).toContain('1 new message')
  expect(meridian!.textContent).toContain('2 staff here')
  expect(norlund!.textContent).toContain('Staff away')
  expect(norlund!.textContent).toContain('Opens ')
  expect(await violations()).toEqual([])
})

test('a search says how many it found, and what to do with none', async () => {
  const { user } = await page(true)
  await user.type(screen.getByRole('searchbox', { name: 'Search booths' }), 'imaging')
  expect(text()).toContain('1 of 3 booths')
  await user.type(screen.getByRole('searchbox', { name: 'Search booths' }), ' moon')
  expect(text()).toContain('No booth matches')
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Show all booths' }))
  expect(within(floor()).getAllByRole('listitem')).toHaveLength(3)
})

test('filters in one row narrow the floor down, and say how many booths they have', async () => {
  const list = [...booths, summary('pump', { name: 'Pump Works', categories: ['Devices'] })]
  const { user } = await page(true, list)
  const shown = () =>
    within(floor())
      .getAllByRole('heading')
      .map(({ textContent }) => textContent)
  await user.click(screen.getByRole('button', { name: 'Staff here 1' }))
  expect(shown()).toEqual(['Meridian Imaging'])
  expect(text()).toContain('1 of 4 booths')
  await user.click(screen.getByRole('button', { name: 'Open now 2' }))
  expect(shown()).toEqual(['Meridian Imaging', 'Pump Works'])
  await user.click(screen.getByRole('button', { name: 'Devices' }))
  expect(shown()).toEqual(['Pump Works'])
  expect(screen.getByRole('button', { name: 'Devices' }).getAttribute('aria-pressed')).toBe('true')
  expect(await violations()).toEqual([])
})

test('a cover that does not load leaves its coloured ground, and long names are whole', async () => {
  const name = 'A company whose name goes on, and on, and on, because nobody ever stopped it from it'
  const { container } = await page(true, [summary('long', { name, coverId: 'gone', logoId: 'logo' })])
  const cover = container.querySelector('.booth-cover img')!
  expect(cover.getAttribute('src')).toBe('/api/booths/long/files/gone')
  fireEvent.error(cover)
  expect(container.querySelector('.booth-cover img')).toBeNull()
  expect(container.querySelector('.booth-cover')).toBeTruthy()
  expect(screen.getByRole('heading', { name })).toBeTruthy()
})

test('a hall without booths says who makes them appear', async () => {
  await page(true, [])
  expect(text()).toContain('They appear here as soon as the organiser adds them.')
})

test('left on another device, the notice comes back and says so', async () => {
  await page(true)
  act(() => server.tell('booths.inHall', { inside: false }))
  expect(text()).toContain('You went back to the sessions in another window or on another device.')
})

test('what was written meanwhile is asked for on coming back to the floor', async () => {
  await page(true)
  cleanup()
  server.clock += 60_000
  await render()
  expect(server.requests('booths.enterHall').length).toBeGreaterThan(1)
})

test('a hall that cannot be loaded says why, and tries again', async () => {
  server = new FakeBooths({ 'booths.inHall': () => ({ inside: false }) })
  server.refusals['booths.inHall'] = [refusal('forbidden', 'Your role does not allow this.')]
  hall = new Hall(server.connection)
  const { user } = await render()
  expect(screen.getByRole('alert').textContent).toContain('Your role does not allow this.')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(text()).toContain('You’re leaving the sessions')
})
