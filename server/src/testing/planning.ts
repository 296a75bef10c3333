// The programme's routes as an organiser uses them, for tests.
import { addressOf, type RouteName } from '@lectern/shared/addresses'
import { AppError } from '@lectern/shared/errors'
import type { Edited, Planning } from '@lectern/shared/programPlanning'
import type { Review } from '@lectern/shared/programReview'
import { errorIn } from './answers.ts'
import type { TestServers } from './servers.ts'

/** Nothing to disclose, and cleared. */
export const clearedFaculty = (personId: string) => ({
  personId,
  disclosure: { clearedAt: 1, relationships: [] },
})

export function planningOf(server: TestServers, as = 'ito') {
  const ask = async <Answer>(name: RouteName, sessionId: string, body?: unknown, n = 0): Promise<Answer> => {
    const path = addressOf(name, { params: { sessionId } })
    const method = name === 'program.change' ? 'PUT' : body === undefined ? 'GET' : 'POST'
    const response = await server.request(path, { as, method, body, server: n })
    if (!response.ok) throw AppError.fromBody(await errorIn(response))
    return (await response.json()) as Answer
  }
  return {
    ask,
    programme: () => ask<Planning>('program.planning', ''),
    review: (sessionId: string) => ask<Review>('program.review', sessionId),
    change: (sessionId: string, version: number | null, change: object, scope = 'this') =>
      ask<Edited>('program.change', sessionId, { version, change, scope }),
    act: (name: RouteName, sessionId: string, body: object = {}) => ask<Edited>(name, sessionId, body),
    /** The session's version now. */
    async versionOf(sessionId: string): Promise<number> {
      const { sessions } = await ask<Planning>('program.planning', '')
      return sessions.find(({ session }) => session.id === sessionId)!.session.version!
    },
  }
}
