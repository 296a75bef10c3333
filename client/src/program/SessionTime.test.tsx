import { afterEach, expect, test } from '@jest/globals'
import type { Session } from '@lectern/shared/program'
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { theme } from '../ui/theme.ts'
import { ZoneChoice } from '../ui/ZoneChoice.tsx'
import { dayAndTimeRange } from '../words/times.ts'
import { chooseZone, ownZone, setConferenceZone, zones } from '../words/zones.ts'
import { SessionHours, SessionTime } from './SessionTime.tsx'

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

test('times are in one’s own zone, with the conference’s beside them for those who ask', async () => {
  // Nobody who runs this lives there.
  setConferenceZone('Pacific/Chatham')
  const own = plain(dayAndTimeRange(session.startsAt, session.endsAt, ownZone()))
  draw()
  expect(text()).toContain(`${own} (At the conference: Wed 25 Nov, 1:15 – 2:00 PM)`)
  await userEvent.click(screen.getByRole('button', { name: 'Show conference time (Chatham)' }))
  expect(text()).toContain(`Wed 25 Nov, 1:15 – 2:00 PM (For you: ${own})`)
  expect(text()).toContain('Shown in conference time (Chatham).')
  expect(localStorage.getItem('lectern.times')).toBe('conference')
})

test('a column of times shows the start, and for how long', () => {
  setConferenceZone('UTC')
  chooseZone('conference')
  const { container: drawn } = render(
    <MantineProvider theme={theme} env="test">
      <SessionHours session={session} />
    </MantineProvider>,
  )
  const shown = [...drawn.querySelectorAll('[aria-hidden]')].map(({ textContent }) => plain(textContent!))
  expect(shown).toEqual(['11:30 PM', '45 min', 'until 12:15 AM (+1)'])
})

test('where both are the same there is one time and no choice', () => {
  setConferenceZone(ownZone())
  draw()
  expect(text()).not.toContain('At the conference')
  expect(text()).toContain('Shown in your time zone')
  expect(screen.queryByRole('button')).toBeNull()
})
