// No right answer of a test reaches somebody who may take it: every route and command is asked as such a
// person, and every reply is searched.
import { expect, test } from '@jest/globals'
import { type CommandName, commands } from '@lectern/shared/commands'
import type { Route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import { exampleCommand, exampleHttp } from '../testing/examples.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers()
const { address } = server.servers[0]!
const known = { activityId: 'heart-failure-2026', sessionId: 'heart-failure' }
/** In the feedback of every question, so that a reply with one of them is found. */
const mark = 'ZQ-SOLUTION'
/** A right answer as JSON names it, in an object or in a text within one. */
const named = /\\?"correct\\?":\s*\[\s*\\?"zq-first/

const question = (id: string) => ({
  ...{ id, kind: 'choice', prompt: `Which ${id}?`, required: true, feedback: `${mark} ${id}` },
  options: [
    { id: 'zq-first', text: 'One' },
    { id: 'b', text: 'Other' },
  ],
  correct: ['zq-first'],
})

/** They end the session or the conference. */
const leftOut: readonly string[] = [
  'accounts.signOut',
  'conferences.removeExample',
  'conferences.remove',
] satisfies (keyof typeof routes)[]

async function everyReply(personId: string): Promise<[from: string, text: string][]> {
  const heard: [string, string][] = []
  const cookie = await server.cookieOf(personId)
  for (const [name, route] of Object.entries<Route>(routes)) {
    if (leftOut.includes(name) || route.who === 'operator') continue
    const { path, headers, ...request } = exampleHttp(route, { ...known, personId })
    const answer = await fetch(address + path, {
      ...request,
      redirect: 'manual',
      headers: { ...headers, cookie },
    })
    heard.push([`${route.method} ${route.path}`, await answer.text()])
  }
  const client = await server.connect(personId)
  for (const name of Object.keys(commands) as CommandName[]) {
    const answer = await client.socket
      .timeout(10_000)
      .emitWithAck('command', name, exampleCommand(name, known) as never)
    heard.push([name, JSON.stringify(answer)])
  }
  return heard
}

test('no right answer reaches anybody who may take the test before they submit it', async () => {
  const questions = [question('dose'), question('time')]
  await server.operate('PUT', 'activities', { id: known.activityId, test: questions })
  const roles = ['clinician', 'speaker', 'moderator', 'organiser'] as const
  const { personId } = await server.invite({ name: 'Every Learner', roles: [...roles] })
  const heard = await everyReply(personId)
  expect(heard.some(([, text]) => text.includes('Which dose?'))).toBe(true)
  const telling = heard.filter(([, text]) => text.includes(mark) || named.test(text))
  expect(telling.map(([from]) => from)).toEqual([])
})
