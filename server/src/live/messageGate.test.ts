import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Server } from 'socket.io'
import { guardMessages } from './messageGate.ts'

const httpServer = createServer()
const io = new Server(httpServer)
const cuts: string[] = []
let url: string

beforeAll(async () => {
  io.engine.on('connection', (connection) => guardMessages(connection, (reason) => cuts.push(reason)))
  httpServer.listen(0, '127.0.0.1')
  await once(httpServer, 'listening')
  const { port } = httpServer.address() as AddressInfo
  url = `http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`
})
afterAll(() => io.close())

async function openPolling() {
  const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string }
  const at = `${url}&sid=${sid}`
  const post = async (body: string) => (await fetch(at, { method: 'POST', body })).status
  const joined = once(io, 'connection')
  await post('40')
  await joined
  return { post, poll: async () => (await fetch(at)).text() }
}

test('a page that posts by polling and fetches nothing is cut off before its replies fill the memory', async () => {
  const page = await openPolling()
  for (let i = 0; i < 9; i++) io.emit('news', 'x'.repeat(1024 * 1024))
  await page.post('3')
  expect(cuts.splice(0)).toEqual(['backlog'])
  expect(await page.post('3')).toBe(400)
})

test('a page that fetches its messages is not cut off, however many they are', async () => {
  const page = await openPolling()
  await page.poll()
  for (let i = 0; i < 9; i++) {
    io.emit('news', 'x'.repeat(1024 * 1024))
    await page.poll()
    expect(await page.post('3')).toBe(200)
  }
  expect(cuts).toEqual([])
})
