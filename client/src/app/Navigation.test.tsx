import type { Role } from '@lectern/shared/roles'
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { theme } from '../ui/theme.ts'
import { BottomBar, Navigation } from './Navigation.tsx'

const draw = (roles: Role[], at = '/') =>
  render(
    <MantineProvider theme={theme} env="test">
      <MemoryRouter initialEntries={[at]}>
        <Navigation roles={roles} />
      </MemoryRouter>
    </MantineProvider>,
  )
const labels = () => screen.getAllByRole('link').map(({ textContent }) => textContent)

afterEach(cleanup)

test.each<[Role[], string[]]>([
  [['clinician'], ['Agenda', 'My credit', 'Exhibit hall']],
  [['speaker'], ['Agenda', 'My credit', 'Exhibit hall']],
  [['exhibitor'], ['Agenda', 'My booth']],
  [
    ['exhibitor', 'clinician'],
    ['Agenda', 'My credit', 'Exhibit hall', 'My booth'],
  ],
  [['organiser'], ['Agenda', 'My credit', 'CE office', 'Exhibit hall']],
])('%j: the pages of that role and no others', (roles, expected) => {
  draw(roles)
  expect(labels()).toEqual(expected)
})

test('the page one is on is marked, also below it', () => {
  draw(['organiser'], '/credit/hf')
  expect(screen.getByRole('link', { name: 'My credit' }).getAttribute('aria-current')).toBe('page')
  expect(screen.getByRole('link', { name: 'Agenda' }).getAttribute('aria-current')).toBeNull()
})

test.each(['/sessions/heart', '/credit/hf/evaluation', '/credit/hf/test'])(
  'nothing leads to exhibitors at %s',
  (at) => {
    draw(['organiser', 'exhibitor'], at)
    expect(labels()).toEqual(['Agenda', 'My credit', 'CE office'])
  },
)

test('the exhibitors that are managed are the office’s, not the hall’s', () => {
  draw(['organiser'], '/office/exhibitors')
  expect(screen.getByRole('link', { name: 'Exhibit hall' }).getAttribute('aria-current')).toBeNull()
  expect(screen.getByRole('link', { name: 'CE office' }).getAttribute('aria-current')).toBe('page')
})

test('a phone has the same pages at its lower edge', () => {
  render(
    <MantineProvider theme={theme} env="test">
      <MemoryRouter initialEntries={['/office/exhibitors']}>
        <BottomBar roles={['organiser']} />
      </MemoryRouter>
    </MantineProvider>,
  )
  expect(labels()).toEqual(['Agenda', 'My credit', 'CE office', 'Exhibit hall'])
  expect(screen.getByRole('link', { name: 'CE office' }).getAttribute('aria-current')).toBe('page')
})
