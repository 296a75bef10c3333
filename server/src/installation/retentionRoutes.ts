// What is kept until when, over all conferences, and holds.
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { SessionView } from '@lectern/shared/program'
import type { Retention, retentionRoutes } from '@lectern/shared/retention'
import { type AccreditationTerm, keptBy, keptUntil } from '@lectern/shared/retentionRules'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Hold, RetentionStore } from '../ledger/retentionStore.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { keepUntil, lastEnd } from './keepUntil.ts'

export interface RetentionRoutesOptions {
  retentionStore: RetentionStore
  program: Pick<ProgramStore, 'conferences' | 'conference' | 'views'>
  activities: {
    all(conferenceId: string): Promise<Activity[]>
    find(activityId: string): Promise<Activity | undefined>
  }
  accounts: { findPerson(personId: string): Promise<{ name: string } | undefined> }
  intents: Pick<Intents, 'define'>
  clock: Clock
}

interface HoldWork {
  conferenceId: string
  activityId: string
  by: string
  at: number
  reason: string
  /** False: it is released. */
  isHeld: boolean
  /** Of the hold that it sets or ends. */
  attempt: string
}

/** Holds an activity's records back, or releases them; the ledger has it once. */
export function createHolding({
  retentionStore,
  intents,
  clock,
}: Omit<RetentionRoutesOptions, 'accounts' | 'activities' | 'program'>) {
  const { begin } = intents.define(keys.retentionIntents(), {
    async holdActivity(work: HoldWork, record: Recording): Promise<void> {
      const { conferenceId, activityId, by, at, reason, isHeld, attempt } = work
      // The hold comes first: nothing may be purged while its evidence is on its way.
      if (isHeld) await retentionStore.setHold(conferenceId, activityId, { reason, by, at, attempt })
      // Another act has set or ended it.
      const current = (await retentionStore.holds(conferenceId)).get(activityId)
      if (current?.attempt !== attempt) return
      const kind = isHeld ? ('retention.held' as const) : ('retention.released' as const)
      const contents = { reason: { value: reason } }
      await record('hold', [{ kind, by, data: { conferenceId, activityId, at }, contents }])
      if (!isHeld) await retentionStore.removeHold(conferenceId, activityId)
    },
  })
  return async (conferenceId: string, activityId: string, by: string, reason: string, isHeld: boolean) => {
    const current = (await retentionStore.holds(conferenceId)).get(activityId)
    if ((current !== undefined) === isHeld) return
    const attempt = current?.attempt ?? newId()
    const work = { conferenceId, activityId, by, at: clock(), reason, isHeld, attempt }
    await begin('holdActivity', `hold ${conferenceId} ${activityId}`, work)
  }
}

export function createRetentionRoutes(
  options: RetentionRoutesOptions,
): RouteHandlers<typeof retentionRoutes> {
  const { retentionStore: store, program, activities, accounts } = options
  const hold = createHolding(options)

  async function activityRow(
    { id, title }: Activity,
    views: readonly SessionView[],
    term: AccreditationTerm | null,
    held: Hold | undefined,
  ) {
    const endedAt = lastEnd(views.filter(({ session }) => session.activityId === id))
    const name = held ? ((await accounts.findPerson(held.by))?.name ?? '') : ''
    return {
      ...{ id, title, endedAt },
      kept: endedAt === null ? [] : keptBy(endedAt, term),
      until: endedAt === null ? null : keptUntil(endedAt, term),
      hold: held ? { reason: held.reason, by: held.by, at: held.at, name } : null,
    }
  }

  async function list(): Promise<Retention> {
    const term = await store.term()
    const conferences = (await program.conferences()).map(async ({ id, title }) => {
      const [views, planned, holds, contents, purged] = await Promise.all([
        program.views(id),
        activities.all(id),
        store.holds(id),
        store.contents(id),
        store.allPurged(id),
      ])
      return {
        ...{ id, title, contents, purged },
        purgedAt: contents === 0 ? null : keepUntil(views, term),
        activities: await Promise.all(
          planned.map((activity) => activityRow(activity, views, term, holds.get(activity.id))),
        ),
      }
    })
    return { term, conferences: await Promise.all(conferences) }
  }

  async function setHold(
    { conferenceId, heldId }: { conferenceId: string; heldId: string },
    by: string,
    reason: string,
    isHeld: boolean,
  ): Promise<Retention> {
    const activity = await activities.find(heldId)
    if (activity?.conferenceId !== conferenceId) throw errors.notFound('activity of this conference')
    await hold(conferenceId, heldId, by, reason, isHeld)
    return list()
  }

  return {
    'retention.list': list,
    async 'retention.setTerm'({ body }) {
      await store.setTerm(body)
      return list()
    },
    'retention.hold': ({ params, person, body }) => setHold(params, person.id, body.reason, true),
    'retention.release': ({ params, person, body }) => setHold(params, person.id, body.reason, false),
  }
}
