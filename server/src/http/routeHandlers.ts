// The input and output of a route's handler. It never sees the request itself, only what its declaration
// parsed.
import type { Person } from '@lectern/shared/accounts'
import type { AppError } from '@lectern/shared/errors'
import type { Files, ParamsOf, QueryOf, Route, RouteMap, RouteReply } from '@lectern/shared/route'
import type { Request, Response } from 'express'
import type { z } from 'zod'

/** Reads an uploaded file of at most `bytes`; a larger one is refused with `tooLarge`. */
export type Receive = (bytes: number, tooLarge: AppError) => Promise<Buffer>

/** A file as reply. */
export interface FileAnswer {
  name: string
  /** A text or bytes; a stream; or a file on this server's disk. */
  content: string | Buffer | AsyncIterable<string> | { path: string }
  /** Default: the declared media type. */
  type?: string
  /** Shown in the browser instead of saved. */
  inline?: boolean
  headers?: Record<string, string>
  /**
   * Asked again and again while it is sent: once the person may not have it any more, the answer breaks off.
   */
  isAllowed?: () => Promise<boolean>
}

/** A route that anybody may use does not always say which conference it means. */
type ConferenceOf<R extends Route> = R extends { of: 'installation' }
  ? undefined
  : R['who'] extends 'anybody'
    ? string | undefined
    : string
type PersonOf<Who> = Who extends 'anybody' ? Person | undefined : Who extends 'operator' ? undefined : Person
type BodyOf<R extends Route> = R extends { body: infer Body }
  ? Body extends z.ZodType
    ? z.output<Body>
    : Receive
  : undefined

export interface Call<R extends Route = Route> {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  /** With their roles at the conference; in a route of the installation, `office` or none. */
  person: PersonOf<R['who']>
  conferenceId: ConferenceOf<R>
  /** The requesting browser's session; a new one after it was regenerated. */
  readonly session: Request['session']
  userAgent: string | undefined
  /** For headers and cookies; the handler returns the body. */
  response: Response
}

type AnswerOf<R extends Route> = R['reply'] extends Files ? FileAnswer : RouteReply<R>
export type RouteHandler<R extends Route> = (call: Call<R>) => AnswerOf<R> | Promise<AnswerOf<R>>
/** A feature's routes: one handler per declared name, with the declaration's types. */
export type RouteHandlers<Map extends RouteMap> = { [Name in keyof Map]: RouteHandler<Map[Name]> }
