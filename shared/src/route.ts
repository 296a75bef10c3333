// An HTTP route is declared once, like a command: roles, request, reply and rate; `addresses.ts` has its
// method and path. The server, the browser's calls, the OpenAPI description and the tests that try every
// route with every role derive from that.
import { z } from 'zod'
import { type HttpMethod, type PartsOf, partsOf, type RouteName } from './addresses.ts'
import type { ErrorCode } from './errors.ts'
import type { Role } from './roles.ts'

/** A body or reply that is not JSON: its allowed media types. */
export interface Files {
  readonly files: readonly string[]
}
export const files = (...types: [string, ...string[]]): Files => ({ files: types })
export const isFiles = (shape: z.ZodType | Files | undefined): shape is Files =>
  shape !== undefined && 'files' in shape

export interface RouteRate {
  /** At most this many requests in `seconds`, per person; people not signed in share a count per address. */
  points: number
  seconds: number
  /** `points` for people who are not signed in. */
  strangers?: number
  /** Counts everyone at one address together. */
  byAddress?: true
  /** Routes with the same pool share one count. */
  pool?: string
}

/** Responses with one of `codes` are counted per address; beyond `points` the answer is `rate_limited`. */
export interface FailureRate {
  codes: readonly ErrorCode[]
  points: number
  seconds: number
  pool: string
}

export interface Route {
  method: HttpMethod
  /** Segments that start with a colon are parameters, e.g. "/api/program/:sessionId". */
  path: string
  /** One line for readers of the API description. */
  summary: string
  /**
   * Roles at the conference that may call it (all roles: everyone with a place there); everyone who is signed
   * in; anybody; the holder of the operator token; or the office and the auditors of the activity in its
   * path, for whom alone it exists.
   */
  who: readonly Role[] | 'signedIn' | 'anybody' | 'operator' | 'auditor'
  /**
   * It concerns the whole installation, not one conference: its handler gets no conference, and the person
   * has the role `office` or none.
   */
  of?: 'installation'
  /** By name in the path. A parameter that does not match its schema gives `not_found`. */
  params?: Readonly<Record<string, z.ZodType<string>>>
  query?: z.ZodObject
  body?: z.ZodType | Files
  reply: z.ZodType | Files
  /** Status of the reply; 200 if absent. */
  status?: 201
  /** In addition to the limit for the whole API. */
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
/** A path parameter without a schema does not compile. */
type WithParams<Path extends string> = [NamesIn<Path>] extends [never]
  ? unknown
  : { params: Record<NamesIn<Path>, z.ZodType<string>> }

export const route = <const Declared extends Route>(
  declaration: Declared & WithParams<Declared['path']>,
): Declared => declaration

type Declaration = Omit<Route, 'method' | 'path'>
type Declarations<Names> = {
  [Name in keyof Names]: Name extends RouteName ? Declaration & WithParams<PartsOf<Name>['path']> : never
}
type WithAddresses<Declared> = {
  [Name in keyof Declared]: Name extends RouteName ? Declared[Name] & PartsOf<Name> : never
}

/** A feature's routes, each with its address from `addresses.ts`. */
export const declareRoutes = <const Declared extends Declarations<Declared>>(
  declarations: Declared,
): WithAddresses<Declared> =>
  Object.fromEntries(
    Object.entries(declarations).map(([name, declaration]) => [
      name,
      { ...partsOf(name as RouteName), ...(declaration as object) },
    ]),
  ) as WithAddresses<Declared>

/** The reply when there is nothing to say. */
export const done = z.object({})

type ValuesOf<Params> = {
  [Name in keyof Params]: Params[Name] extends z.ZodType ? z.output<Params[Name]> : never
}
export type ParamsOf<R extends Route> = R extends { params: infer Params } ? ValuesOf<Params> : undefined
export type QueryOf<R extends Route> = R extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : undefined
export type RouteReply<R extends Route> = R['reply'] extends z.ZodType ? z.output<R['reply']> : never

/** The parts of an address that the caller supplies, exactly as the route declares them. */
export type Address<R extends Route> = (R extends { params: infer Params }
  ? { params: ValuesOf<Params> }
  : unknown) &
  (R extends { query: infer Query extends z.ZodType } ? { query: z.input<Query> } : unknown)
/** The same with the body; a file if the route takes files. */
export type Given<R extends Route> = Address<R> &
  (R extends { body: infer Body } ? { body: Body extends z.ZodType ? z.input<Body> : Blob } : unknown)
/** No argument if there is nothing to supply. */
export type Arguments<G> = keyof G extends never ? [] : [given: G]
