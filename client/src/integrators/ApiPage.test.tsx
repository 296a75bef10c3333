import { cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import ApiPage from './ApiPage.tsx'

const address = 'GET /api/openapi.json'
const reply = (example: unknown) => ({
  description: 'Done.',
  content: { 'application/json': { schema: { type: 'object' }, example } },
})
const description = {
  openapi: '3.1.0',
  paths: {
    '/api/rooms/{roomId}': {
      put: {
        operationId: 'rooms.change',
        tags: ['rooms'],
        summary: 'Changes a room.',
        description: 'Scripts that hold the operator token.',
        parameters: [{ name: 'roomId', in: 'path', required: true }],
        requestBody: { content: { 'application/json': { schema: {}, example: { seats: 12 } } } },
        responses: { 200: reply({ ok: true }) },
        'x-errors': ['forbidden', 'not_found'],
      },
    },
    '/api/rooms/{roomId}/plan.pdf': {
      get: {
        operationId: 'rooms.plan',
        tags: ['rooms'],
        summary: 'Its plan.',
        description: 'Anybody.',
        parameters: [],
        responses: { 200: { description: 'Done.', content: { 'application/pdf': { schema: {} } } } },
        'x-errors': [],
      },
    },
  },
}

const draw = (answer: unknown) => {
  const server = new FakeHttp()
  server.answers[address] = answer
  return drawAt(server, '/api-reference', '/api-reference', <ApiPage />, (page) => page)
}

afterEach(cleanup)

test('each route says who may, what it takes, what it answers and how it refuses', async () => {
  const { container } = await draw(description)
  const rooms = screen.getByRole('region', { name: 'rooms' })
  const [change, plan] = within(rooms).getAllByText(/^\/api\/rooms/)
  const words = change!.closest('details')!.textContent
  for (const part of [
    'PUT',
    'Changes a room.',
    'Scripts that hold the operator token.',
    'roomId in the path',
    '"seats": 12',
    '"ok": true',
    'forbidden',
    'not_found',
  ])
    expect(words).toContain(part)
  expect(plan!.closest('details')!.textContent).toContain('A file: application/pdf.')
  expect(screen.getByRole('link', { name: 'OpenAPI 3.1 document' }).getAttribute('href')).toBe(
    '/api/openapi.json',
  )
  for (const folded of container.querySelectorAll('details')) folded.open = true
  expect(await violations()).toEqual([])
})

test('without a server it says so and can be tried again', async () => {
  const server = new FakeHttp()
  server.isAway = true
  await drawAt(server, '/api-reference', '/api-reference', <ApiPage />, (page) => page)
  expect(screen.getByRole('button', { name: /again/i })).toBeTruthy()
  expect(text()).not.toContain('HTTP API')
})
