import { jest } from '@jest/globals'
import type { Role } from '@lectern/shared/roles'
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { lacks, morning, okafor, plannedOf } from './edit/fakePlanning.ts'
import { SessionAbout } from './SessionAbout.tsx'
import { StillMissing } from './StillMissing.tsx'

const view = plannedOf('heart', morning, {
  activityId: 'hf',
  moderators: [okafor],
  summary: 'What has changed.',
  objectives: ['Choose the dose', 'Know when to stop'],
  languages: ['en', 'de'],
})
let server: FakeHttp

beforeEach(() => {
  server = new FakeHttp()
  server.answers['GET /api/program/heart/review'] = {
    ...view.review,
    turn: 'faculty',
    missing: [lacks('not_cleared', 'faculty', 'The moderator Adaeze Okafor has no disclosure on file.')],
  }
})
afterEach(cleanup)

async function page(id: string, roles: Role[]) {
  server.answers['GET /api/me'] = {
    person: { id, name: 'Somebody', credentials: '', affiliation: '', profession: 'other', roles },
    conference: { id: 'c', title: 'Cardiology days', timeZone: 'UTC' },
    now: morning,
  }
  const around = (each: ReactNode) => (
    <main>
      <h1>Heart failure</h1>
      {each}
    </main>
  )
  return drawAt(server, '/', '/', <StillMissing view={view} />, around)
}

test('its moderator reads what keeps the session from going live, and who must act', async () => {
  await page('okafor', ['moderator'])
  expect(text()).toContain('This session cannot go live yet')
  expect(text()).toContain('The moderator Adaeze Okafor has no disclosure on file. (faculty)')
  expect(screen.queryByRole('link')).toBeNull()
  expect(await violations()).toEqual([])
})

test('it goes once nothing is missing any more', async () => {
  jest.useFakeTimers({ advanceTimers: true })
  try {
    await page('okafor', ['moderator'])
    await screen.findByText('This session cannot go live yet')
    server.answers['GET /api/program/heart/review'] = view.review
    await act(() => jest.advanceTimersByTimeAsync(30_000))
    await waitFor(() => expect(text()).not.toContain('This session cannot go live yet'))
  } finally {
    jest.useRealTimers()
  }
})

test('an organiser is led to the session in the programme', async () => {
  await page('ito', ['organiser'])
  expect(screen.getByRole('link').getAttribute('href')).toBe('/office/programme?session=heart')
})

test('somebody who watches is told nothing', async () => {
  await page('clara', ['clinician'])
  expect(text()).not.toContain('cannot go live')
})

test('a session says what people will be able to do, and its languages', async () => {
  await drawAt(server, '/', '/', <SessionAbout session={view.session} />)
  expect(screen.getByRole('region', { name: 'Learning objectives' }).textContent).toContain('Choose the dose')
  expect(text()).toContain('Spoken in English and German.')
})
