// The whole server with the example conference, whose first session has been watched and is settled. For tests.

import { randomBytes } from 'node:crypto'
import type { ErrorBody } from '@lectern/shared/errors'
import type { Redis } from 'ioredis'
import { operator, signIn } from '../../../scripts/programClient.ts'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { type MemoryLog, memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis } from '../../../scripts/testing/redis.ts'
import { dayMs } from '../core/clock.ts'
import { readConfig } from '../core/config.ts'
import { connectRedis } from '../core/redis.ts'
import { agreedTestClock } from '../core/redisClock.ts'
import { createServer, type LecternServer } from '../createServer.ts'
import { liveAt, minuteMs, watchedSession } from './credit.ts'

/** The seeded people by id, and somebody who is not signed in. */
export type Who = 'clara' | 'noah' | 'shah' | 'okafor' | 'moreau' | 'ellis' | 'ito' | 'nobody'
export type Method = 'GET' | 'PUT' | 'POST'

export interface CreditTestServer {
  server: LecternServer
  connection: Redis
  log: MemoryLog
  /** The server's clock: a minute after the session's end. */
  now: number
  send(who: Who, method: Method, to: string, body?: unknown): Promise<Response>
  /** "ok", or the code of the refusal. */
  codeOf(who: Who, method: Method, to: string, body?: unknown): Promise<string>
  /** The body of an answer; a refusal is thrown. */
  answerOf<Answer>(who: Who, method: Method, to: string, body?: unknown): Promise<Answer>
  /** With the operator token. */
  operate<Answer>(method: 'POST' | 'PUT', to: string, body: unknown): Promise<Answer>
  close(): Promise<void>
}

export async function startCreditServer(watched: Record<string, number>): Promise<CreditTestServer> {
  const operatorToken = randomBytes(24).toString('hex')
  const redis = await startRedis()
  const port = await freePort()
  const log = memoryLog()
  const connection = connectRedis(redis.url, log.log)
  let now = liveAt - dayMs
  const server = await createServer(
    readConfig({
      SESSION_SECRET: randomBytes(24).toString('hex'),
      SFU_CONTROL_SECRET: randomBytes(24).toString('hex'),
      OPERATOR_TOKEN: operatorToken,
      LECTERN_EXAMPLE: '1',
      REDIS_URL: redis.url,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    }),
    log.log,
    undefined,
    agreedTestClock(() => now),
  )
  await watchedSession(connection, 'heart-failure', watched)
  now = liveAt + 61 * minuteMs

  const operate = <Answer>(method: 'POST' | 'PUT', to: string, body: unknown): Promise<Answer> =>
    operator<Answer>(server.address, operatorToken, method, to, body)
  const cookies = new Map<string, string>()
  for (const personId of ['clara', 'noah', 'shah', 'okafor', 'moreau', 'ellis', 'ito']) {
    const { link } = await operate<{ link: string }>('POST', 'links', { personId })
    cookies.set(personId, await signIn(link))
  }

  const send: CreditTestServer['send'] = (who, method, to, body) => {
    const cookie = cookies.get(who)
    return fetch(`${server.address}${to}`, {
      method,
      headers: { ...(cookie && { cookie }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
  return {
    server,
    connection,
    log,
    now,
    send,
    operate,
    async codeOf(who, method, to, body) {
      const response = await send(who, method, to, body)
      return response.ok ? 'ok' : ((await response.json()) as { error: ErrorBody }).error.code
    },
    async answerOf<Answer>(who: Who, method: Method, to: string, body?: unknown): Promise<Answer> {
      const response = await send(who, method, to, body)
      const answer = (await response.json()) as Answer
      if (!response.ok) throw new Error(JSON.stringify(answer))
      return answer
    },
    async close() {
      await server.close()
      connection.disconnect()
      await redis.close()
    },
  }
}
