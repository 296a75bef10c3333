// The API description is valid OpenAPI and covers every route.

import { expect, test } from '@jest/globals'
import { done, type RouteMap, route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import { validate } from '@readme/openapi-parser'
import { describeApi } from './openApi.ts'

type Described = { paths: Record<string, Record<string, { operationId: string }>> }
const plain = async (map: RouteMap) => JSON.parse(JSON.stringify(await describeApi(map))) as Described

test('it is a valid OpenAPI 3.1 document', async () => {
  expect(await validate((await plain(routes)) as never)).toMatchObject({ valid: true })
})

test('an invalid document would be noticed', async () => {
  const document = await plain(routes)
  document.paths['/api/me']!.get = { operationId: 'accounts.me', responses: 'none' } as never
  expect(await validate(document as never)).toMatchObject({ valid: false })
})

test('every route is in it', async () => {
  const described = Object.values((await plain(routes)).paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  expect(described.sort()).toEqual(Object.keys(routes).sort())
})

test('a new route is in it, with its input, its roles and an example', async () => {
  const pretend = route({
    method: 'DELETE',
    path: '/api/rooms/:roomId',
    summary: 'Removes a room.',
    who: ['organiser'],
    params: { roomId: routes['accounts.accessOf'].params.personId },
    reply: done,
  })
  expect((await plain({ 'rooms.remove': pretend })).paths).toMatchObject({
    '/api/rooms/{roomId}': {
      delete: {
        operationId: 'rooms.remove',
        summary: 'Removes a room.',
        description: 'People who are signed in with one of the roles organiser.',
        parameters: [
          { name: 'roomId', in: 'path', required: true, schema: { type: 'string', maxLength: 64 } },
        ],
        responses: { 200: { content: { 'application/json': { example: {} } } } },
        'x-errors': ['not_signed_in', 'forbidden', 'not_found'],
      },
    },
  })
})

test('while it is made, other work gets a turn after each route', async () => {
  let turns = 0
  let isDone = false
  const take = () => {
    turns += 1
    if (!isDone) setImmediate(take)
  }
  setImmediate(take)
  await describeApi(routes)
  isDone = true
  expect(turns).toBeGreaterThanOrEqual(Object.keys(routes).length)
})
