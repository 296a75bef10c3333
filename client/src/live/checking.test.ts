/** @jest-environment node */
// Replies are used before their schemas are loaded, and checked then.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from '@jest/globals'
import { Server } from 'socket.io'
import { checkedRoute, loadChecks, whenMisfit } from './checking.ts'
import { createConnection } from './connection.ts'

const sessionId = 'heart'
/** As no server of this version would answer. */
const misfit = { sessionId, version: 'first' }
const fit = { sessionId, version: 1, layout: 'auto', spotlight: null, presenters: [], watching: 2 }
let answer: unknown = fit

const http = createServer()
new Server(http).on('connection', (socket) => {
  socket.on('command', (...given: unknown[]) =>
    (given.at(-1) as (reply: object) => void)({ ok: true, value: answer }),
  )
})
http.listen(0, '127.0.0.1')
await once(http, 'listening')
const connection = createConnection(`http://127.0.0.1:${(http.address() as AddressInfo).port}`)
const observe = () => connection.send('stage.observe', { sessionId })
afterAll(() => {
  connection.close()
  http.closeAllConnections()
  http.close()
})

test('no reply waits for its schema; once it is here, what did not fit is asked for again and refused', async () => {
  let misfits = 0
  whenMisfit(() => misfits++)
  await new Promise<void>((resolve) => void connection.onConnected(resolve))
  let reloads = -1
  connection.onConnected(() => reloads++)
  expect(await observe()).toEqual(fit)
  expect(checkedRoute('accounts.me', { person: 'nobody' })).toEqual({ person: 'nobody' })
  answer = misfit
  expect(await observe()).toEqual(misfit)

  await loadChecks()
  expect([misfits, reloads]).toEqual([1, 1])
  await expect(observe()).rejects.toMatchObject({ code: 'internal' })
  expect(() => checkedRoute('accounts.me', { person: 'nobody' })).toThrow('does not understand')
  // What the page does not know of is left out, as of a newer server.
  answer = { ...fit, mood: 'good' }
  expect(await observe()).toEqual(fit)
  await loadChecks()
  expect(misfits).toBe(1)
})
