import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import express from 'express'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { limitAnswers } from './answerBytes.ts'
import { answerErrors } from './respond.ts'

let address: string
let stop: () => void
let built = 0

beforeAll(async () => {
  const app = express()
  app.use((request, response, next) => {
    const id = request.get('x-person')
    if (id) response.locals.person = { id } as Person
    next()
  })
  app.use(limitAnswers(10_000, 60))
  app.get('/large', (_request, response) => {
    built += 1
    response.json({ text: 'a'.repeat(4000) })
  })
  app.use(answerErrors(memoryLog().log))
  const server = app.listen(0, '127.0.0.1')
  stop = () => server.close()
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => stop())

const get = async (person?: string): Promise<number> =>
  (await fetch(`${address}/large`, { headers: person ? { 'x-person': person } : {} })).status

test('a person over the limit has to wait, and nothing is built for them; others do not', async () => {
  expect([await get('ann'), await get('ann'), await get('ann')]).toEqual([200, 200, 200])
  built = 0
  expect(await get('ann')).toBe(429)
  expect(built).toBe(0)
  expect(await get('bo')).toBe(200)
  for (let i = 0; i < 5; i++) expect(await get()).toBe(200)
})
