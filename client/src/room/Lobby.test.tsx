import { jest } from '@jest/globals'
import type { SessionView } from '@lectern/shared/program'
import { act, cleanup, screen } from '@testing-library/react'
import { draw as drawAttendance } from '../attendance/drawAttendance.tsx'
import { FakeAttendance } from '../attendance/fakeAttendance.ts'
import { violations } from '../testing/drawPage.tsx'
import { Lobby } from './Lobby.tsx'

const member = (personId: string, name: string, affiliation = '') => ({
  personId,
  name,
  credentials: 'MD',
  affiliation,
})
const minute = 60_000

function viewOf(startsAt: number, fields: Partial<SessionView['session']> = {}): SessionView {
  return {
    session: {
      id: 'heart',
      conferenceId: 'cardiology',
      title: 'Heart failure in 2026',
      summary: 'What has changed.',
      startsAt,
      endsAt: startsAt + 60 * minute,
      track: '',
      speakers: [member('okafor', 'Dr Amara Okafor', 'Lagos'), member('lindqvist', 'Nils Lindqvist')],
      moderators: [member('moreau', 'Claire Moreau')],
      activityId: 'heart-failure-2026',
      ...fields,
    },
    state: {
      sessionId: 'heart',
      version: 1,
      phase: 'scheduled',
      liveAt: null,
      endedAt: null,
      breaks: [],
      resumesAt: null,
    },
  }
}

let server: FakeAttendance
let stop: () => void
const text = () => screen.getByRole('main').textContent ?? ''

async function lobby(view: SessionView, acknowledgedAt: number | null = null) {
  server = new FakeAttendance({
    acknowledgedAt,
    ...(view.session.activityId === undefined && { announced: null }),
  })
  const { connection } = server
  const page = await drawAttendance(server, () => <Lobby view={view} />)
  stop = () => page.attendance.stop()
  return { ...page, connection }
}

afterEach(() => {
  cleanup()
  stop()
  jest.useRealTimers()
})

test('says when it starts, by a clock within the hour, and that nothing is left to press', async () => {
  await lobby(viewOf(100_000 + 5 * minute + 48_000))
  expect(screen.getByRole('timer').textContent).toBe('Starts in 5:48')
  expect(text()).toContain('Stay here – the video starts automatically.')
  expect(await violations()).toEqual([])
})

test.each([
  [100_000 + 100 * minute, 'Starts in 1 h 40 min'],
  [99_000, 'Starting soon'],
])('a start at %i is told as "%s"', async (startsAt, words) => {
  await lobby(viewOf(startsAt))
  expect(text()).toContain(words)
})

test('names every person once, with affiliation, role and relationships in one list', async () => {
  await lobby(viewOf(200_000))
  const people = [...document.querySelectorAll('.faculty-person .faculty-words')].map(
    (one) => one.textContent,
  )
  expect(people).toEqual([
    'Dr Amara Okafor, MDSpeaker · LagosNo relationships',
    'Nils Lindqvist, MD, PhDSpeakerExample Devices speaker fee. Mitigated.',
    'Claire MoreauModeratorNo relationships',
  ])
  expect(screen.getByRole('heading', { name: 'Faculty and disclosures' })).toBeTruthy()
})

test('people who have uploaded a picture are shown with it', async () => {
  const picture = '/api/people/okafor/pictures/abc'
  const speakers = [{ ...member('okafor', 'Dr Amara Okafor', 'Lagos'), picture }]
  await lobby(viewOf(200_000, { speakers }))
  const shown = [...document.querySelectorAll('img')].map((image) => image.getAttribute('src'))
  expect(shown).toEqual([picture, picture])
})

test('confirmed with one press, and then said with its time', async () => {
  const { user } = await lobby(viewOf(200_000))
  await user.click(screen.getByRole('button', { name: 'Confirm – I’ve read the disclosures' }))
  await act(async () => undefined)
  expect(server.requests('attendance.acknowledge')).toHaveLength(1)
  expect(text()).toMatch(/Confirmed at .*\d/)
})

test('a session without credit has its faculty and nothing to confirm', async () => {
  const { activityId: _none, ...plan } = viewOf(200_000).session
  await lobby({ ...viewOf(200_000), session: plan })
  expect(text()).toContain('Dr Amara Okafor, MDSpeaker · Lagos')
  expect(text()).not.toContain('relationships')
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Test sound'])
  const calendar = screen.getByRole('link', { name: 'Add to calendar' })
  expect(calendar.getAttribute('href')).toBe('/api/program/heart.ics')
  expect(await violations()).toEqual([])
})
