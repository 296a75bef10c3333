import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { id } from '@lectern/shared/ids'
import { files, type Route, route } from '@lectern/shared/route'
import express from 'express'
import { z } from 'zod'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { noGuard, onePlace } from '../testing/conference.ts'
import { answerErrors } from './respond.ts'
import { serveRoutes } from './serveRoutes.ts'

let server: Server
afterEach(() => {
  server.close()
})

const open = { method: 'GET', summary: '', who: 'anybody', reply: z.object({ at: z.string() }) } as const
const pretend = [
  route({ ...open, path: '/a/:x/credits', params: { x: id } }),
  route({ ...open, path: '/a' }),
  route({ ...open, path: '/:a/b', params: { a: id } }),
  route({ ...open, path: '/a/b/:y', params: { y: id } }),
  route({ ...open, path: '/a/:x', params: { x: id } }),
  route({ ...open, path: '/a/b' }),
]

async function serve(routes: readonly Route[], handle: (path: string) => unknown): Promise<string> {
  const all = Object.fromEntries(routes.map((each) => [each.path, each]))
  const handlers = Object.fromEntries(routes.map(({ path }) => [path, () => handle(path)]))
  const app = express()
    .use(
      serveRoutes({
        routes: all,
        handlers,
        requireOperator: undefined,
        places: onePlace,
        guard: noGuard,
        mayAudit: async () => false,
      }),
    )
    .use(answerErrors(memoryLog().log))
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.each(pretend.map((_, n) => n))(
  'a literal segment goes before a parameter, wherever the routes are declared (%d)',
  async (n) => {
    const address = await serve([...pretend.slice(n), ...pretend.slice(0, n)], (at) => ({ at }))
    const at = async (path: string) => ((await (await fetch(address + path)).json()) as { at: string }).at
    expect(await at('/a/b')).toBe('/a/b')
    expect(await at('/a/c')).toBe('/a/:x')
    expect(await at('/c/b')).toBe('/:a/b')
    expect(await at('/a/b/credits')).toBe('/a/b/:y')
    expect(await at('/a/c/credits')).toBe('/a/:x/credits')
  },
)

test('no cache keeps the refusal of a file that is not there', async () => {
  const path = '/file'
  const address = await serve([route({ ...open, path, reply: files('text/plain') })], () => ({
    name: 'a.txt',
    content: { path: '/nowhere/a.txt' },
    headers: { 'Cache-Control': 'private, max-age=3600' },
  }))
  const response = await fetch(address + path)
  expect(response.status).toBe(404)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-disposition')).toBeNull()
  expect(response.headers.get('content-type')).toMatch('application/json')
})
