import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { id } from '@lectern/shared/ids'
import { type Route, route } from '@lectern/shared/route'
import express from 'express'
import { z } from 'zod'
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

async function start(routes: readonly Route[]) {
  const all = Object.fromEntries(routes.map((each) => [each.path, each]))
  const handlers = Object.fromEntries(routes.map(({ path }) => [path, () => ({ at: path })]))
  const app = express().use(serveRoutes({ routes: all, handlers, requireOperator: undefined }))
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return async (path: string) =>
    ((await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as { at: string }).at
}

test.each(pretend.map((_, n) => n))(
  'a literal segment goes before a parameter, wherever the routes are declared (%d)',
  async (n) => {
    const at = await start([...pretend.slice(n), ...pretend.slice(0, n)])
    expect(await at('/a/b')).toBe('/a/b')
    expect(await at('/a/c')).toBe('/a/:x')
    expect(await at('/c/b')).toBe('/:a/b')
    expect(await at('/a/b/credits')).toBe('/a/b/:y')
    expect(await at('/a/c/credits')).toBe('/a/:x/credits')
  },
)
