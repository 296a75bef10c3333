// Builds a valid request for any command or route from its
// declaration. `known` maps field names to existing values.
import { fillPath } from '@lectern/shared/addresses'
import { type CommandName, commands } from '@lectern/shared/commands'
import { exampleOf, withKnown } from '@lectern/shared/exampleOf'
import { isFiles, type Route } from '@lectern/shared/route'
import { pdf } from './files.ts'

export type ExistingValues = Readonly<Record<string, unknown>>

export const exampleCommand = (name: CommandName, known: ExistingValues): unknown =>
  withKnown(exampleOf(commands[name].request), known)

/** Arguments for `fetch`. */
export interface HttpExample {
  path: string
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}

function bodyOf({ body }: Route, known: ExistingValues): Pick<HttpExample, 'headers' | 'body'> {
  if (!body) return { headers: {} }
  if (isFiles(body)) return { headers: { 'content-type': body.files[0]! }, body: new Uint8Array(pdf()) }
  const json = JSON.stringify(withKnown(exampleOf(body), known))
  return { headers: { 'content-type': 'application/json' }, body: json }
}

export function exampleHttp(route: Route, known: ExistingValues): HttpExample {
  const params = Object.entries(route.params ?? {}).map(([name, schema]) => [name, exampleOf(schema)])
  const given = {
    params: withKnown(Object.fromEntries(params), known) as Record<string, string>,
    query: route.query ? (withKnown(exampleOf(route.query), known) as ExistingValues) : {},
  }
  return { path: fillPath(route.path, given), method: route.method, ...bodyOf(route, known) }
}
