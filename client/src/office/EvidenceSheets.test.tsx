import { cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { EvidenceSheets } from './EvidenceSheets.tsx'
import { evidence, person } from './fakeOffice.ts'

const path = 'GET /api/credit/office/hf/people/clara/evidence'
let server: FakeHttp

async function sheets(answer: unknown = evidence) {
  server = new FakeHttp()
  server.answers[path] = answer
  const one = person({ personId: 'clara', name: 'Clara Meyer' })
  return drawAt(server, '/office', '/office', <EvidenceSheets activityId="hf" person={one} />)
}
const press = (name: string) => screen.getByRole('button', { name })

afterEach(cleanup)

test('the sheet is asked for by a press, and says each check with its answer time, or that there was none', async () => {
  const { user } = await sheets()
  expect(text()).not.toContain('83 ms')
  await user.click(press('Show the evidence'))
  const rows = within(await screen.findByRole('table', { name: 'Attention checks' })).getAllByRole('row')
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
    ['Due', 'Sent', 'Answer', 'Outcome'],
    ['10:00', '10:00', '83 ms', 'Answered'],
    ['30:00', 'not shown', 'none', 'Missed'],
  ])
  expect(text()).toContain('1 of 1 answers came in less than 300 ms; the fastest in 83 ms.')
  expect(text()).toContain('No beats20:00–20:30')
  expect(text()).toContain('Polls answered15:00')
  expect(text()).toContain('0:00–45:00 (sign-in x7Gk2p)')
  expect(await violations()).toEqual([])
  await user.click(press('Hide the evidence'))
  expect(text()).not.toContain('83 ms')
})

test('time on stage is shown by session: when, what counts, and what the office stated', async () => {
  const liveAt = evidence.sheets[0]!.liveAt!
  const minute = 60_000
  const stage = {
    ...{ sessionId: 'panel', title: 'Panel', liveAt, isSpeaker: true, isFinal: true },
    stretches: [
      { from: liveAt + 2 * minute, to: liveAt + 10 * minute },
      { from: liveAt + 30 * minute, to: liveAt + 42 * minute },
    ],
    slots: { onStage: 120, stated: 30, possible: 360 },
  }
  const { user } = await sheets({ personId: 'clara', sheets: [], onStage: [stage] })
  await user.click(press('Show the evidence'))
  expect(await screen.findByRole('heading', { name: /^Panel ?: on stage$/ })).toBeTruthy()
  expect(text()).toContain('On stage2:00–10:00, 30:00–42:00')
  expect(text()).toContain('Counts as presented20 min of 60 min on air')
  expect(text()).toContain('Stated by the CE office5 min')
  expect(await violations()).toEqual([])
})

test('it can be downloaded', async () => {
  await sheets()
  const link = screen.getByRole('link', { name: 'Download Evidence (CSV): Clara Meyer' })
  expect(link.getAttribute('href')).toBe('/api/credit/office/hf/people/clara/evidence.csv')
})

test('while it is loaded that is said, and after a failure it can be asked for again', async () => {
  const { user } = await sheets()
  const release = server.hold(path)
  server.refuse(path, 'rate_limited', 'Too many requests.')
  await user.click(press('Show the evidence'))
  expect(screen.getByRole('status', { name: 'Loading the evidence' })).toBeTruthy()
  release()
  expect((await screen.findByRole('alert')).textContent).toContain('Too many requests.')
  await user.click(press('Try again'))
  expect(await screen.findByRole('table', { name: 'Attention checks' })).toBeTruthy()
})
