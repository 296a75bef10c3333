// For tests of pages that use HTTP: a fake server.
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import { exampleOf } from '@lectern/shared/exampleOf'
import { type Routes, routes } from '@lectern/shared/routes'
import type { ZodType } from 'zod'
import { loadChecks } from '../live/checking.ts'

// Pages load the reply schemas later; in tests, every reply is checked.
await loadChecks()

/** A possible server reply, for tests that do not look at it. */
export const exampleReply = (name: keyof Routes): unknown => exampleOf(routes[name].reply as ZodType)

interface Sent {
  method: string
  path: string
  body: unknown
}

export class FakeHttp {
  readonly sent: Sent[] = []
  /** By "METHOD path"; a function is called for each request. */
  readonly answers: Record<string, unknown> = {}
  /** Each is used once, before the replies. */
  readonly refusals: Record<string, AppError[]> = {}
  /** Replies that wait until the test releases them. */
  readonly #held = new Map<string, Promise<void>>()
  /** The network is down. */
  isAway = false

  readonly fetch = async (path: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET'
    const name = `${method} ${path}`
    if (method !== 'GET')
      this.sent.push({
        method,
        path,
        body: init.body === undefined ? undefined : JSON.parse(init.body as string),
      })
    await this.#held.get(name)
    if (this.isAway) throw new TypeError('network error')
    const refused = this.refusals[name]?.shift()
    if (refused) return respond(refused.status, { error: refused.toBody() })
    if (!(name in this.answers)) return respond(404, { error: { code: 'not_found', message: `No ${name}.` } })
    const answer = this.answers[name]
    return respond(200, typeof answer === 'function' ? answer() : answer)
  }

  refuse(name: string, code: ErrorCode, message: string): void {
    this.refusals[name] = [...(this.refusals[name] ?? []), new AppError(code, message)]
  }

  hold(name: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#held.set(name, promise)
    return () => {
      this.#held.delete(name)
      resolve()
    }
  }

  bodies(name: string): unknown[] {
    return this.sent.filter(({ method, path }) => `${method} ${path}` === name).map(({ body }) => body)
  }
}

const respond = (status: number, body: unknown) =>
  ({ ok: status < 400, status, json: async () => JSON.parse(JSON.stringify(body)) }) as unknown as Response
