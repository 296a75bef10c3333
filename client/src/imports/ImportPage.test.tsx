import type { ImportRow, ImportView } from '@lectern/shared/imports'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { importOf, rowOf } from './fakeImports.ts'
import ImportPage from './ImportPage.tsx'

const path = '/api/office/imports/imp'
let server: FakeHttp

async function page(changed: Partial<ImportView>, rows: Partial<Record<string, ImportRow[]>> = {}) {
  server = new FakeHttp()
  let one = importOf(changed)
  server.answers[`GET ${path}`] = () => one
  for (const [filter, list = []] of Object.entries(rows))
    server.answers[`GET ${path}/rows?filter=${filter}&from=0`] = { rows: list, total: list.length }
  const drawn = await drawAt(server, '/office/imports/:importId', '/office/imports/imp', <ImportPage />)
  return {
    ...drawn,
    /** The server's next answers. */
    becomes(next: Partial<ImportView>) {
      one = importOf({ ...changed, ...next })
    },
  }
}
const press = (name: string | RegExp) => screen.getByRole('button', { name })

afterEach(cleanup)

test('columns are matched by hand, and a preview is asked for only if nothing is missing', async () => {
  const { user, becomes } = await page({})
  await user.click(press('Show the preview'))
  expect(screen.getByRole('alert').textContent).toBe('Choose the column with the end or with the duration.')
  expect(server.sent).toEqual([])
  await user.click(screen.getByRole('combobox', { name: 'What the column Dauer is' }))
  await user.click(screen.getByRole('option', { name: 'Duration' }))
  expect(screen.queryByRole('alert')).toBeNull()
  server.answers[`PUT ${path}/columns`] = importOf({ state: 'previewing' })
  becomes({ state: 'previewing' })
  await user.click(press('Show the preview'))
  await waitFor(() => expect(text()).toContain('Preview is being made'))
  expect(server.bodies(`PUT ${path}/columns`)).toEqual([
    {
      columns: { title: 0, start: 1, duration: 2 },
      timeZone: 'Europe/Berlin',
      dateOrder: null,
      removesMissing: false,
    },
  ])
})

test('a field chosen for another column moves there', async () => {
  const { user } = await page({})
  await user.click(screen.getByRole('combobox', { name: 'What the column Kaffee is' }))
  await user.click(screen.getByRole('option', { name: 'Title' }))
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'What the column Titel is' }).value).toBe('')
  expect(await violations()).toEqual([])
})

const counts = { add: 1, change: 1, remove: 0, same: 4, problem: 1 }

test('a preview shows problems first, then what would change field by field, and is applied', async () => {
  const { user, becomes } = await page(
    { state: 'preview', counts },
    {
      problem: [
        rowOf({
          row: 7,
          action: 'problem',
          changes: [],
          problems: [{ column: 'Beginn', words: '“x” is not a time.' }],
        }),
      ],
      change: [rowOf({ action: 'change', changes: [{ field: 'end', before: '09:30', after: '09:45' }] })],
    },
  )
  expect(text()).toContain('1 row has a problem and is left out')
  const row = screen.getByRole('row', { name: /Heart failure/ })
  expect(row.textContent).toContain('7Beginn: “x” is not a time.')
  await user.click(press('Changed 1'))
  await waitFor(() => expect(text()).toContain('End: 09:30 → 09:45'))
  expect(within(screen.getByRole('group', { name: 'Rows' })).queryByText('Removed')).toBeNull()
  expect(await violations()).toEqual([])
  server.answers[`POST ${path}/apply`] = importOf({ state: 'applying' })
  becomes({ state: 'applying', progress: 0.4 })
  await user.click(press('Apply to 2 sessions'))
  await waitFor(() => expect(text()).toContain('40% done'))
  expect(screen.getByRole('progressbar', { name: 'Being applied' }).getAttribute('aria-valuenow')).toBe('40')
})

test('a preview without changes offers nothing to apply', async () => {
  await page(
    { state: 'preview', counts: { ...counts, add: 0, change: 0, problem: 0 } },
    { same: [rowOf({ action: 'same', changes: [] })] },
  )
  expect(screen.queryByRole('button', { name: /Apply/ })).toBeNull()
  expect(press('Unchanged 4')).toBeDefined()
})

test('what was applied is undone in one press, and what stays is said', async () => {
  const undoUntil = Date.parse('2026-11-25T09:00:00Z')
  const { user, becomes } = await page(
    { state: 'applied', counts, undoUntil },
    { problem: [], refused: [rowOf({ outcome: 'refused', refusal: 'Somebody has changed it.' })] },
  )
  expect(text()).toContain('1 session added and 1 session changed.')
  const programme = screen.getByRole('link', { name: 'Open the programme' })
  expect(programme.getAttribute('href')).toBe('/office/programme?view=list')
  server.answers[`POST ${path}/undo`] = importOf({ state: 'undoing' })
  becomes({ state: 'undone', refused: 1 })
  await user.click(press('Undo this import'))
  await waitFor(() => expect(text()).toContain('but for what is listed below'))
  expect(text()).toContain('Somebody has changed it.')
  expect(server.bodies(`POST ${path}/undo`)).toHaveLength(1)
})

test('a refusal is said beside its button', async () => {
  const { user } = await page({ state: 'preview', counts }, { problem: [] })
  server.refuse(`POST ${path}/apply`, 'conflict', 'Another import of this conference is being applied.')
  await user.click(press('Apply to 2 sessions'))
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Another import of this conference is being applied.',
  )
})

test('an import that failed says why, and can be continued or undone', async () => {
  await page({ state: 'failed', failed: 'apply', problem: 'It stopped.', counts }, { problem: [] })
  expect(text()).toContain('It stopped.')
  expect([press('Apply the rest'), press('Undo this import')]).toHaveLength(2)
})

test('an import that is gone is said to be', async () => {
  server = new FakeHttp()
  server.refuse(`GET ${path}`, 'not_found', 'There is no such import.')
  await drawAt(server, '/office/imports/:importId', '/office/imports/imp', <ImportPage />)
  expect(text()).toContain('There is no such import')
})
