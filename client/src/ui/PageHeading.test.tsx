import { afterEach, expect, test } from '@jest/globals'
import { MantineProvider } from '@mantine/core'
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { BrowserRouter, Link, Route, Routes } from 'react-router'
import { queryClient } from '../live/http.ts'
import { meQuery } from '../live/me.ts'
import { PageHeading } from './PageHeading.tsx'
import { Problem } from './Problem.tsx'
import { theme } from './theme.ts'

afterEach(() => {
  cleanup()
  queryClient.clear()
})

test('every page has its own title, and following a link focuses its heading', async () => {
  queryClient.setQueryData(meQuery.queryKey, { conference: { title: 'Cardiology days' } })
  render(
    <MantineProvider theme={theme} env="test">
      <BrowserRouter>
        <Link to="/desk">To the desk</Link>
        <Link to="/gone">To nothing</Link>
        <Routes>
          <Route path="/" element={<PageHeading title="Agenda">Cardiology days</PageHeading>} />
          <Route
            path="/desk"
            element={<PageHeading title="Desk – Heart failure">Heart failure</PageHeading>}
          />
          <Route path="*" element={<Problem title="There is no such page">Sorry.</Problem>} />
        </Routes>
      </BrowserRouter>
    </MantineProvider>,
  )
  expect(document.title).toBe('Agenda – Cardiology days')
  // What is loaded first is read from its beginning.
  expect(document.activeElement).toBe(document.body)
  await userEvent.click(screen.getByText('To the desk'))
  expect(document.title).toBe('Desk – Heart failure – Cardiology days')
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Heart failure' }))
  await userEvent.click(screen.getByText('To nothing'))
  expect(document.title).toBe('There is no such page – Cardiology days')
  expect(document.activeElement?.textContent).toBe('There is no such page')
})

test('a page whose heading comes while the next one is fetched does not take the focus from it', async () => {
  let come: (page: { default: () => ReactNode }) => void = () => undefined
  const Slow = lazy(
    () =>
      new Promise<{ default: () => ReactNode }>((resolve) => {
        come = resolve
      }),
  )
  let drawAnew: (turn: number) => void = () => undefined
  function Old() {
    const [turn, setTurn] = useState(0)
    drawAnew = setTurn
    return (
      <>
        {turn > 0 && <PageHeading>Old page</PageHeading>}
        <p>{turn}</p>
        <Link to="/slow">On</Link>
      </>
    )
  }
  history.replaceState(null, '', '/old')
  render(
    <MantineProvider theme={theme} env="test">
      <BrowserRouter>
        <Suspense>
          <Routes>
            <Route path="/old" element={<Old />} />
            <Route path="/slow" element={<Slow />} />
          </Routes>
        </Suspense>
      </BrowserRouter>
    </MantineProvider>,
  )
  await userEvent.click(screen.getByText('On'))
  act(() => drawAnew(1))
  await act(async () => come({ default: () => <PageHeading>New page</PageHeading> }))
  expect(await screen.findByRole('heading', { name: 'New page' })).toBe(document.activeElement)
})
