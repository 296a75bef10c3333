// For tests of drawing: a part of a page with the product's look, at an address, for a signed-in person.
import type { Person } from '@lectern/shared/accounts'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import type { ReactNode } from 'react'
import { MemoryRouter, Route, Routes } from 'react-router'
import type { Connection } from '../live/connection.ts'
import { meQuery } from '../live/me.ts'
import { ConnectionContext } from '../live/useConnection.ts'
import { cssVariables, theme } from '../ui/theme.ts'

/** Also available when a test fakes the clock. */
const realTimeout = setTimeout
export const nextTurn = (ms = 5) => act(() => new Promise<void>((resolve) => realTimeout(resolve, ms)))
/** A closed dialog lets the page scroll again only after a while. */
export const dialogGone = () => nextTurn(250)

export const clara: Person = {
  id: 'clara',
  name: 'Clara Nwosu',
  credentials: 'MD',
  affiliation: 'Riverside General',
  profession: 'physician',
  roles: ['clinician'],
}

interface DrawOptions {
  person?: Person
  /** It fits `address`; other addresses only say what they are. */
  path?: string
  address?: string
  connection?: Connection | undefined
  /** Above a part that has none of its own. */
  heading?: string
}

export async function draw(page: ReactNode, options: DrawOptions = {}) {
  const { person = clara, path = '/here', address = path, connection, heading } = options
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  queries.setQueryData(meQuery.queryKey, {
    person,
    conference: { id: 'c', title: 'Cardiology', timeZone: 'UTC' },
    now: 0,
  })
  const drawn = render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <QueryClientProvider client={queries}>
        <ConnectionContext value={connection}>
          <MemoryRouter initialEntries={['/before', address]}>
            <main>
              {heading && <h1>{heading}</h1>}
              <Routes>
                <Route path={path} element={page} />
                <Route path="*" element={<p>Elsewhere</p>} />
              </Routes>
            </main>
          </MemoryRouter>
        </ConnectionContext>
      </QueryClientProvider>
    </MantineProvider>,
  )
  await nextTurn()
  // Replies held back by the test are not waited for long.
  for (let turns = 0; queries.isFetching() > 0 && turns < 50; turns++) await nextTurn(0)
  // What has arrived is drawn a turn later.
  await nextTurn()
  return { ...drawn, user: userEvent.setup() }
}

/** The page's visible text. */
export function text(): string {
  const page = document.body.cloneNode(true) as HTMLElement
  for (const style of page.querySelectorAll('style')) style.remove()
  return page.textContent ?? ''
}
export const violations = async (): Promise<string[]> =>
  (await axe(document.body)).violations.map(({ id, help }) => `${id}: ${help}`)
