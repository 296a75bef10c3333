import type { Person } from '@lectern/shared/accounts'
import type { Program, SessionView } from '@lectern/shared/program'
import { act, cleanup, screen, within } from '@testing-library/react'
import { activityCredit, myCredit, result, watched } from '../credit/fakeCredit.ts'
import { ConnectionContext } from '../live/useConnection.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeConnection } from '../testing/fakeConnection.ts'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { chooseZone, setConferenceZone, zones } from '../words/zones.ts'
import AgendaPage from './AgendaPage.tsx'
import { member, minute, morning, personWith, programOf, viewOf } from './fakeAgenda.ts'

class Clock extends FakeConnection {
  clock = morning
  protected answer() {
    return {}
  }
}

const hour = 60 * minute
let server: FakeHttp

interface Options {
  me?: Person
  kept?: string[]
  waiting?: number
  now?: number
  program?: Partial<Program>
}
async function page(
  sessions: SessionView[],
  { me = personWith(['clinician']), kept = [], waiting, ...more }: Options = {},
) {
  const clock = new Clock()
  clock.clock = more.now ?? morning
  const program = programOf(sessions, more.program)
  server.answers['GET /api/me'] = { person: me, conference: program.conference, now: clock.clock }
  server.answers['GET /api/program'] = program
  server.answers['GET /api/agenda'] = { sessionIds: kept, ...(waiting && { waiting }) }
  return drawAt(server, '/', '/', <AgendaPage preload={async () => undefined} />, (each) => (
    <ConnectionContext value={clock.connection}>
      <main>{each}</main>
    </ConnectionContext>
  ))
}
const row = (id: string) => screen.getByRole('article', { name: `About ${id}` })
const shownRows = () =>
  screen.queryAllByRole('article').map((each) => within(each).getByRole('heading').textContent)
const links = (within_: HTMLElement) =>
  within(within_)
    .queryAllByRole('link')
    .map(({ textContent }) => textContent)
    .filter(Boolean)

beforeEach(() => {
  server = new FakeHttp()
  setConferenceZone('UTC')
  chooseZone('conference')
  // The stage's parts load in the meantime, which no test here waits for.
  server.hold('GET /api/stage/capabilities')
})
afterEach(() => {
  cleanup()
  chooseZone('mine')
  zones.setState({ conference: undefined })
})

const speaker = member('okafor', 'Adaeze Okafor', '/api/people/okafor/pictures/abc')
const twoDays = () => [
  viewOf('heart', morning, { track: 'Heart', speakers: [speaker], activityId: 'hf' }, 'live'),
  viewOf('brain', morning + hour, { track: 'Brain' }),
  viewOf('night', Date.UTC(2026, 10, 28, 23, 25)),
  viewOf('sunday', morning + 24 * hour, { track: 'Heart' }),
]

test('today’s sessions are listed by time, with who speaks, what they are worth and where they stand', async () => {
  await page(twoDays(), { program: { credit: { hf: [{ body: 'AMA', maximum: 1, step: 0.25 }] } } })
  expect(shownRows()).toEqual(['About heart', 'About brain', 'About night'])
  const heart = row('heart')
  expect(within(heart).getByText('Live')).toBeTruthy()
  expect(within(heart).getByText('Adaeze Okafor, MD')).toBeTruthy()
  expect(within(heart).getByText('1.00 AMA')).toBeTruthy()
  expect(heart.querySelector('img')?.getAttribute('src')).toBe(speaker.picture)
  expect(row('night').textContent?.replaceAll('\u202f', ' ')).toContain(
    'Sat 28 Nov, 11:25 PM – 12:10 AM (+1)',
  )
  // What its time already says is not said again.
  expect(within(row('night')).queryByText(/not started/i)).toBeNull()
  expect(text()).toMatch(/28\s–\s29 November 2026/)
  expect(await violations()).toEqual([])
})

test('the agenda’s head names who supports the conference, in words', async () => {
  const support = [
    { supporter: 'Example Foundation', nature: '' },
    { supporter: 'Acme', nature: 'equipment on loan' },
  ]
  await page([], { program: { conference: { id: 'c', title: 'Days', timeZone: 'UTC', support } } })
  expect(text()).toContain('Commercial support: Example Foundation; Acme (equipment on loan).')
})

test('what is not accredited is labelled so beside its title', async () => {
  await page([
    viewOf('lunch', morning, { kind: 'satellite' }),
    viewOf('brain', morning + hour, { kind: 'panel' }),
  ])
  expect(within(row('lunch')).getByText('Satellite symposium, not accredited')).toBeTruthy()
  expect(within(row('brain')).queryByText(/accredited/)).toBeNull()
})

test('a draft is marked to those who see it, until it goes live', async () => {
  await page(
    [
      viewOf('brain', morning, { status: 'draft' }),
      viewOf('heart', morning + hour, { status: 'in_review' }),
      viewOf('night', morning + 2 * hour, { status: 'approved' }),
      viewOf('late', morning + 3 * hour, { status: 'draft' }, 'live'),
    ],
    { me: personWith(['organiser']) },
  )
  expect(within(row('brain')).getByText('Draft')).toBeTruthy()
  expect(within(row('heart')).getByText('Draft, in review')).toBeTruthy()
  for (const id of ['night', 'late']) expect(within(row(id)).queryByText(/draft/i)).toBeNull()
})

test('sessions of the own agenda that are being planned again are counted, and not shown', async () => {
  await page([viewOf('heart', morning)], { waiting: 2 })
  expect(screen.getByText(/^2 sessions in your agenda are being planned again/)).toBeTruthy()
})

test('a day is chosen by its tab, by keyboard too', async () => {
  const { user } = await page(twoDays())
  await user.click(screen.getByRole('tab', { name: 'Sat 28 Nov' }))
  await user.keyboard('{ArrowRight}')
  expect(screen.getByRole('tab', { name: 'Sun 29 Nov' }).getAttribute('aria-selected')).toBe('true')
  expect(shownRows()).toEqual(['About sunday'])
})

test('a track, or the person’s own sessions, can be shown alone; an empty day leads on', async () => {
  const { user } = await page(twoDays(), { kept: ['sunday'] })
  await user.click(screen.getByRole('button', { name: 'Brain' }))
  expect(shownRows()).toEqual(['About brain'])
  await user.click(screen.getByRole('button', { name: /^My agenda/ }))
  expect(shownRows()).toEqual([])
  expect(text()).toContain('Nothing in your agenda on this day')
  await user.click(screen.getByRole('button', { name: 'Go to Sun 29 Nov' }))
  expect(shownRows()).toEqual(['About sunday'])
  expect(await violations()).toEqual([])
})

test('what is on now and next is on top, the person’s own before the others’', async () => {
  await page(twoDays(), { kept: ['night'] })
  const card = screen.getByRole('region', { name: 'On now and next for you' })
  expect(card.textContent).toContain('About heart')
  expect(card.textContent).toContain('About night')
  expect(card.textContent).not.toContain('About brain')
})

test('a star shows at once what it keeps, and goes back if the server refuses', async () => {
  const { user } = await page(twoDays())
  const star = () => within(row('brain')).getByRole('button', { name: 'Keep in my agenda: About brain' })
  server.answers['PUT /api/agenda/brain'] = { sessionIds: ['brain'] }
  const release = server.hold('PUT /api/agenda/brain')
  await user.click(star())
  expect(star().getAttribute('aria-pressed')).toBe('true')
  release()
  await act(() => nextTurn())
  expect(star().getAttribute('aria-pressed')).toBe('true')
  server.refuse('DELETE /api/agenda/brain', 'storage_unavailable', 'Not now.')
  await user.click(star())
  await act(() => nextTurn())
  expect(star().getAttribute('aria-pressed')).toBe('true')
})

test('a session for a calendar is one press away until it has ended', async () => {
  await page([viewOf('ended', morning - hour, {}, 'ended'), ...twoDays()])
  const link = within(row('brain')).getByRole('link', { name: 'Add to calendar: About brain' })
  expect(link.getAttribute('href')).toBe('/api/program/brain.ics')
  expect(within(row('ended')).queryByRole('link', { name: /calendar/ })).toBeNull()
})

describe('a button says what it does', () => {
  const asModerator = { moderators: [member('clara', 'Clara Nwosu')] }
  const asSpeaker = { speakers: [member('clara', 'Clara Nwosu')] }
  const variant = (id: string, name: string) =>
    within(row(id))
      .getByRole('link', { name: `${name}: About ${id}` })
      .getAttribute('data-variant')

  test('for somebody who watches', async () => {
    await page(twoDays())
    expect(links(row('heart'))).toEqual(['Join'])
    expect(variant('heart', 'Join')).toBe('filled')
    expect(links(row('brain'))).toEqual(['Details'])
    expect(variant('brain', 'Details')).toBe('default')
  })

  test('for its moderator and its speaker, who are called half an hour before', async () => {
    await page([
      viewOf('soon', morning + 30 * minute, asModerator),
      viewOf('later', morning + 31 * minute, asModerator),
      viewOf('talk', morning + 10 * minute, asSpeaker),
      viewOf('over', morning - hour, { ...asModerator, ...asSpeaker }, 'ended'),
    ])
    expect(links(row('soon'))).toEqual(['Open desk', 'Details'])
    expect([variant('soon', 'Open desk'), variant('later', 'Open desk')]).toEqual(['filled', 'default'])
    expect(links(row('talk'))).toEqual(['Green room', 'Details'])
    expect(links(row('over'))).toEqual(['Details'])
  })

  test('once it is over, for its credit', async () => {
    const activity = activityCredit({ results: [result()], claims: [], sessions: [watched()] })
    server.answers['GET /api/credit'] = myCredit({ activities: [activity] })
    await page([viewOf('heart', morning - hour, { activityId: 'hf' }, 'ended')])
    const claim = within(row('heart')).getByRole('link', { name: 'Claim: About heart' })
    expect(claim.getAttribute('href')).toBe('/credit/hf')
    expect(row('heart').textContent).toMatch(/Ended · 42 (of|\/) 45 min/)
  })

  test('for an exhibitor there is none but their booth’s', async () => {
    await page(twoDays(), { me: personWith(['exhibitor']) })
    expect(screen.getByRole('link', { name: 'Open my booth' })).toBeTruthy()
    expect(links(row('heart'))).toEqual([])
    expect(screen.queryByRole('button', { name: /my agenda/i })).toBeNull()
    expect(await violations()).toEqual([])
  })
})

test('a late session is late, and not coming up', async () => {
  await page([viewOf('late', morning - 11 * minute)])
  expect(within(row('late')).getByText('Starting late')).toBeTruthy()
  expect(text()).not.toMatch(/ago/)
})

test('a programme without sessions says who fills it', async () => {
  await page([])
  expect(text()).toContain('No sessions yet')
  expect(await violations()).toEqual([])
})

test('a programme that cannot be loaded can be asked for again', async () => {
  server.refuse('GET /api/program', 'storage_unavailable', 'Not now.')
  const { user } = await page(twoDays())
  expect(text()).toContain('Not now.')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await act(() => nextTurn())
  expect(shownRows()).toHaveLength(3)
})

test('two hundred sessions in twelve tracks, with long titles and many speakers, have no violations', async () => {
  const many = Array.from({ length: 200 }, (_, i) =>
    viewOf(`s${i}`, morning + (i % 20) * 20 * minute + (i % 4) * 24 * hour, {
      title: `${'Left ventricular assist devices in '.repeat(6)}${i}`.slice(-200),
      track: `Track ${(i % 12) + 1}`,
      speakers: Array.from({ length: i % 9 }, (_unused, n) =>
        member(`p${n}`, `Speaker ${n} of a very long name`),
      ),
    }),
  ).sort((a, b) => a.session.startsAt - b.session.startsAt)
  await page(many)
  expect(shownRows()).toHaveLength(50)
  expect(screen.getAllByRole('tab')).toHaveLength(4)
  expect(await violations()).toEqual([])
}, 30_000)
