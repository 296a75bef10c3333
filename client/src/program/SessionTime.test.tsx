import { afterEach, expect, test } from '@jest/globals'
import type { Session } from '@lectern/shared/program'
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { theme } from '../ui/theme.ts'
import { ZoneChoice } from '../ui/ZoneChoice.tsx'
import { zonedTimeRange } from '../words/times.ts'
import { chooseZone, ownZone, setConferenceZone, zones } from '../words/zones.ts'
import { SessionTime } from './SessionTime.tsx'

const session = {
  startsAt: Date.UTC(2026, 10, 24, 23, 30),
  endsAt: Date.UTC(2026, 10, 25, 0, 15),
} as Session

const draw = () => {
  container = render(
    <MantineProvider theme={theme} env="test">
      <ZoneChoice />
      <SessionTime session={session} />
    </MantineProvider>,
  ).container
}
const plain = (text: string) => text.replace(/[\u2009\u202f]/g, ' ')
const text = () => plain(container.textContent ?? '')
let container: HTMLElement

afterEach(() => {
  cleanup()
  chooseZone('mine')
  zones.setState({ conference: undefined })
})

test('times name their zone, both where they differ, and follow a choice that is kept', async () => {
  // Nobody who runs this lives there.
  setConferenceZone('Pacific/Chatham')
  const own = plain(zonedTimeRange(session.startsAt, session.endsAt, ownZone()))
  draw()
  expect(text()).toContain(own)
  expect(text()).toContain('(at the conference: Wednesday, November 25, 1:15 – 2:00 PM GMT+13:45)')
  await userEvent.click(screen.getByRole('radio', { name: 'the conference’s, Pacific/Chatham' }))
  expect(text()).toContain('Wednesday, November 25, 1:15 – 2:00 PM GMT+13:45 (for you: ')
  expect(text()).toContain(own)
  expect(localStorage.getItem('lectern.times')).toBe('conference')
})

test('where both are the same there is one time and no choice', () => {
  setConferenceZone(ownZone())
  draw()
  expect(text()).not.toContain('at the conference')
  expect(screen.queryByRole('radio')).toBeNull()
})
