// People and their links, for operators.
import { linkRequest } from '@lectern/shared/accounts'
import { inControl } from '@lectern/shared/clearance'
import { errors } from '@lectern/shared/errors'
import { personPlan } from '@lectern/shared/plans'
import { Router } from 'express'
import type { Clock } from '../core/clock.ts'
import { parseBody, parseId } from '../http/respond.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { AccountsStore } from './accountsStore.ts'
import { namedToken } from './linksStore.ts'
import { createPeoplePlans } from './planPerson.ts'
import type { Rights } from './rights.ts'

export interface AccountsOperatorOptions {
  accounts: AccountsStore
  program: Pick<ProgramStore, 'session' | 'views'>
  /** True where the person has claimed credit, which must stay verifiable. */
  hasClaimed: (personId: string) => Promise<boolean>
  /** The address people reach the server by, without a trailing slash. */
  publicUrl: () => string
  rights: Rights
  /** Links that operators name follow from it. */
  secret: string
  clock: Clock
}

/** `GET|POST /people`, `GET|DELETE /people/:id`, `POST /links` */
export function createAccountsOperatorRoutes(options: AccountsOperatorOptions): Router {
  const { accounts, program, publicUrl, rights, secret, clock } = options
  const planPerson = createPeoplePlans(accounts)
  const router = Router()
  const linkFor = async (personId: string, linkId?: string, days?: number) => {
    const token = linkId === undefined ? undefined : namedToken(personId, linkId, secret)
    return { personId, link: `${publicUrl()}/s/${await accounts.createLink(personId, days, token)}` }
  }
  const personOf = async (personId: unknown) => {
    const found = await accounts.findPerson(parseId('person', personId))
    if (!found) throw errors.notFound('person')
    return found
  }

  router.get('/people', async (_request, response) => {
    response.json({ people: await accounts.people() })
  })
  router.get('/people/:personId', async (request, response) => {
    response.json(await personOf(request.params.personId))
  })
  router.post('/people', async (request, response) => {
    const { linkId, ...plan } = parseBody(personPlan, request.body)
    const change = await planPerson(plan)
    await rights.personChanged(change)
    response.status(201).json(await linkFor(change.after.id, linkId))
  })
  router.delete('/people/:personId', async (request, response) => {
    const person = await personOf(request.params.personId)
    const { id, name } = person
    const [session] = (await program.views()).filter(({ session }) =>
      inControl(session).some(([member]) => member.personId === id),
    )
    if (session)
      throw errors.conflict(
        `${name} is on the faculty of “${session.session.title}”. Take them out of it first.`,
      )
    if (await options.hasClaimed(id))
      throw errors.conflict(
        `${name} has claimed credit. It must stay verifiable for six years, and so must they.`,
      )
    await accounts.remove(person)
    await rights.personRemoved(person, clock())
    response.json({})
  })
  router.post('/links', async (request, response) => {
    const wanted = parseBody(linkRequest, request.body)
    if ('personId' in wanted) {
      const { id } = await personOf(wanted.personId)
      response.status(201).json(await linkFor(id, wanted.linkId, wanted.days))
      return
    }
    const session = await program.session(wanted.sessionId)
    const [first] = wanted.as === 'speaker' ? session.speakers : session.moderators
    if (!first) throw errors.notFound(`${wanted.as} in this session`)
    response.status(201).json(await linkFor(first.personId, wanted.linkId))
  })
  return router
}
