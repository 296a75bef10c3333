import type { PlannedView } from '@lectern/shared/programPlanning'
import { cleanup, screen, within } from '@testing-library/react'
import { text } from '../../testing/drawAt.tsx'
import { violations } from '../../testing/drawPage.tsx'
import { FakeHttp } from '../../testing/fakeHttp.ts'
import { chooseZone, setConferenceZone, zones } from '../../words/zones.ts'
import { drawEditor, settled } from './drawEditor.tsx'
import {
  changed,
  editedOf,
  lacks,
  minute,
  morning,
  okafor,
  plannedOf,
  planningOf,
  twice,
} from './fakePlanning.ts'

const hour = 60 * minute
let server: FakeHttp

beforeEach(() => {
  server = new FakeHttp()
  setConferenceZone('UTC')
  chooseZone('conference')
})
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  chooseZone('mine')
  zones.setState({ conference: undefined })
})

const three = (): PlannedView[] => [
  plannedOf('heart', morning, { speakers: [okafor] }),
  plannedOf('brain', morning + hour, { track: 'Brain', kind: 'panel', status: 'in_review' }),
  plannedOf('lunch', morning + 27 * hour, { track: '', kind: 'break', status: 'approved' }),
]
const titles = () =>
  within(screen.getByRole('region', { name: 'Sessions' }))
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent)
const choose = async (
  user: Awaited<ReturnType<typeof drawEditor>>['user'],
  filter: string,
  option: string,
) => {
  await user.click(screen.getByRole('combobox', { name: filter }))
  await user.click(await screen.findByRole('option', { name: option }))
}

test('an empty programme says how to begin', async () => {
  const { user } = await drawEditor(server, planningOf([]))
  expect(text()).toContain('No sessions yet')
  expect(screen.getByRole('link', { name: 'Import from a file' }).getAttribute('href')).toBe(
    '/office/imports',
  )
  await user.click(screen.getByRole('button', { name: 'Plan the first session' }))
  expect(screen.getByRole('form', { name: 'New session' })).toBeTruthy()
  await user.keyboard('{Escape}')
  await settled()
  expect(await violations()).toEqual([])
  await user.keyboard('n')
  expect(screen.getByRole('form', { name: 'New session' })).toBeTruthy()
})

test('somebody without the right is told whose page it is', async () => {
  server.refuse('GET /api/office/program', 'forbidden', 'This is for organisers.')
  await drawEditor(server, planningOf([]))
  expect(text()).toContain('This page is not for your role')
})

test('a programme that cannot be loaded can be asked for again', async () => {
  server.refuse('GET /api/office/program', 'storage_unavailable', 'Not now.')
  const { user } = await drawEditor(server, planningOf(three()))
  expect(text()).toContain('Not now.')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await settled()
  expect(text()).toContain('3 sessions')
})

describe('the list', () => {
  const submissions = 'POST /api/office/program/submissions'
  const approvals = 'POST /api/office/program/approvals'
  const list = (more = {}) => drawEditor(server, planningOf(three(), more), { at: '?view=list' })

  test('has every session by time, and sorts by its columns', async () => {
    const { user } = await list()
    expect(titles()).toEqual(['About heart', 'About brain', 'About lunch'])
    await user.click(screen.getByRole('button', { name: 'Session' }))
    expect(titles()).toEqual(['About brain', 'About heart', 'About lunch'])
    expect(await violations()).toEqual([])
  })

  test('is narrowed by day, kind, status, person and words', async () => {
    const { user } = await list()
    await choose(user, 'Day', 'Sat 28 Nov')
    expect(titles()).toEqual(['About heart', 'About brain'])
    await choose(user, 'Kind', 'Panel')
    expect(titles()).toEqual(['About brain'])
    await user.click(screen.getByRole('button', { name: /^Approved/ }))
    expect(text()).toContain('No session fits these filters')
    await user.click(screen.getByRole('button', { name: 'Show all' }))
    await choose(user, 'Person', 'Adaeze Okafor')
    expect(titles()).toEqual(['About heart'])
    await user.click(screen.getByRole('button', { name: 'Show all' }))
    await user.type(screen.getByRole('searchbox', { name: 'Search' }), 'LUNCH')
    expect(titles()).toEqual(['About lunch'])
  })

  test('many are submitted and approved at once, and what lacks something stays', async () => {
    const views = three()
    views[1]!.review.missing = [lacks('conflict', 'organiser', 'Too near.')]
    const { user } = await drawEditor(server, planningOf(views), { at: '?view=list' })
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }))
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Approve 0' }).disabled).toBe(true)
    const submitted = changed(views[0]!, { status: 'in_review' })
    server.answers[submissions] = {
      ...editedOf([{ ...submitted, review: { ...submitted.review, status: 'in_review' } }]),
      outcomes: [{ sessionId: 'heart', refusal: null }],
    }
    await user.click(screen.getByRole('button', { name: 'Submit 1' }))
    await settled()
    expect(server.bodies(submissions)).toEqual([{ versions: { heart: 1 } }])
    const refusal = { code: 'conflict', message: 'A form is missing.' }
    server.answers[approvals] = { ...editedOf([]), outcomes: [{ sessionId: 'heart', refusal }] }
    await user.click(screen.getByRole('button', { name: 'Approve 1' }))
    await settled()
    expect(server.bodies(approvals)).toEqual([{ versions: { heart: 2 } }])
    const refused = screen.getByRole('list', { name: '1 session was not approved' })
    expect(refused.textContent).toBe('About heart A form is missing.')
    expect(await violations()).toEqual([])
    await user.click(within(refused).getByRole('button', { name: 'About heart' }))
    expect(screen.getByRole('dialog', { name: 'About heart' })).toBeTruthy()
  })

  test('hundreds go in as few requests as may be, and a refused request is said once', async () => {
    const many = Array.from({ length: 501 }, (_, i) => plannedOf(`talk-${i}`, morning))
    const { user } = await drawEditor(server, planningOf(many), { at: '?view=list' })
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }))
    server.refuse(submissions, 'storage_unavailable', 'Not now.')
    await user.click(screen.getByRole('button', { name: 'Submit 501' }))
    await settled()
    expect(text().match(/Not now\./g)).toHaveLength(1)
    server.answers[submissions] = { ...editedOf([]), outcomes: [] }
    await user.click(screen.getByRole('button', { name: 'Submit 501' }))
    await settled()
    const asked = (server.bodies(submissions) as { versions: object }[]).slice(1)
    expect(asked.map(({ versions }) => Object.keys(versions).length)).toEqual([500, 1])
  })

  test('a removed session is brought back', async () => {
    const removed = {
      sessionId: 'gone',
      title: 'About gone',
      startsAt: morning,
      endsAt: morning + hour,
      removedAt: morning,
      by: 'ito',
    }
    const { user } = await list({ removed: [removed] })
    server.answers['POST /api/office/program/gone/restore'] = editedOf([
      plannedOf('gone', morning + 2 * hour),
    ])
    server.answers['GET /api/office/program'] = planningOf([
      ...three(),
      plannedOf('gone', morning + 2 * hour),
    ])
    await user.click(screen.getByText('1 removed session'))
    await user.click(screen.getByRole('button', { name: 'Bring back: About gone' }))
    await settled()
    expect(titles()).toContain('About gone')
  })
})

test('the problems of the conference are counted in the tab, and each leads to its sessions', async () => {
  const { user } = await drawEditor(server, planningOf(three(), { conflicts: [twice('heart', 'brain')] }))
  await user.click(screen.getByRole('tab', { name: 'Problems 1' }))
  expect(text()).toContain('at the same time')
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: /^Open .*About brain/ }))
  expect(screen.getByRole('dialog', { name: 'About brain' })).toBeTruthy()
})

test('tracks are renamed, added and ordered', async () => {
  const { user } = await drawEditor(server, planningOf(three()), { at: '?view=tracks' })
  const heart = screen.getByRole('textbox', { name: 'Name of track 1' })
  await user.clear(heart)
  await user.type(heart, 'Cardiology')
  await user.click(screen.getByRole('button', { name: 'Down: Cardiology' }))
  await user.click(screen.getByRole('button', { name: 'Add track' }))
  await user.type(screen.getByRole('textbox', { name: 'Name of track 3' }), 'Lungs')
  expect(await violations()).toEqual([])
  server.answers['POST /api/office/program/tracks'] = editedOf([])
  const { conference } = planningOf([])
  server.answers['PUT /api/office/conference'] = { ...conference, tracks: ['Brain', 'Cardiology', 'Lungs'] }
  await user.click(screen.getByRole('button', { name: 'Save tracks' }))
  await settled()
  expect(server.sent.map(({ body }) => body)).toEqual([
    { from: 'Heart', to: 'Cardiology' },
    { tracks: ['Brain', 'Cardiology', 'Lungs'] },
  ])
})

test('two tracks of one name are refused, and one with sessions is not removed', async () => {
  const { user } = await drawEditor(server, planningOf(three()), { at: '?view=tracks' })
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Remove Heart' }).disabled).toBe(true)
  await user.click(screen.getByRole('button', { name: 'Add track' }))
  await user.type(screen.getByRole('textbox', { name: 'Name of track 3' }), 'Heart')
  await user.click(screen.getByRole('button', { name: 'Save tracks' }))
  expect(text()).toContain('This name is there already.')
  expect(server.sent).toEqual([])
})

describe('a series', () => {
  const weekly = { every: 1, weekdays: [6], count: 3 }
  const own = { id: 'rounds', on: '2026-11-28', own: [] }
  const inSeries = () => [
    plannedOf('first', morning, { series: own }),
    plannedOf('second', morning + 7 * 24 * hour, { series: { ...own, on: '2026-12-05', own: ['title'] } }),
  ]

  test('is made from a session, whose dates are shown before', async () => {
    const { user } = await drawEditor(server, planningOf(three()), { at: '?session=heart' })
    await user.click(screen.getByRole('button', { name: 'Repeat weekly' }))
    const dialog = screen.getByRole('dialog', { name: 'Repeat weekly' })
    expect(within(dialog).getByRole('region', { name: 'Dates' }).textContent).toContain('10 sessions')
    await user.clear(within(dialog).getByRole('textbox', { name: 'Number of sessions' }))
    await user.type(within(dialog).getByRole('textbox', { name: 'Number of sessions' }), '3')
    expect(within(dialog).getByRole('region', { name: 'Dates' }).textContent).toContain('Sat 12 Dec')
    server.answers['POST /api/office/program/heart/series'] = editedOf([])
    await user.click(within(dialog).getByRole('button', { name: 'Repeat' }))
    await settled()
    expect(server.bodies('POST /api/office/program/heart/series')).toMatchObject([
      { version: 1, rule: weekly },
    ])
  })

  test('a change asks for which sessions it is', async () => {
    const planning = planningOf(inSeries(), { series: { rounds: weekly } })
    const { user } = await drawEditor(server, planning, { at: '?session=first' })
    expect(text()).toContain('Every week on Saturday, 3 times')
    expect(text()).toContain('exception')
    await user.type(screen.getByRole('textbox', { name: /^Title/ }), '!')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.click(screen.getByRole('radio', { name: 'This and the following sessions' }))
    server.answers['PUT /api/office/program/first'] = editedOf([])
    await user.click(
      within(screen.getByRole('dialog', { name: /^Save/ })).getByRole('button', { name: 'Save' }),
    )
    await settled()
    expect(server.bodies('PUT /api/office/program/first')).toEqual([
      { version: 1, change: { title: 'About first!' }, scope: 'following' },
    ])
  })
})

test('a session is removed, and one press brings it back', async () => {
  const { user } = await drawEditor(server, planningOf(three()), { at: '?session=heart' })
  await user.click(screen.getByRole('button', { name: 'Remove' }))
  server.answers['POST /api/office/program/heart/remove'] = editedOf([], { removed: ['heart'] })
  server.answers['GET /api/office/program'] = planningOf(three().slice(1))
  const ask = screen.getByRole('dialog', { name: 'Remove from the programme' })
  await user.click(within(ask).getByRole('button', { name: 'Remove' }))
  await settled()
  expect(server.bodies('POST /api/office/program/heart/remove')).toEqual([{ version: 1, scope: 'this' }])
  expect(text()).toContain('2 sessions')
})
