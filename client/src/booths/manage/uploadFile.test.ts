import { PlayedUpload } from '../../testing/playedUpload.ts'
import { fileProblem } from '../../ui/fileRules.ts'
import { settings } from '../fakeBooths.ts'
import { uploadFile } from './uploadFile.ts'

Object.assign(globalThis, { XMLHttpRequest: PlayedUpload })

const file = (name = 'Brochure & more.pdf') => new File(['%PDF'], name, { type: 'application/pdf' })
const start = (sent = file(), onProgress: (share: number) => void = () => undefined) => ({
  done: uploadFile('meridian', 'document', sent, onProgress),
  request: PlayedUpload.last,
})

test('the file itself is sent, with its kind and name, and its progress told', async () => {
  const shares: number[] = []
  const { done, request } = start(file(), (share) => shares.push(share))
  expect(`${request.method} ${request.url}`).toBe(
    'POST /api/booths/meridian/files?kind=document&name=Brochure+%26+more.pdf',
  )
  expect(request.headers['Content-Type']).toBe('application/octet-stream')
  expect(request.body).toBeInstanceOf(File)
  request.upload.onprogress?.({ loaded: 1, total: 4 })
  request.answer(201, settings)
  expect(await done).toEqual(settings)
  expect(shares).toEqual([0.25])
})

test('a refusal comes as the server has put it', async () => {
  const { done, request } = start()
  request.answer(415, { error: { code: 'file_refused', message: 'This is not a PDF.' } })
  await expect(done).rejects.toMatchObject({ code: 'file_refused', message: 'This is not a PDF.' })
})

test.each([
  ['something that is no answer of ours', (request: PlayedUpload) => request.answer(502, null)],
  ['a lost network', (request: PlayedUpload) => request.onerror?.()],
])('%s is told as no answer', async (_, happen) => {
  const { done, request } = start()
  happen(request)
  await expect(done).rejects.toMatchObject({ code: 'no_answer' })
})

test('a name that is too long keeps its end', () => {
  const { request, done } = start(file(`${'x'.repeat(200)}.pdf`))
  const name = new URL(request.url, 'http://localhost').searchParams.get('name') ?? ''
  expect(name.length).toBeLessThanOrEqual(120)
  expect(name.endsWith('.pdf')).toBe(true)
  request.answer(201, settings)
  return done
})

test('what can be told before sending is', () => {
  expect(fileProblem('document', file())).toBeUndefined()
  expect(fileProblem('image', file())).toContain('Allowed: PNG, JPEG or WebP')
  expect(fileProblem('image', new File(['x'], 'x.svg', { type: 'image/svg+xml' }))).toContain('Allowed')
  // A browser that does not know a file's kind leaves it to the server.
  expect(fileProblem('document', new File(['x'], 'x', { type: '' }))).toBeUndefined()
})
