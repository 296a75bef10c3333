// The person behind an HTTP request: read from Redis for each request, so that a removed role is gone at
// once.
import type { Person } from '@lectern/shared/accounts'
import type { RequestHandler } from 'express'

declare module 'express-session' {
  interface SessionData {
    personId: string
  }
}

declare global {
  namespace Express {
    interface Locals {
      person?: Person
    }
  }
}

export const loadPerson =
  (find: (personId: string) => Promise<Person | undefined>): RequestHandler =>
  async (request, response, next) => {
    const personId = request.session.personId
    if (personId) {
      const person = await find(personId)
      if (person) response.locals.person = person
    }
    next()
  }
