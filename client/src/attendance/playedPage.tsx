// For tests of what is drawn: a page with the product's look around a part of it.
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { axe } from 'jest-axe'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router'
import { theme } from '../ui/theme.ts'
import type { Attendance } from './attendanceStore.ts'
import type { PlayedAttendance } from './playedAttendance.ts'

/** Draws what `content` makes of a page's watched time, once it is there. */
export async function draw(server: PlayedAttendance, content: (attendance: Attendance) => ReactNode) {
  const attendance = server.page()
  attendance.start()
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const framed = (
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} env="test">
        <MemoryRouter>
          <main>
            <h1>Heart failure in 2026</h1>
            {content(attendance)}
          </main>
        </MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>
  )
  const page = render(framed)
  await act(async () => undefined)
  return { ...page, attendance, user: userEvent.setup() }
}

export const violations = async (): Promise<string[]> =>
  (await axe(document.body)).violations.map(({ id, help }) => `${id}: ${help}`)
