import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from '@jest/globals'
import { createListener } from './listener.ts'

test('a connection that rests is kept longer than proxies and browsers rely on, and answers again', async () => {
  const listener = createListener({ host: '127.0.0.1', port: 0 })
  await listener.listen((_, response) => response.end('here'))
  const { keepAliveTimeout, headersTimeout } = listener.server
  expect(keepAliveTimeout).toBeGreaterThan(60_000)
  // Otherwise a request on a connection that has rested would be cut off.
  expect(headersTimeout).toBeGreaterThan(keepAliveTimeout)
  const socket = connect(Number(new URL(listener.address()).port), '127.0.0.1')
  let received = ''
  socket.on('data', (part) => {
    received += part
  })
  for (const times of [1, 2]) {
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    while (received.split('here').length <= times) await once(socket, 'data')
  }
  expect(received).toMatch(/keep-alive: timeout=65\r\n/i)
  const ended = once(socket, 'close')
  await Promise.all([ended, listener.close()])
})
