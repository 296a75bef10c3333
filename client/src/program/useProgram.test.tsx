// A page's session is the server's, also after a failover that lost changes.
import { expect, jest, test } from '@jest/globals'
import type { SessionView } from '@lectern/shared/program'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { queryClient } from '../live/http.ts'
import { FakeConnection } from '../testing/fakeConnection.ts'
import { FakeHttp } from '../testing/fakeHttp.ts'

const viewAt = (version: number, title: string): SessionView => ({
  session: {
    id: 'heart',
    conferenceId: 'cardiology',
    title,
    summary: '',
    startsAt: 0,
    endsAt: 1,
    track: '',
    speakers: [],
    moderators: [],
    version,
  },
  state: {
    sessionId: 'heart',
    version,
    phase: 'live',
    liveAt: 0,
    endedAt: null,
    breaks: [],
    resumesAt: null,
  },
})

class FakeProgram extends FakeConnection {
  clock = 0
  view = viewAt(5, 'As planned')
  protected answer() {
    return this.view
  }
}
const server = new FakeProgram()
jest.unstable_mockModule('../live/useConnection.ts', () => ({ useConnection: () => server.connection }))
const { useSession } = await import('./useProgram.ts')

const wrapper = ({ children }: { children: ReactNode }) =>
  createElement(QueryClientProvider, { client: queryClient }, children)

const http = new FakeHttp()
globalThis.fetch = http.fetch as never

async function draw() {
  queryClient.setQueryData(['session', 'heart'], server.view)
  const { result } = renderHook(() => useSession('heart'), { wrapper })
  await act(async () => {})
  return result
}
async function page() {
  const result = await draw()
  return () => result.current.data!
}

test('a late reply does not replace what an event brought, but an older state after a failover does', async () => {
  const shown = await page()
  const release = server.hold('program.follow')
  await act(async () => server.connect())
  act(() => server.tell('program.state', { ...server.view.state, version: 6, phase: 'paused' }))
  await act(async () => release())
  await waitFor(() => expect(shown().state).toMatchObject({ version: 6, phase: 'paused' }))

  server.view = viewAt(4, 'As it was planned before')
  await act(async () => server.connect())
  await waitFor(() => expect(shown()).toEqual(server.view))
})

test('a session that is a draft again is not there, and is followed again as soon as it is approved', async () => {
  server.view = viewAt(9, 'As approved')
  const result = await draw()
  server.refuse('program.follow', 'not_found')
  await act(async () => server.tell('program.removed', { sessionId: 'heart' }))
  await waitFor(() => expect(result.current.error).toMatchObject({ code: 'not_found' }))
  const before = server.requests('program.follow').length

  server.view = viewAt(10, 'As approved again')
  http.answers['GET /api/program/heart'] = server.view
  await act(async () => server.tell('program.plan', server.view.session))
  await waitFor(() => expect(result.current).toMatchObject({ isError: false, data: server.view }))
  expect(server.requests('program.follow')).toHaveLength(before + 1)
})
