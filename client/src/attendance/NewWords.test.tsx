import { act, cleanup, screen } from '@testing-library/react'
import { violations } from '../testing/drawPage.tsx'
import { draw } from './drawAttendance.tsx'
import { disclosures, FakeAttendance, sessionId } from './fakeAttendance.ts'
import { NewWords } from './NewWords.tsx'

let server: FakeAttendance
let stop: () => void

async function room(acknowledgedAt: number | null) {
  server = new FakeAttendance({ acknowledgedAt })
  const page = await draw(server, () => <NewWords sessionId={sessionId} />)
  stop = () => page.attendance.stop()
  return page
}
/** The office changes a speaker's disclosures, which nobody has read yet. */
async function change(version: string): Promise<void> {
  server.status = { ...server.status, disclosures: disclosures(version, 'New Devices'), acknowledgedAt: null }
  await act(async () => server.tell('program.plan', { id: sessionId } as never))
}

afterEach(() => {
  cleanup()
  stop()
})

test('when the words change, they come up over the picture, say what they mean, and one press confirms them', async () => {
  const { user } = await room(50_000)
  expect(screen.queryByRole('dialog')).toBeNull()
  await change('v2')
  const dialog = await screen.findByRole('dialog', { name: 'The disclosures have changed' })
  expect(dialog.textContent).toContain('Your minutes so far are safe')
  expect(dialog.textContent).toContain('New Devices')
  expect(await violations()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Confirm – I’ve read the new disclosures' }))
  expect(server.requests('attendance.acknowledge')).toEqual([{ sessionId, version: 'v2' }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('closed without a press it stays closed, until the words change again', async () => {
  const { user } = await room(50_000)
  await change('v2')
  await screen.findByRole('dialog')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  await change('v3')
  expect(await screen.findByRole('dialog')).toBeDefined()
})

test('another session’s plan shows nothing, nor does a change for a person who has read nothing yet', async () => {
  await room(null)
  await act(async () => server.tell('program.plan', { id: 'another' } as never))
  await change('v2')
  expect(screen.queryByRole('dialog')).toBeNull()
})
