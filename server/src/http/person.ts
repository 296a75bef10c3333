// Who asks, on HTTP: the session cookie's person, read afresh for each request, so that a role taken away is gone at once.
import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Role } from '@lectern/shared/roles'
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

export const requirePerson: RequestHandler = (_request, response, next) => {
  if (!response.locals.person) throw errors.notSignedIn()
  next()
}

/** Refuses everybody without one of the roles. */
export const requireRole =
  (...allowed: Role[]): RequestHandler =>
  (_request, response, next) => {
    const person = response.locals.person as Person | undefined
    if (!person) throw errors.notSignedIn()
    if (!person.roles.some((role) => allowed.includes(role)))
      throw errors.forbidden('this is for other roles')
    next()
  }
