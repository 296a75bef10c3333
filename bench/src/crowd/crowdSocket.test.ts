// Each person of a crowd has an address of their own, as behind a proxy: the product limits what one address
// may do.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from '@jest/globals'
import { WebSocketServer } from 'ws'
import { CrowdSocket } from './crowdSocket.ts'

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
const addresses: unknown[] = []
server.on('connection', (socket, request) => {
  addresses.push(request.headers['x-forwarded-for'])
  socket.on('message', () => socket.send('40{}'))
  socket.send('0{}')
})
afterAll(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})

test('no two sockets come from one address', async () => {
  if (server.address() === null) await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await Promise.all(Array.from({ length: 300 }, () => CrowdSocket.open(address, 'cookie')))
  expect(addresses).toHaveLength(300)
  expect(new Set(addresses).size).toBe(300)
})
