// Who may use which route: each one with each role, from the declarations alone. A new route is walked
// without a line here.
import { beforeAll, expect, test } from '@jest/globals'
import { isFor, type Role, roles } from '@lectern/shared/roles'
import type { Route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import { exampleHttp, type HttpExample } from './testing/examples.ts'
import { startServers } from './testing/servers.ts'

type Who = Role | 'nobody'
const server = await startServers()
const cookies = new Map<Who, string>()

beforeAll(async () => {
  for (const role of roles) {
    const exhibitor = role === 'exhibitor' && { exhibitorId: 'meridian' }
    const { personId } = await server.invite({ name: `Only ${role}`, roles: [role], ...exhibitor })
    cookies.set(role, await server.cookieOf(personId))
  }
})

const ask = ({ path, headers, ...request }: HttpExample, who: Who = 'nobody'): Promise<Response> => {
  const cookie = cookies.get(who)
  return fetch(server.servers[0]!.address + path, {
    ...request,
    headers: { ...headers, ...(cookie && { cookie }) },
  })
}

/** The code that it is refused with, or "ok". */
async function codeOf(who: Who, request: HttpExample): Promise<string> {
  const answer = await ask(request, who)
  return answer.ok ? 'ok' : ((await answer.json()) as { error: { code: string } }).error.code
}

const all = Object.entries<Route>(routes)
const ofRoles = all.flatMap(([name, route]) =>
  typeof route.who === 'string' ? [] : [{ name, route, who: route.who }],
)

test.each(ofRoles)(
  '$name is refused to whoever is not signed in, and to all roles but its own',
  async ({ route, who }) => {
    expect(await codeOf('nobody', exampleHttp(route, {}))).toBe('not_signed_in')
    for (const role of roles.filter((each) => !isFor(who, each)))
      expect([role, await codeOf(role, exampleHttp(route, {}))]).toEqual([role, 'forbidden'])
  },
)

/** They do their work without being told anything, and take the conference away from all roles: the last. */
const takesAll: readonly string[] = ['conferences.removeExample'] satisfies (keyof typeof routes)[]
const inOrder = [
  ...ofRoles.filter(({ name }) => !takesAll.includes(name)),
  ...ofRoles.filter(({ name }) => takesAll.includes(name)),
]

test.each(inOrder)('$name lets its own roles in', async ({ route, who }) => {
  // What names nothing and says nothing is refused only once it is clear who may.
  const params = Object.fromEntries(Object.keys(route.params ?? {}).map((name) => [name, '~']))
  const { body, ...request } = exampleHttp(route, params)
  const nothing = { ...request, ...(body !== undefined && { body: '{"nonsense":true}' }) }
  for (const role of who)
    expect([role, await codeOf(role, nothing)]).toEqual([
      role,
      expect.not.stringMatching(/^(forbidden|not_signed_in)$/),
    ])
})

const byOperators = all.filter(([, { who }]) => who === 'operator')
test.each(byOperators)('%s is refused to everybody without the token', async (_, route) => {
  for (const who of [...roles, 'nobody'] as const)
    expect([who, await codeOf(who, exampleHttp(route, {}))]).toEqual([who, 'forbidden'])
})

const ofPages = all.filter(([, { who }]) => who !== 'operator')
test.each(ofPages)(
  '%s answers a method that its path does not have with those that it has',
  async (_, route) => {
    const answer = await ask({ path: exampleHttp(route, {}).path, method: 'PATCH', headers: {} })
    const methods = all.filter(([, { path }]) => path === route.path).map(([, { method }]) => method)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, methods.join(', ')])
    expect(await answer.json()).toMatchObject({ error: { code: 'wrong_method' } })
  },
)
