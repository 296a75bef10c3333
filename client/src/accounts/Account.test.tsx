import { jest } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import { MemoryRouter } from 'react-router'
import { theme } from '../ui/theme.ts'
import { Account } from './Account.tsx'

const person = { id: 'clara', name: 'Clara Nwosu', roles: ['clinician'] } as unknown as Person

afterEach(cleanup)

test('a button opens who one is, what belongs to them, and the way out, by keyboard', async () => {
  const signOut = jest.fn()
  render(
    <MantineProvider theme={theme} env="test">
      <MemoryRouter>
        <main>
          <Account person={person} onSignOut={signOut} />
        </main>
      </MemoryRouter>
    </MantineProvider>,
  )
  const user = userEvent.setup()
  const opener = screen.getByRole('button', { name: 'Account of Clara Nwosu' })
  opener.focus()
  await user.keyboard('{Enter}')
  const shown = await screen.findByRole('dialog')
  expect(shown.textContent).toContain('Clara Nwosu')
  expect(within(shown).getByRole('link', { name: 'Links and devices' }).getAttribute('href')).toBe('/account')
  expect(within(shown).getByRole('radiogroup', { name: 'Appearance' })).toBeTruthy()
  expect((await axe(document.body)).violations).toEqual([])
  within(shown).getByRole('button', { name: 'Sign out' }).focus()
  await user.keyboard('{Enter}')
  expect(signOut).toHaveBeenCalledTimes(1)
})
