// Every command and route has an example that its schemas accept, derived from the schemas alone.
import { expect, test } from '@jest/globals'
import { commands } from './commands.ts'
import { exampleOf, withKnown } from './exampleOf.ts'
import { isFiles, type Route } from './route.ts'
import { routes } from './routes.ts'

test.each(Object.entries(commands))('%s has an example', (_, { request }) => {
  expect(request.safeParse(exampleOf(request)).success).toBe(true)
})

const partsOf = ({ params = {}, query, body }: Route) => [
  ...Object.values(params),
  ...(query ? [query] : []),
  ...(body && !isFiles(body) ? [body] : []),
]
test.each(Object.entries(routes))('%s has an example of each of its parts', (_, route) => {
  for (const schema of partsOf(route)) expect(schema.safeParse(exampleOf(schema)).success).toBe(true)
})

test.each(Object.entries(routes).filter(([, { reply }]) => !isFiles(reply)))(
  '%s has an example of its reply',
  (_, { reply }: Route) => {
    if (!isFiles(reply)) expect(reply.safeParse(exampleOf(reply)).success).toBe(true)
  },
)

test('a schema always has the same example', () => {
  const { body } = routes['operator.planSession']
  expect(exampleOf(body)).toEqual(exampleOf(body))
})

test('existing values replace made-up ones of the same type', () => {
  const made = { boothId: 'abc', version: '1', inner: [{ personId: 'abc' }] }
  expect(withKnown(made, { boothId: 'aurora', version: 7, personId: 'clara' })).toEqual({
    boothId: 'aurora',
    version: '1',
    inner: [{ personId: 'clara' }],
  })
})
