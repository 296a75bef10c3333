import { act, cleanup, screen } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { PlayedUpload } from '../testing/playedUpload.ts'
import { importOf } from './fakeImports.ts'
import ImportsPage from './ImportsPage.tsx'

let server: FakeHttp
const page = (imports: object[]) => {
  server = new FakeHttp()
  server.answers['GET /api/office/imports'] = { imports }
  return drawAt(server, '/office/imports', '/office/imports', <ImportsPage />)
}
const listed = () => {
  const { columns: _, mapping: __, ...one } = importOf({ state: 'preview' })
  return one
}

beforeEach(() => {
  Object.assign(globalThis, { XMLHttpRequest: PlayedUpload })
})
afterEach(cleanup)

test('imports are listed with where they stand, and every export is there', async () => {
  await page([listed()])
  expect(screen.getByRole('link', { name: 'programme.xlsx' }).getAttribute('href')).toBe(
    '/office/imports/imp',
  )
  expect(text()).toContain('To be applied')
  expect(screen.getAllByRole('link', { name: /^Download/ }).map((link) => link.getAttribute('href'))).toEqual(
    [
      '/api/office/exports/programme.xlsx',
      '/api/office/exports/programme.csv',
      '/api/office/exports/schedule.json',
      '/api/office/exports/people.xlsx',
      '/api/office/exports/people.csv',
    ],
  )
  expect(await violations()).toEqual([])
})

test('without imports the page says what will appear', async () => {
  await page([])
  expect(text()).toContain('Files that you upload appear here for two days.')
})

test('a file is sent with what it has, and its own page opens', async () => {
  const { user } = await page([])
  await user.click(screen.getByRole('radio', { name: 'People' }))
  await user.upload(screen.getByLabelText('File with the people'), new File(['Email'], 'people.csv'))
  await nextTurn()
  const query = new URL(PlayedUpload.last.url, 'http://x').searchParams
  expect([query.get('kind'), query.get('fileName')]).toEqual(['people', 'people.csv'])
  await act(async () => PlayedUpload.last.answer(201, importOf({ kind: 'people' })))
  await nextTurn()
  expect(screen.getByText('Elsewhere')).toBeDefined()
})

test('a file that is too large, or that the server cannot read, is refused beside the button', async () => {
  const { user } = await page([])
  const large = new File(['x'], 'large.xlsx')
  Object.defineProperty(large, 'size', { value: 40 * 1024 * 1024 })
  await user.upload(screen.getByLabelText('File with the programme'), large)
  expect((await screen.findByRole('alert')).textContent).toContain('at most 20 MB can be read')
  await user.upload(screen.getByLabelText('File with the programme'), new File(['x'], 'locked.xlsx'))
  await nextTurn()
  const error = { code: 'file_refused', message: 'This file is protected by a password.' }
  await act(async () => PlayedUpload.last.answer(415, { error }))
  await nextTurn()
  expect(screen.getByRole('alert').textContent).toBe('This file is protected by a password.')
})
