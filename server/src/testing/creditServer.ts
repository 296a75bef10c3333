// The whole server with the example conference, whose first session has been watched and is settled.
import { randomBytes } from 'node:crypto'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { dayMs } from '../core/clock.ts'
import { errorIn } from './answers.ts'
import { liveAt, minuteMs, watchedSession } from './credit.ts'
import { type Method, startServers } from './servers.ts'

/** The seeded people by id, and one who is not signed in. */
export type Who = 'clara' | 'noah' | 'shah' | 'okafor' | 'moreau' | 'ellis' | 'ito' | 'nobody'

/** `watched`: how many of its 60 minutes each person watched. */
export async function startCreditServer(watched: Record<string, number>) {
  const port = String(await freePort())
  let now = liveAt - dayMs
  const servers = await startServers({
    clock: () => now,
    settings: {
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LEDGER_KEY: randomBytes(32).toString('base64'),
    },
  })
  await watchedSession(servers.connection, 'heart-failure', watched)
  now = liveAt + 61 * minuteMs

  const send = (who: Who, method: Method, path: string, body?: unknown): Promise<Response> =>
    servers.request(path, { as: who === 'nobody' ? undefined : who, method, body })
  return {
    ...servers,
    server: servers.servers[0]!,
    /** The server's clock: a minute after the session's end. */
    now,
    send,
    /** "ok", or the code of the refusal. */
    async codeOf(who: Who, method: Method, path: string, body?: unknown): Promise<string> {
      const response = await send(who, method, path, body)
      return response.ok ? 'ok' : (await errorIn(response)).code
    },
    /** The body of a response; throws a refusal. */
    async answerOf<Answer>(who: Who, method: Method, path: string, body?: unknown): Promise<Answer> {
      const response = await send(who, method, path, body)
      const answer = (await response.json()) as Answer
      if (!response.ok) throw new Error(JSON.stringify(answer))
      return answer
    },
  }
}
