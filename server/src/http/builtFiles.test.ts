import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, expect, test } from '@jest/globals'
import express from 'express'
import { serveBuiltFiles } from './builtFiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-built-'))
const script = 'export const talk = 1\n'.repeat(100)
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'assets', 'page-abc.js'), script)
writeFileSync(join(folder, 'assets', 'page-abc.js.br'), brotliCompressSync(script))
writeFileSync(join(folder, 'assets', 'page-abc.js.gz'), gzipSync(script))
writeFileSync(join(folder, 'assets', 'small.js'), 'export {}')
writeFileSync(join(folder, 'icon.svg'), '<svg/>')

const server = createServer(express().use(serveBuiltFiles(folder))).listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** Nothing is decompressed on the way. */
async function get(path: string, acceptEncoding?: string) {
  const { port } = server.address() as AddressInfo
  const asked = request({ port, path, headers: acceptEncoding ? { 'accept-encoding': acceptEncoding } : {} })
  asked.end()
  const [response] = await once(asked, 'response')
  const body = Buffer.concat(await response.toArray())
  return { status: response.statusCode, headers: response.headers, body }
}

test.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip', 'gzip', gunzipSync],
  [undefined, undefined, (body: Buffer) => body],
])('a browser that accepts %s gets the copy made at build time', async (accepted, encoding, read) => {
  const { status, headers, body } = await get('/assets/page-abc.js', accepted)
  expect(status).toBe(200)
  expect(headers['content-encoding']).toBe(encoding)
  expect(headers['content-type']).toMatch(/javascript/)
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  // Otherwise a cache between would send it to a browser that cannot read it.
  expect(headers.vary).toMatch(/Accept-Encoding/i)
  expect(read(body).toString()).toBe(script)
})

test('a file without copies is sent as it is', async () => {
  const { headers, body } = await get('/assets/small.js', 'gzip, br')
  expect(headers['content-encoding']).toBeUndefined()
  expect(body.toString()).toBe('export {}')
  expect((await get('/icon.svg', 'br')).body.toString()).toBe('<svg/>')
})

test.each(['/assets/none.js', '/assets/../../etc/passwd', '/assets/%2e%2e/%2e%2e/etc/passwd'])(
  'there is no %s',
  async (path) => {
    expect((await get(path, 'br')).status).toBe(404)
  },
)
