// Signing in step by step: no browser is ever signed in unlisted, where nobody could see or end it.
import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { accountRoutes } from '@lectern/shared/accounts'
import { keys } from '@lectern/shared/keys'
import express from 'express'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { connectRedis } from '../core/redis.ts'
import { serveRoutes } from '../http/serveRoutes.ts'
import { createWebSessions, type WebSessions } from '../http/webSession.ts'
import { conferenceId, noGuard, onePlace } from '../testing/conference.ts'
import { type AccountsStore, createAccountsStore } from './accountsStore.ts'
import type { Rights } from './rights.ts'
import { createSignInRoutes } from './signInRoutes.ts'

const { log } = memoryLog()
let redis: TestRedis
let connection: Redis
let accounts: AccountsStore
let webSessions: WebSessions
let server: Server
/** What happens to a sign-in right before and right after it is listed. */
let around: { before?: () => void; after?: () => Promise<void> }

beforeEach(async () => {
  redis = await startRedis()
  connection = connectRedis(redis.url, log)
  accounts = createAccountsStore(connection)
  webSessions = await createWebSessions(redis.url, 'a secret of the test', false, log)
  around = {}
  const addSignIn: AccountsStore['addSignIn'] = async (personId, signIn) => {
    around.before?.()
    const oldest = await accounts.addSignIn(personId, signIn)
    await around.after?.()
    return oldest
  }
  const rights = { endSignIns: accounts.endSignIns, endWebSession: async () => {} } as unknown as Rights
  const handlers = createSignInRoutes({ accounts: { ...accounts, addSignIn }, rights, clock: Date.now })
  const routes = serveRoutes({
    routes: { signIn: accountRoutes['accounts.signIn'] },
    handlers: { signIn: handlers['accounts.signIn'] },
    requireOperator: undefined,
    places: onePlace,
    guard: noGuard,
    mayAudit: async () => false,
  })
  const app = express().use(webSessions.middleware, express.json(), routes)
  server = createHttpServer(app).listen(0, '127.0.0.1')
  await accounts.invite(conferenceId, { id: 'ada', name: 'Ada', roles: ['clinician'] })
})
afterEach(async () => {
  server.close()
  await webSessions.close()
  connection.disconnect()
  await redis.close()
})

async function signIn(): Promise<boolean> {
  const { port } = server.address() as AddressInfo
  const { ok } = await fetch(`http://127.0.0.1:${port}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: await accounts.createLink('ada') }),
  })
  return ok
}
const sessions = () => connection.keys(`${keys.httpSessions()}*`)

test('a sign-in is listed, with its session', async () => {
  expect(await signIn()).toBe(true)
  expect(await accounts.signInsOf('ada')).toHaveLength(1)
  expect(await sessions()).toHaveLength(1)
})

test('a sign-in that could not be listed has no session', async () => {
  around.before = () => {
    throw new Error('the server was killed')
  }
  expect(await signIn()).toBe(false)
  expect(await sessions()).toEqual([])
})

test('a sign-in ended before its session is saved has none', async () => {
  around.after = async () => accounts.endSignIns('ada', await accounts.signInsOf('ada'))
  expect(await signIn()).toBe(false)
  expect(await sessions()).toEqual([])
  expect(await accounts.signInsOf('ada')).toEqual([])
})

test('an entry whose session was never saved is removed after a minute', async () => {
  const later = createAccountsStore(connection, () => Date.now() + 61_000)
  const entry = { webSessionId: 'never', at: Date.now(), device: 'Firefox', linkId: 'link' }
  await accounts.addSignIn('ada', entry)
  expect(await accounts.signInsOf('ada')).toHaveLength(1)
  expect(await later.signInsOf('ada')).toEqual([])
  expect(await accounts.signInsOf('ada')).toEqual([])
})
