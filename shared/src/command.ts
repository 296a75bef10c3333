// A command is declared once: who may send it, its request, its reply and its rate. Validation, permissions,
// rate limits and the types on both ends derive from the declaration.
import type { z } from 'zod'
import type { ErrorBody } from './errors.ts'
import type { Role } from './roles.ts'

export interface Command<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  /**
   * Roles that may send it. For a request with a `sessionId`, speaker and moderator mean: of that session.
   */
  who: readonly Role[]
  request: Request
  reply: Reply
  /** At most `points` calls in `seconds`, per person. */
  rate: { points: number; seconds: number }
  /**
   * A large reply carries a tag. A page that sends the tag of the reply it has learns whether it is still
   * current. Counted against what one person may be sent.
   */
  large?: true
}

export const command = <Request extends z.ZodType, Reply extends z.ZodType>(
  declaration: Command<Request, Reply>,
): Command<Request, Reply> => declaration

export type CommandMap = Record<string, Command>
export type RequestOf<C extends { request: z.ZodType }> = z.output<C['request']>
export type RequestInput<C extends { request: z.ZodType }> = z.input<C['request']>
export type ReplyOf<C extends { reply: z.ZodType }> = z.output<C['reply']>

/**
 * The acknowledgement of a command. `tag` identifies a large reply; if the page sent that tag, `unchanged` is
 * true and there is no value.
 */
export type Acknowledgement<Value = unknown> =
  | { ok: true; value: Value; tag?: string; unchanged?: true }
  | { ok: false; error: ErrorBody }

/** Rates for most commands: those a person presses, and those a page sends by itself. */
export const byHand = { points: 20, seconds: 10 }
export const byPage = { points: 120, seconds: 10 }
/** Large replies, requested when a page opens, returns or has missed events. */
export const byVisit = { points: 120, seconds: 60 }
