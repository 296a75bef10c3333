import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { violations } from '../testing/drawPage.tsx'
import { theme } from '../ui/theme.ts'
import OfficeFrame from './OfficeFrame.tsx'

const draw = (at: string) =>
  render(
    <MantineProvider theme={theme} env="test">
      <MemoryRouter initialEntries={[at]}>
        <Routes>
          <Route element={<OfficeFrame />}>
            <Route
              path="*"
              element={
                <main>
                  <h1>A page</h1>
                </main>
              }
            />
          </Route>
        </Routes>
      </MemoryRouter>
    </MantineProvider>,
  )

afterEach(cleanup)

test.each([
  ['/office', 'Overview'],
  ['/office/heart-failure', 'Overview'],
  ['/office/people-in-cardiology', 'Overview'],
  ['/office/people/clara', 'People'],
  ['/office/ledger', 'Ledger'],
  ['/hall/manage', 'Booths'],
  ['/hall/manage/booth-1', 'Booths'],
])('%s belongs to %s, and the page is beside it', async (at, label) => {
  draw(at)
  const current = screen.getAllByRole('link').filter((link) => link.getAttribute('aria-current') === 'page')
  expect(current.map(({ textContent }) => textContent)).toEqual([label])
  expect(screen.getByRole('heading', { name: 'A page' })).toBeTruthy()
  expect(await violations()).toEqual([])
})
