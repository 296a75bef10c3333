// The packs of an activity: the office makes them, auditors download them.
import { jest } from '@jest/globals'
import type { Pack } from '@lectern/shared/audit'
import { act, cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { AuditTab } from './AuditTab.tsx'
import { at, onlyIntervals, pack } from './fakeAudit.ts'
import { Packs } from './Packs.tsx'

const making = 'POST /api/office/audit/hf/packs'
const ready: Pack = {
  ...{ ...pack, id: 'p1', state: 'ready', progress: 1, finishedAt: at },
  file: { bytes: 3_500_000, sha256: 'ab12', isComplete: false, missing: 2, until: Date.UTC(2026, 11, 4, 10) },
}
let server: FakeHttp
const answer = (...packs: Pack[]) => {
  server.answers['GET /api/audit/hf/packs'] = { packs }
}
beforeEach(() => {
  server = new FakeHttp()
  answer()
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})
const office = () =>
  drawAt(server, '/', '/', <AuditTab activityId="hf" />, (page) => (
    <main>
      <h1>Heart failure</h1>
      {page}
    </main>
  ))
const auditor = () => drawAt(server, '/', '/', <Packs activityId="hf" />)
const row = () => screen.getByRole('listitem')
const make = () => screen.getByRole('button', { name: /^Make an audit pack$|^Being made…$/ })

test('without packs the office is asked to make one, and an auditor reads on', async () => {
  await office()
  expect(text()).toContain('None yet.')
  expect(make().textContent).toBe('Make an audit pack')
  expect(await violations()).toEqual([])
  cleanup()
  await auditor()
  expect(text()).toContain('The CE office has made none yet. Everything in it can be read below.')
  expect(screen.queryByRole('button')).toBeNull()
})

test('a pack is asked for, waits, goes on, and is there to download, on a page that is left alone', async () => {
  onlyIntervals()
  const { user } = await office()
  const second = async () => {
    await act(() => jest.advanceTimersByTimeAsync(1000))
    await nextTurn()
  }
  server.answers[making] = () => {
    answer(pack)
    return { packs: [pack] }
  }
  await user.click(make())
  await screen.findByText('0% done. The page can be closed: it goes on without it.')
  expect(server.bodies(making)).toEqual([{ packId: expect.stringMatching(/^[\da-f-]{36}$/) }])
  expect(make().textContent).toBe('Being made…')
  expect(make().getAttribute('aria-disabled')).toBe('true')
  await user.click(make())
  expect(server.bodies(making)).toHaveLength(1)

  answer({ ...pack, progress: 0.4 })
  await second()
  expect(row().textContent).toMatch(/Being made20 November 2026.*by Hana Ito.*40% done/)
  expect(screen.getByRole('progressbar', { name: 'The pack is being made' }).ariaValueNow).toBe('40')
  expect(screen.queryByRole('link', { name: /^Download/ })).toBeNull()
  expect(await violations()).toEqual([])

  answer(ready)
  await second()
  expect(row().textContent).toMatch(
    /^Ready.*2 things were missing\. Kept until 4 December 2026\. SHA-256: ab12$/,
  )
  const link = screen.getByRole('link', { name: /^Download the pack of 20 November 2026/ })
  expect(link.getAttribute('href')).toBe('/api/audit/hf/packs/p1.zip')
  expect(link.textContent).toBe('Download (3.3 MB)')
  expect(screen.queryByRole('progressbar')).toBeNull()
  expect(make().getAttribute('aria-disabled')).toBeNull()
  expect(await violations()).toEqual([])
})

test('a pack that lacks nothing says so; an auditor downloads it, and cannot make or cancel one', async () => {
  answer({ ...pack, id: 'p2' }, { ...ready, file: { ...ready.file!, isComplete: true, missing: 0 } })
  await auditor()
  const [running, done] = screen.getAllByRole('listitem')
  expect(running!.textContent).toMatch(/^Being made.*0% done/)
  expect(done!.textContent).toContain('Nothing was missing.')
  expect(within(done!).getByRole('link').hasAttribute('download')).toBe(true)
  expect(screen.queryByRole('button')).toBeNull()
  expect(await violations()).toEqual([])
})

test('a pack that failed says why, and another one can be made', async () => {
  answer({ ...pack, state: 'failed', finishedAt: at, problem: 'The disk of the server is full.' })
  await office()
  expect(row().textContent).toMatch(/^Failed.*The disk of the server is full\.$/)
  expect(within(row()).queryByRole('link')).toBeNull()
  expect(make().getAttribute('aria-disabled')).toBeNull()
  expect(await violations()).toEqual([])
})

test('one that the server refuses says in its words why, and nothing is listed', async () => {
  const { user } = await office()
  server.refuse(making, 'conflict', 'A pack of “ECG rounds” is being made. Wait until it is done.')
  await user.click(make())
  expect((await screen.findByRole('alert')).textContent).toBe(
    'A pack of “ECG rounds” is being made. Wait until it is done.',
  )
  expect(text()).toContain('None yet.')
})

test('the office cancels one that is being made; what was refused stays as it was', async () => {
  answer(pack)
  const { user } = await office()
  const cancelling = `${making}/p1/cancel`
  server.refuse(cancelling, 'conflict', 'It is finished already.')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect((await within(row()).findByRole('alert')).textContent).toBe('It is finished already.')
  const cancelled: Pack = { ...pack, state: 'cancelled', finishedAt: at }
  server.answers[cancelling] = () => {
    answer(cancelled)
    return { packs: [cancelled] }
  }
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await screen.findByText('Cancelled')
  expect(screen.queryByRole('progressbar')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
})

test('packs that could not be loaded say why, and are tried again', async () => {
  answer(ready)
  server.refuse('GET /api/audit/hf/packs', 'storage_unavailable', 'The store does not answer.')
  const { user } = await office()
  expect(screen.getByText('The store does not answer.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByText('Ready')
})
