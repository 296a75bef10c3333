import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import type { AppError } from '@lectern/shared/errors'
import express, { type ErrorRequestHandler, type Response } from 'express'
import { oneAtATime } from './oneAtATime.ts'

let server: Server
afterEach(() => {
  server.close()
})

/** Requests name their person; `arrived` resolves to the response of each that got its turn, in order. */
async function start(waitingMax: number) {
  const inHand: Response[] = []
  let wake = () => {}
  const app = express()
  app.use((request, response, next) => {
    response.locals.person = { id: request.get('person') } as never
    next()
  })
  const takeTurn = oneAtATime(waitingMax)
  app.use(async (_request, response) => {
    await takeTurn(response.locals.person!.id, response)
    inHand.push(response)
    wake()
  })
  app.use(((error, _request, response, _next) => {
    response.status((error as AppError).status).end()
  }) satisfies ErrorRequestHandler)
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    send: (person: string, signal?: AbortSignal) =>
      fetch(`http://127.0.0.1:${port}`, { headers: { person }, ...(signal && { signal }) }),
    async arrived(): Promise<Response> {
      while (inHand.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return inHand.shift()!
    },
    inHand,
  }
}

test('a person has one request in progress; the next gets its turn when it is over', async () => {
  const { send, arrived, inHand } = await start(1)
  const first = send('ann')
  const firstInHand = await arrived()
  const second = send('ann')
  const other = send('ben')
  ;(await arrived()).end()
  expect((await other).status).toBe(200)
  expect(inHand).toEqual([])
  firstInHand.end()
  ;(await arrived()).end()
  expect([(await first).status, (await second).status]).toEqual([200, 200])
})

test('requests beyond the queue are refused, and the person is served again afterwards', async () => {
  const { send, arrived } = await start(1)
  const first = send('ann')
  const inHand = await arrived()
  const [one, other] = [send('ann'), send('ann')]
  // The network decides which of the two comes first.
  const refused = await Promise.race([one, other])
  expect(refused.status).toBe(429)
  inHand.end()
  ;(await arrived()).end()
  expect((await first).status).toBe(200)
  expect([(await one).status, (await other).status].sort()).toEqual([200, 429])
  const last = send('ann')
  ;(await arrived()).end()
  expect((await last).status).toBe(200)
})

test('a person who gave up waiting delays nobody', async () => {
  const { send, arrived } = await start(5)
  void send('ann')
  const inHand = await arrived()
  const givenUp = new AbortController()
  const second = send('ann', givenUp.signal).catch(() => 'given up')
  const third = send('ann')
  givenUp.abort()
  expect(await second).toBe('given up')
  inHand.end()
  ;(await arrived()).end()
  expect((await third).status).toBe(200)
})
