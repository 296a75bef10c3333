// The conferences of the installation: everybody's own, and the CE office's list.
import { type Person, personAt } from '@lectern/shared/accounts'
import type { Conference, ConferencePlan, conferenceRoutes, NewConference } from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import type { SessionView } from '@lectern/shared/program'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { idOf } from './conferenceId.ts'
import { planConference, requireOrder } from './settingsRoutes.ts'

export interface ConferencesRoutesOptions {
  program: {
    conferences(): Promise<(Conference & { createdAt: number })[]>
    conference(conferenceId: string): Promise<Conference>
    createConference(conference: Conference, createdAt: number): Promise<boolean>
    planConference(conferenceId: string, plan: ConferencePlan): Promise<Conference>
    views(conferenceId: string): Promise<SessionView[]>
  }
  accounts: Pick<AccountsStore, 'account' | 'members'>
  activities: { all(conferenceId: string): Promise<{ id: string }[]> }
  clock: Clock
}

type ConferencesRoutes = Pick<
  typeof conferenceRoutes,
  'conferences.mine' | 'conferences.list' | 'conferences.create' | 'conferences.change'
>

export function createConferencesRoutes(options: ConferencesRoutesOptions): RouteHandlers<ConferencesRoutes> {
  const { program, accounts, activities, clock } = options

  async function mine({ id: personId }: Person) {
    const [account, all] = await Promise.all([accounts.account(personId), program.conferences()])
    return all.flatMap(({ id, title, timeZone, startsOn, endsOn, logo, archivedAt }) => {
      const person = account && personAt(account.identity, account.memberships.get(id))
      if (!person) return []
      const shown = { startsOn, endsOn, logo, archivedAt }
      const given = Object.entries(shown).filter(([, value]) => value !== undefined)
      return [{ id, title, timeZone, ...Object.fromEntries(given), roles: person.roles }]
    })
  }

  async function listed(conference: Conference & { createdAt: number }) {
    const [views, people, planned] = await Promise.all([
      program.views(conference.id),
      accounts.members(conference.id),
      activities.all(conference.id),
    ])
    const isRunning = ({ state }: SessionView) => state.phase === 'live' || state.phase === 'paused'
    return {
      ...conference,
      sessions: views.length,
      activities: planned.length,
      people: people.length,
      running: views.filter(isRunning).length,
    }
  }

  /** A repeat with the same id finds what exists. Without an id, the first free one that the title gives. */
  async function create({ id, ...plan }: NewConference): Promise<Conference> {
    requireOrder(plan)
    const { title, timeZone, ...rest } = plan
    const given = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)
    for (let n = 1; ; n++) {
      const conferenceId = id ?? `${idOf(title)}${n === 1 ? '' : `-${n}`}`
      const conference = { id: conferenceId, title, timeZone, ...Object.fromEntries(given) }
      if (await program.createConference(conference, clock())) return conference
      if (id === undefined) continue
      const existing = await program.conference(id)
      if (existing.title !== title) throw errors.idTaken('conference')
      return existing
    }
  }

  return {
    'conferences.mine': async ({ person }) => ({ conferences: await mine(person) }),
    'conferences.list': async () => ({
      conferences: await Promise.all((await program.conferences()).map(listed)),
    }),
    'conferences.create': ({ body }) => create(body),
    'conferences.change': ({ params, body }) => planConference(program, params.conferenceId, body),
  }
}
