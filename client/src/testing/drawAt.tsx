// For tests of what is drawn: a page at its address, with the product's look and a played server.
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { cssVariables, theme } from '../ui/theme.ts'
import { nextTurn } from './drawPage.tsx'
import type { FakeHttp } from './fakeHttp.ts'

/** Draws `page` at `address`, which its route `path` fits; other addresses only say what they are. */
export async function drawAt(
  server: FakeHttp,
  path: string,
  address: string,
  page: ReactNode,
  /** What the shell puts around a page; one outside of it brings its own. */
  around: (page: ReactNode) => ReactNode = (each) => <main>{each}</main>,
) {
  globalThis.fetch = server.fetch as unknown as typeof fetch
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const drawn = render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={[address]}>
          <Routes>
            <Route path={path} element={around(page)} />
            <Route path="*" element={<p>Elsewhere</p>} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  )
  // What one answer asks for is answered in a later turn. What is held back by the test is not waited for
  // long.
  for (let turns = 0; turns < 3 || (client.isFetching() > 0 && turns < 50); turns += 1) await nextTurn(0)
  return { ...drawn, client, user: userEvent.setup() }
}

export const text = () => document.body.textContent ?? ''
