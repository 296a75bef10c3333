// A command is declared once: who may, what it takes, what it answers, how often. Validation, permission check,
// rate limit and the types on both ends all derive from the declaration.
import type { z } from 'zod'
import type { ErrorBody } from './errors.ts'
import type { Role } from './roles.ts'

export interface Command<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  /** Roles that may. Where the request names a `sessionId`, speaker and moderator mean: of that session. */
  who: readonly Role[]
  request: Request
  reply: Reply
  /** At most `points` calls in `seconds`, per person. */
  rate: { points: number; seconds: number }
  /**
   * Its reply may be large: it bears a tag, and a page that sends the tag of the reply it has is told when that still holds.
   * Counted against what one person may be sent.
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
 * What the acknowledgement of a command carries. `tag` stands for the value of a large reply; where the page has sent that very
 * tag, `unchanged` is true and there is no value.
 */
export type Acknowledgement<Value = unknown> =
  | { ok: true; value: Value; tag?: string; unchanged?: true }
  | { ok: false; error: ErrorBody }

/** Rates that fit most commands: something a person presses, and something a page does by itself. */
export const byHand = { points: 20, seconds: 10 }
export const byPage = { points: 120, seconds: 10 }
/** Large replies, asked for when a page opens, comes back or has missed something. */
export const byVisit = { points: 120, seconds: 60 }
