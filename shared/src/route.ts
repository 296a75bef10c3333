// An HTTP route is declared once, as a command is: method and path, who may, what it takes, what it answers, how often.
// Serving it, calling it, describing it (OpenAPI) and the walks that try every route with every role derive from that.
import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Role } from './roles.ts'

export const httpMethods = ['GET', 'POST', 'PUT', 'DELETE'] as const
export type HttpMethod = (typeof httpMethods)[number]

/** A body or reply that is not JSON: the media types that it may have. */
export interface Files {
  readonly files: readonly string[]
}
export const files = (...types: [string, ...string[]]): Files => ({ files: types })
export const isFiles = (shape: z.ZodType | Files | undefined): shape is Files =>
  shape !== undefined && 'files' in shape

export interface RouteRate {
  /** At most so many requests in `seconds`, of one person; of all who are not signed in at one address together. */
  points: number
  seconds: number
  /** What `points` is for those who are not signed in. */
  strangers?: number
  /** Counts all people at one address together. */
  byAddress?: true
  /** Routes that name the same pool are counted together. */
  pool?: string
}

/** Requests that end with one of `codes` are counted by address; beyond `points` they are answered with `rate_limited`. */
export interface FailureRate {
  codes: readonly ErrorCode[]
  points: number
  seconds: number
  pool: string
}

export interface Route {
  method: HttpMethod
  /** Segments that begin with a colon are parameters, e.g. "/api/program/:sessionId". */
  path: string
  /** One line for whoever reads the API's description. */
  summary: string
  /** Roles that may (all of them: everybody who is signed in); anybody; or whoever holds the operator token. */
  who: readonly Role[] | 'anybody' | 'operator'
  /** By the names in the path. What does not fit names nothing: `not_found`. */
  params?: Readonly<Record<string, z.ZodType<string>>>
  query?: z.ZodObject
  body?: z.ZodType | Files
  reply: z.ZodType | Files
  /** Of a reply; 200 where it is absent. */
  status?: 201
  /** Besides the limit that holds for the whole API. */
  rate?: RouteRate
  failures?: FailureRate
}
export type RouteMap = Readonly<Record<string, Route>>

type Before<Text extends string, Sign extends string> = Text extends `${infer Head}${Sign}${string}`
  ? Head
  : Text
type NameOf<Segment extends string> = Before<Before<Segment, '.'>, '-'>
type NamesIn<Path extends string> = Path extends `${string}/:${infer Segment}/${infer Rest}`
  ? NameOf<Segment> | NamesIn<`/${Rest}`>
  : Path extends `${string}/:${infer Segment}`
    ? NameOf<Segment>
    : never
/** A parameter in the path without a schema does not compile. */
type WithParams<Path extends string> = [NamesIn<Path>] extends [never]
  ? unknown
  : { params: Record<NamesIn<Path>, z.ZodType<string>> }

export const route = <const Declared extends Route>(
  declaration: Declared & WithParams<Declared['path']>,
): Declared => declaration

/** Answered where there is nothing to say. */
export const done = z.object({})

type ValuesOf<Params> = {
  [Name in keyof Params]: Params[Name] extends z.ZodType ? z.output<Params[Name]> : never
}
export type ParamsOf<R extends Route> = R extends { params: infer Params } ? ValuesOf<Params> : undefined
export type QueryOf<R extends Route> = R extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : undefined
export type RouteReply<R extends Route> = R['reply'] extends z.ZodType ? z.output<R['reply']> : never

/** The parts of an address that a caller gives: exactly those that the route declares. */
export type Address<R extends Route> = (R extends { params: infer Params }
  ? { params: ValuesOf<Params> }
  : unknown) &
  (R extends { query: infer Query extends z.ZodType } ? { query: z.input<Query> } : unknown)
/** The same with the body; a file where the route takes files. */
export type Given<R extends Route> = Address<R> &
  (R extends { body: infer Body } ? { body: Body extends z.ZodType ? z.input<Body> : Blob } : unknown)
/** Nothing where there is nothing to give. */
export type Arguments<G> = keyof G extends never ? [] : [given: G]

const queryText = (query: Readonly<Record<string, unknown>>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const pairs = given.map(([name, value]): [string, string] => [name, String(value)])
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}

/** What `urlOf` does, of a route that is only known when it runs. */
export function fillPath(
  { path }: Pick<Route, 'path'>,
  {
    params = {},
    query = {},
  }: { params?: Readonly<Record<string, string>>; query?: Readonly<Record<string, unknown>> },
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  return filled + queryText(query)
}

/** The address of a route with its parameters and its query, for links and requests. */
export const urlOf = <R extends Route>(route: R, ...given: Arguments<Address<R>>): string =>
  fillPath(route, (given[0] ?? {}) as Parameters<typeof fillPath>[1])
