import {
  creditWordsOf,
  daysOf,
  dayToShow,
  isOwn,
  standingOf,
  trackColour,
  tracksOf,
  upNextOf,
} from './agendaView.ts'
import { member, minute, morning, personWith, programOf, viewOf } from './fakeAgenda.ts'

const hour = 60 * minute
const ids = (sessions: { session: { id: string } }[]) => sessions.map(({ session }) => session.id)

test.each([
  [-20, 'later'],
  [-15, 'soon'],
  [-1, 'soon'],
  [0, 'late'],
  [44, 'late'],
  [45, 'missed'],
])('a session that never started is, %d minutes after its start, %s', (minutes, standing) => {
  expect(standingOf(viewOf('a', morning), morning + minutes * minute)).toBe(standing)
})

test('a session that was started stands where its moderator says, whatever its plan is', () => {
  const long = morning + 10 * hour
  expect(standingOf(viewOf('a', morning, {}, 'live'), long)).toBe('live')
  expect(standingOf(viewOf('a', morning, {}, 'paused'), long)).toBe('break')
  expect(standingOf(viewOf('a', morning, {}, 'ended'), morning - hour)).toBe('ended')
})

test('a session belongs to the day on which it starts, by the calendar of the shown zone', () => {
  const late = Date.UTC(2026, 10, 28, 23, 25)
  const sessions = [viewOf('early', morning), viewOf('late', late), viewOf('next', late + 12 * hour)]
  expect(daysOf(sessions, 'UTC').map((day) => ids(day.sessions))).toEqual([['early', 'late'], ['next']])
  expect(daysOf(sessions, 'Europe/Berlin').map((day) => ids(day.sessions))).toEqual([
    ['early'],
    ['late', 'next'],
  ])
})

test('the day to show is today, else the next one, else the last one', () => {
  const days = [3, 5].map((number) => ({ number, at: 0, sessions: [] }))
  expect([1, 3, 4, 5, 9].map((today) => dayToShow(days, today)?.number)).toEqual([3, 3, 5, 5, 5])
  expect(dayToShow([], 1)).toBeUndefined()
})

test('tracks are listed once, by name, each in a colour of its own', () => {
  const inTrack = (track: string) => viewOf(track, morning, { track })
  const tracks = tracksOf(['Track 10', 'Track 9', '', 'Track 9'].map(inTrack))
  expect(tracks).toEqual(['Track 9', 'Track 10'])
  expect(new Set(tracks.map((track) => trackColour(tracks, track))).size).toBe(2)
})

describe('what is on now and next', () => {
  const live = viewOf('live', morning, {}, 'live')
  const alsoLive = viewOf('also', morning, {}, 'live')
  const soon = viewOf('soon', morning + hour)
  const later = viewOf('later', morning + 2 * hour)
  const all = [live, alsoLive, soon, later]

  test('is what everybody sees, until some of it is one’s own', () => {
    expect(upNextOf(all, morning, () => false)).toEqual({ now: live, next: soon })
    expect(upNextOf(all, morning, (view) => view === later || view === alsoLive)).toEqual({
      now: alsoLive,
      next: later,
    })
  })

  test('leaves out what never started, and names what is late', () => {
    const missed = viewOf('missed', morning - 3 * hour)
    const late = viewOf('late', morning - minute)
    expect(upNextOf([missed, late, soon], morning, () => false)).toEqual({ now: undefined, next: late })
    expect(upNextOf([missed], morning, () => false)).toEqual({ now: undefined, next: undefined })
  })

  test('one’s own are those that one keeps, speaks in or moderates', () => {
    const me = personWith(['speaker'])
    const mine = { speakers: [member('clara', 'Clara Nwosu')] }
    const nobody = new Set<string>()
    expect(isOwn(viewOf('a', morning, mine), me, nobody)).toBe(true)
    expect(isOwn(viewOf('a', morning, { moderators: mine.speakers }), me, nobody)).toBe(true)
    expect(isOwn(viewOf('a', morning), me, nobody)).toBe(false)
    expect(isOwn(viewOf('a', morning), me, new Set(['a']))).toBe(true)
  })
})

describe('what a session is worth', () => {
  const credit = {
    hf: [
      { body: 'AMA', maximum: 1, step: 0.25 },
      { body: 'Ärztekammer', maximum: 2, step: 1 },
      { body: 'ANCC', maximum: 0.75, step: 0.01 },
      { body: 'ANCC', maximum: 0.75, step: 0.01 },
    ],
  }
  const one = viewOf('one', morning, { activityId: 'hf' })

  test('is its activity’s designation, if it is all of the activity', () => {
    expect(creditWordsOf(one, programOf([one, viewOf('other', morning)], { credit }))).toBe(
      '1.00 AMA · 2 Ärztekammer · 0.75 ANCC',
    )
  })

  test('is only known to be something, if it is a part of the activity', () => {
    const other = viewOf('two', morning, { activityId: 'hf' })
    expect(creditWordsOf(one, programOf([one, other], { credit }))).toBe('For credit')
    expect(creditWordsOf(one, programOf([one]))).toBe('For credit')
  })

  test('is nothing without an activity', () => {
    expect(creditWordsOf(viewOf('a', morning), programOf([], { credit }))).toBeUndefined()
  })
})
