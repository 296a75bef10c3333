// By what people come in: they see and end their own links and sign-ins; organisers those of everybody.
import {
  type Access,
  type Ending,
  ending,
  type PeopleList,
  type Person,
  peopleShown,
} from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { type Request, Router } from 'express'
import type { Clock } from '../core/clock.ts'
import { limitByPerson } from '../http/limit.ts'
import { requirePerson, requireRole } from '../http/person.ts'
import { parseBody } from '../http/respond.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { Rights } from './rights.ts'

export interface AccessRoutesOptions {
  accounts: AccountsStore
  rights: Rights
  clock: Clock
  publicUrl: () => string
}

const searchMax = 80

export function createAccessRoutes({ accounts, rights, clock, publicUrl }: AccessRoutesOptions): Router {
  async function accessOf(person: Person, request: Request): Promise<Access> {
    const [links, signIns] = await Promise.all([
      accounts.linksOf(person.id, clock()),
      accounts.signInsOf(person.id),
    ])
    return {
      person,
      links,
      signIns: signIns.map(({ id, at, device, webSessionId }) => ({
        id,
        at,
        device,
        isThis: webSessionId === request.session.id,
      })),
    }
  }

  async function end(personId: string, wanted: Ending, own: string): Promise<void> {
    const now = clock()
    const signIns = await accounts.signInsOf(personId)
    if ('signInId' in wanted) {
      const found = signIns.filter(({ id }) => id === wanted.signInId)
      await rights.endSignIns(personId, found, 'sign_in_ended')
    } else if ('linkId' in wanted) await rights.revokeLinks(personId, now, wanted.linkId)
    else {
      // Whoever asks stays signed in where they are.
      if (wanted.every === 'all') await rights.revokeLinks(personId, now, undefined, own)
      const others = signIns.filter(({ webSessionId }) => webSessionId !== own)
      await rights.endSignIns(personId, others, 'sign_in_ended')
    }
  }

  async function personOf(request: Request): Promise<Person> {
    const found = await accounts.findPerson(String(request.params.personId))
    if (!found) throw errors.notFound('person')
    return found
  }

  const router = Router()
  const acting = limitByPerson('access', 60, 30)
  const organisers = requireRole('organiser')

  router.get('/api/account', requirePerson, acting, async (request, response) => {
    response.json(await accessOf(response.locals.person!, request))
  })
  router.post('/api/account/end', requirePerson, acting, async (request, response) => {
    const person = response.locals.person!
    await end(person.id, parseBody(ending, request.body), request.session.id)
    response.json({})
  })

  router.get('/api/office/people', organisers, acting, async (request, response) => {
    const { search } = request.query
    const wanted = (typeof search === 'string' ? search : '').slice(0, searchMax).trim().toLocaleLowerCase()
    const matching = (await accounts.people()).filter(({ id, name, affiliation }) =>
      `${name}\n${affiliation}\n${id}`.toLocaleLowerCase().includes(wanted),
    )
    const answer: PeopleList = {
      people: matching
        .slice(0, peopleShown)
        .map(({ id, name, affiliation, roles }) => ({ id, name, affiliation, roles })),
      found: matching.length,
    }
    response.json(answer)
  })
  router.get('/api/office/people/:personId', organisers, acting, async (request, response) => {
    response.json(await accessOf(await personOf(request), request))
  })
  router.post('/api/office/people/:personId/end', organisers, acting, async (request, response) => {
    await end((await personOf(request)).id, parseBody(ending, request.body), request.session.id)
    response.json({})
  })
  router.post('/api/office/people/:personId/links', organisers, acting, async (request, response) => {
    const { id } = await personOf(request)
    response.status(201).json({ personId: id, link: `${publicUrl()}/s/${await accounts.createLink(id)}` })
  })
  return router
}
