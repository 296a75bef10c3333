import { jest } from '@jest/globals'
import type { AttendanceStatus } from '@lectern/shared/attendance'
import { act, cleanup, screen, within } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { CreditStrip } from './CreditStrip.tsx'
import { draw } from './drawAttendance.tsx'
import { FakeAttendance, meter, refusal } from './fakeAttendance.ts'
import type { StripState } from './stripState.ts'

let server: FakeAttendance
let stop: () => void
const onReturn = jest.fn()
const counting: StripState = { kind: 'counting', words: 'Counting' }

async function strip(fields: Partial<AttendanceStatus> = {}, state = counting, refused = false) {
  server = new FakeAttendance(fields)
  if (refused) server.refusals['attendance.status'] = [refusal('forbidden')]
  const page = await draw(server, (attendance) => <CreditStrip {...{ attendance, state, onReturn }} />)
  stop = () => page.attendance.stop()
  return page
}
const text = () => screen.getByRole('main').textContent ?? ''
const opener = () => screen.getByRole('button', { name: 'What counts?' })
const gap = { from: 30_000, to: 210_000, reason: 'connection_lost' as const }

afterEach(() => {
  cleanup()
  stop()
})

test('says what counted, what it is worth so far, and that it counts', async () => {
  await strip()
  expect(text()).toContain('31 / 31 min')
  expect(text()).toContain('0.50 AMA PRA Category 1 Credits™ so far')
  expect(screen.getByRole('status').textContent).toBe('Counting')
  expect(await violations()).toEqual([])
})

test('in the first minute it says that it counts, without a figure', async () => {
  await strip({ meter: meter({ creditedSlots: 4, possibleSlots: 5 }) })
  expect(screen.getByRole('status').textContent).toBe('Counting')
  expect(text()).not.toMatch(/\d+ (s|min)|so far/)
})

test('keeps counting without announcing it to screen readers', async () => {
  await strip()
  const said = screen.getByRole('status')
  const changes = jest.fn()
  new MutationObserver(changes).observe(said, { childList: true, characterData: true, subtree: true })
  await act(async () =>
    server.emit('attendance.slot', {
      asOf: 160_000,
      creditedSlots: 192,
      possibleSlots: 192,
      state: 'counting',
    }),
  )
  expect(text()).toContain('32 / 32 min')
  expect(changes).not.toHaveBeenCalled()
})

test('opens into the gaps with their reasons, what counts, and the way to appeal', async () => {
  const { user } = await strip({ meter: meter({ creditedSlots: 168, gaps: [gap] }) })
  expect(opener().getAttribute('aria-expanded')).toBe('false')
  await user.click(opener())
  expect(opener().getAttribute('aria-expanded')).toBe('true')
  expect(within(screen.getByRole('list')).getByText(/^3 min, .*: connection lost$/)).toBeTruthy()
  expect(text()).toContain('Time counts while this page shows the video or plays the sound')
  expect(text()).toContain(
    'Up to 1.00 AMA PRA Category 1 Credit™ for the activity, with at least 80% watched',
  )
  const appeal = screen.getByRole('link', { name: /Something wrong\? Appeal/ })
  expect(appeal.getAttribute('href')).toBe('/credit/heart-failure-2026')
  expect(appeal.getAttribute('target')).toBe('_blank')
  expect(await violations()).toEqual([])
})

test('Escape closes it, and returns the focus', async () => {
  const { user } = await strip()
  await user.click(opener())
  await user.tab()
  await user.keyboard('{Escape}')
  expect(opener().getAttribute('aria-expanded')).toBe('false')
  expect(document.activeElement).toBe(opener())
  expect(text()).toContain('What counts?')
  expect(text()).not.toContain('Everything so far was counted.')
})

test('a state the person can fix has its button', async () => {
  const { user } = await strip(
    {},
    { kind: 'stopped', words: 'Not counting: you are in the exhibit hall.', remedy: 'return' },
  )
  await user.click(screen.getByRole('button', { name: 'Return to the session' }))
  expect(onReturn).toHaveBeenCalledTimes(1)
})

test('staff that has not read the disclosures reads and confirms them here', async () => {
  const { user } = await strip(
    { acknowledgedAt: null },
    { kind: 'stopped', words: 'Not counting.', remedy: 'acknowledge' },
  )
  await user.click(screen.getByRole('button', { name: 'Read and confirm' }))
  expect(text()).toContain('Example Devices speaker fee. Mitigated.')
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Confirm – I’ve read this' }))
  expect(server.requests('attendance.acknowledge')).toHaveLength(1)
  expect(text()).toContain('Everything so far was counted.')
})

test('a session without credit has none', async () => {
  await strip({ announced: null })
  expect(screen.queryByRole('region')).toBeNull()
})

test('if the count cannot be loaded, it says that counting continues, and retries', async () => {
  const { user } = await strip({}, counting, true)
  expect(text()).toContain('Your minutes can’t be shown right now. They are still being counted.')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(text()).toContain('31 / 31 min')
})
