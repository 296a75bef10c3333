// The conferences of the installation: everybody's own, and the CE office's list.
import { type Person, personAt } from '@lectern/shared/accounts'
import {
  type Conference,
  type ConferencePlan,
  type conferenceRoutes,
  type NewConference,
  requireOrder,
} from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import type { SessionView } from '@lectern/shared/program'
import type { AccreditationTerm } from '@lectern/shared/retentionRules'
import { dayOf } from '@lectern/shared/zoneTime'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { RetentionStore } from '../ledger/retentionStore.ts'
import { idOf } from './conferenceId.ts'

export interface ConferencesRoutesOptions {
  program: {
    conferences(): Promise<(Conference & { createdAt: number })[]>
    conference(conferenceId: string): Promise<Conference>
    createConference(conference: Conference, createdAt: number): Promise<boolean>
    changeConference(conferenceId: string, change: { archivedAt: number | null }): Promise<Conference>
    views(conferenceId: string): Promise<SessionView[]>
  }
  accounts: Pick<AccountsStore, 'account' | 'members'>
  activities: { all(conferenceId: string): Promise<{ id: string }[]> }
  planConference: (conferenceId: string, plan: ConferencePlan) => Promise<Conference>
  /** Until when its records must be kept; null if nothing has to be. */
  keepUntil: (views: readonly SessionView[], term: AccreditationTerm | null) => number | null
  retentionStore: Pick<RetentionStore, 'term' | 'isHeld'>
  /** Copies the programme, activities and texts of one conference to another one. */
  copy: (from: string, to: string, by: string) => Promise<void>
  /** Deletes a conference with everything in it. */
  remove: (conferenceId: string, by: string, isExample: boolean) => Promise<void>
  clock: Clock
}

type ConferencesRoutes = Pick<
  typeof conferenceRoutes,
  | 'conferences.mine'
  | 'conferences.list'
  | 'conferences.create'
  | 'conferences.change'
  | 'conferences.archive'
  | 'conferences.unarchive'
  | 'conferences.remove'
  | 'conferences.removeExample'
>

export function createConferencesRoutes(options: ConferencesRoutesOptions): RouteHandlers<ConferencesRoutes> {
  const { program, accounts, activities, keepUntil, retentionStore, copy, remove, clock } = options

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
    const [views, people, planned, term] = await Promise.all([
      program.views(conference.id),
      accounts.members(conference.id),
      activities.all(conference.id),
      retentionStore.term(),
    ])
    return {
      ...conference,
      sessions: views.length,
      activities: planned.length,
      people: people.length,
      running: views.filter(isRunning).length,
      keepUntil: keepUntil(views, term),
    }
  }

  const isRunning = ({ state }: SessionView) => state.phase === 'live' || state.phase === 'paused'

  async function archive(conferenceId: string): Promise<Conference> {
    const conference = await program.conference(conferenceId)
    if (conference.archivedAt !== undefined) return conference
    if ((await program.views(conferenceId)).some(isRunning))
      throw errors.conflict(
        'A session of this conference is running. End it first, then archive the conference.',
      )
    return program.changeConference(conferenceId, { archivedAt: clock() })
  }

  async function requireDeletable(conferenceId: string): Promise<void> {
    const { title, timeZone } = await program.conference(conferenceId)
    if (await retentionStore.isHeld(conferenceId))
      throw errors.conflict(
        `An activity of “${title}” is held back for an inquiry. Release it under Retention before anything is deleted.`,
      )
    const until = keepUntil(await program.views(conferenceId), await retentionStore.term())
    if (until === null || until <= clock()) return
    const day = dayOf(until, timeZone)
    throw errors.conflict(
      `“${title}” was held, and its records must be kept until ${day}. Archive it instead: it stays readable, and nothing can be started there.`,
      { keepUntil: until },
    )
  }

  /** A repeat with the same id finds what exists. Without an id, the first free one that the title gives. */
  async function create({ id, copyOf: _copyOf, ...plan }: NewConference): Promise<Conference> {
    requireOrder(plan)
    const { title, timeZone, ...rest } = plan
    const given = Object.entries(rest).filter(
      ([, value]) => value != null && !(Array.isArray(value) && value.length === 0),
    )
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
    async 'conferences.create'({ body, person }) {
      const { copyOf } = body
      const source = copyOf === undefined ? undefined : await program.conference(copyOf)
      // No supporters at all, if the office took them out.
      const support = body.support ?? source?.support
      const created = await create({ ...body, ...(support && { support }) })
      if (copyOf !== undefined) await copy(copyOf, created.id, person.id)
      return program.conference(created.id)
    },
    'conferences.change': ({ params, body }) => options.planConference(params.conferenceId, body),
    'conferences.archive': ({ params }) => archive(params.conferenceId),
    'conferences.unarchive': ({ params }) =>
      program.changeConference(params.conferenceId, { archivedAt: null }),
    async 'conferences.remove'({ params: { conferenceId }, person }) {
      await requireDeletable(conferenceId)
      await remove(conferenceId, person.id, false)
      return {}
    },
    /** What happened in the example is nobody's record. */
    async 'conferences.removeExample'({ person }) {
      const examples = (await program.conferences()).filter(({ isExample }) => isExample)
      for (const { id } of examples) await remove(id, person.id, true)
      return {}
    },
  }
}
