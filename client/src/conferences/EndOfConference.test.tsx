// Archiving and deleting a conference, and removing the example.
import type { Conference, ListedConference } from '@lectern/shared/conferences'
import { cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { EndOfConference } from './EndOfConference.tsx'
import { RemoveExample } from './RemoveExample.tsx'

const conference: Conference = { id: 'spring', title: 'Spring days', timeZone: 'UTC' }
let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
})
afterEach(cleanup)

async function end(more: Partial<Conference> = {}) {
  const shown: Conference[] = []
  const drawn = await drawAt(
    server,
    '/',
    '/',
    <EndOfConference conference={{ ...conference, ...more }} onChanged={(now) => shown.push(now)} />,
  )
  return { ...drawn, shown }
}

test('a conference is archived, and opened again', async () => {
  const { user, shown } = await end()
  expect(text()).toContain('stays readable')
  server.answers['POST /api/office/conferences/spring/archive'] = { ...conference, archivedAt: 5 }
  await user.click(screen.getByRole('button', { name: 'Archive' }))
  expect(shown).toEqual([{ ...conference, archivedAt: 5 }])
  expect(await violations()).toEqual([])
  cleanup()
  const again = await end({ archivedAt: 5 })
  server.answers['POST /api/office/conferences/spring/unarchive'] = conference
  await again.user.click(screen.getByRole('button', { name: 'Open it again' }))
  expect(again.shown).toEqual([conference])
})

test('one that runs cannot be archived, and says why', async () => {
  const { user } = await end()
  server.refuse('POST /api/office/conferences/spring/archive', 'conflict', 'A session is live.')
  await user.click(screen.getByRole('button', { name: 'Archive' }))
  expect(screen.getByRole('alert').textContent).toContain('A session is live.')
})

test('deleting says what goes, what is kept for six years and why, and keeps what must be kept', async () => {
  const { user } = await end()
  await user.click(screen.getByRole('button', { name: 'Delete conference' }))
  const dialog = await screen.findByRole('dialog', { name: 'Delete “Spring days”?' })
  expect(dialog.textContent).toMatch(/deleted for good.*six years.*verifiable.*certificates.*ledger/)
  server.refuse('DELETE /api/office/conferences/spring', 'conflict', 'Its records are kept until 2032-03-02.')
  await user.click(within(dialog).getByRole('button', { name: 'Delete conference' }))
  expect(within(dialog).getByRole('alert').textContent).toContain('2032-03-02')
  expect(await violations()).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: 'Keep it' }))
  await nextTurn()
  expect(server.sent.map(({ method }) => method)).toEqual(['DELETE'])
})

const listed = (more: Partial<ListedConference> = {}): ListedConference =>
  ({
    ...conference,
    createdAt: 1,
    sessions: 3,
    activities: 1,
    people: 8,
    keepUntil: null,
    isExample: true,
    ...more,
  }) as ListedConference

test('the example is removed after its figures were said; without one there is nothing to remove', async () => {
  const { user } = await drawAt(server, '/', '/', <RemoveExample conferences={[listed()]} />)
  await user.click(screen.getByRole('button', { name: 'Remove the example' }))
  const dialog = await screen.findByRole('dialog', { name: 'Remove “Spring days”?' })
  expect(dialog.textContent).toMatch(/3 sessions, 1 activity, 8 places.*cannot be undone/)
  expect(await violations()).toEqual([])
  server.refuse('DELETE /api/office/example', 'conflict', 'A session of it is live.')
  await user.click(within(dialog).getByRole('button', { name: 'Remove the example' }))
  expect(within(dialog).getByRole('alert').textContent).toContain('A session of it is live.')
  server.answers['DELETE /api/office/example'] = {}
  await user.click(within(dialog).getByRole('button', { name: 'Remove the example' }))
  await nextTurn()
  expect(server.sent).toHaveLength(2)
  cleanup()
  await drawAt(server, '/', '/', <RemoveExample conferences={[listed({ isExample: false })]} />)
  expect(screen.queryByRole('button')).toBeNull()
})
