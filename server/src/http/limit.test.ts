// The limit of the whole API counts people by themselves and everyone else by address, the operator not at
// all.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import express from 'express'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { limitCallers } from './limit.ts'
import { createIsOperator } from './operator.ts'
import { answerErrors } from './respond.ts'

test('an import of the operator is not limited; strangers with a wrong token are', async () => {
  const app = express()
    .use(limitCallers('test', { person: 1, strangers: 2 }, 60, createIsOperator('secret')))
    .use((_request, response) => response.json({}))
    .use(answerErrors(memoryLog().log))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const statuses = async (token: string) => {
    const answers: number[] = []
    for (let i = 0; i < 4; i++)
      answers.push((await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status)
    return answers
  }
  expect(await statuses('secret')).toEqual([200, 200, 200, 200])
  expect(await statuses('guess')).toEqual([200, 200, 429, 429])
  server.close()
})
