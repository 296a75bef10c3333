// Deletes a conference with everything in it. The conference itself goes last: a press repeated after a crash
// completes what was left.
import { filesOf } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { SessionView } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Rights } from '../accounts/rights.ts'
import type { BoothsStore } from '../booths/boothsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { ActivitiesStore } from '../credit/activitiesStore.ts'
import type { ClaimsStore } from '../credit/claimsStore.ts'
import type { PlanningStore } from '../credit/planningStore.ts'
import type { RecordsStore } from '../credit/registers/activities/recordsStore.ts'
import type { HandoutsStore } from '../handouts/handoutsStore.ts'
import type { Intents } from '../ledger/intents.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Uploads } from '../uploads/uploads.ts'

export interface RemoveConferenceOptions {
  redis: Redis
  program: Pick<ProgramStore, 'conference' | 'views' | 'replaceLogo' | 'exampleIsSeeded'>
  accounts: AccountsStore
  rights: Rights
  booths: Pick<BoothsStore, 'all' | 'release'>
  activities: Pick<ActivitiesStore, 'all' | 'release'>
  planningForms: Pick<PlanningStore, 'remove'>
  recordsStore: Pick<RecordsStore, 'forget'>
  claims: Pick<ClaimsStore, 'claimants' | 'forgetActivity'>
  handouts: Pick<HandoutsStore, 'of'>
  /** Ids of signed agreements with supporters among the uploads. */
  agreementFiles: (conferenceId: string) => Promise<string[]>
  uploads: Uploads
  intents: Pick<Intents, 'sweep'>
  /** Ids of sessions that were taken out of the programme and can still be restored. */
  removedSessions: (conferenceId: string) => Promise<string[]>
  /** Ends the access of its auditors, and removes its packs. */
  forgetAudits: (conferenceId: string) => Promise<void>
  /** Ends a session's media. */
  endStage: (sessionId: string) => Promise<void>
  /** Removes what else is stored about somebody who is deleted. */
  forget: (personId: string) => Promise<void>
  clock: Clock
}

export type RemoveConference = (conferenceId: string, by: string, isExample: boolean) => Promise<void>

/** The example's own member of the office. */
const exampleOffice: readonly string[] = ['ito']
/** Keys scanned at a time. */
const batch = 1000

export function createRemoveConference(options: RemoveConferenceOptions): RemoveConference {
  const { redis, program, accounts, rights, booths, activities, claims, handouts, uploads } = options
  const { planningForms, recordsStore } = options

  async function removeFiles(conferenceId: string, views: readonly SessionView[]): Promise<void> {
    const ofBooths = (await booths.all(conferenceId)).flatMap((booth) => filesOf(booth).map(({ id }) => id))
    const ofSessions = await Promise.all(views.map(({ session }) => handouts.of(session.id)))
    const logo = await program.replaceLogo(conferenceId, null)
    for (const id of [
      ...ofBooths,
      ...ofSessions.flat().map((handout) => handout.id),
      ...(await options.agreementFiles(conferenceId)),
      ...(logo ? [logo] : []),
    ])
      await uploads.remove(id)
  }

  /**
   * Ids of the people who belong nowhere else. Of the office only the example's own go, and never the last.
   */
  async function onlyHere(conferenceId: string, by: string, isExample: boolean): Promise<string[]> {
    const office = (await accounts.people()).filter(({ isOffice }) => isOffice).map(({ id }) => id)
    const mayGo = office.filter((id) => isExample && exampleOffice.includes(id) && office.length > 1)
    const ids = await accounts.memberIds(conferenceId)
    const all = await Promise.all(ids.map((id) => accounts.account(id)))
    return ids.filter((id, i) => {
      if (id === by || (office.includes(id) && !mayGo.includes(id))) return false
      // Whoever is gone already was left half deleted.
      return [...(all[i]?.memberships.keys() ?? [])].every((at) => at === conferenceId)
    })
  }

  /** Ends everything that signs the person in, and forgets them. */
  async function deletePerson(personId: string): Promise<void> {
    await rights.personRemoved(personId, options.clock())
    await options.forget(personId)
    await accounts.forgetLinks(personId)
    await redis.srem(keys.people(), personId)
  }

  /** Deletes the ledger, and every key with one of these tags, in one pass over all keys. */
  async function removeKeys(conferenceId: string, tags: readonly string[]): Promise<void> {
    const all = new Set(tags)
    const ledger = [
      keys.ledger(conferenceId),
      keys.ledgerHead(conferenceId),
      keys.ledgerContents(conferenceId),
      keys.ledgerStamps(conferenceId),
      keys.stampFailure(conferenceId),
      keys.ledgerVerification(conferenceId),
    ]
    const isGone = (key: string): boolean =>
      ledger.includes(key) || all.has(/^\{([^}]+)\}/.exec(key)?.[1] ?? '')
    for await (const found of redis.scanStream({ count: batch }))
      await Promise.all((found as string[]).filter(isGone).map((key) => redis.unlink(key)))
  }

  return async (conferenceId, by, isExample) => {
    await program.conference(conferenceId)
    const views = await program.views(conferenceId)
    if (views.some(({ state }) => state.phase === 'live' || state.phase === 'paused'))
      throw errors.conflict(
        'A session of this conference is running. End it first, then delete the conference.',
      )
    // Evidence that is still on its way would have nowhere to go.
    await options.intents.sweep()
    for (const { session } of views) await options.endStage(session.id)
    await removeFiles(conferenceId, views)
    await options.forgetAudits(conferenceId)
    const allBooths = await booths.all(conferenceId)
    const allActivities = await activities.all(conferenceId)
    for (const activity of allActivities) {
      const { id } = activity
      await planningForms.remove(activity)
      await recordsStore.forget(id)
      await claims.forgetActivity(id)
      await activities.release(id)
    }
    for (const { id } of allBooths) await booths.release(id)
    const gone = await onlyHere(conferenceId, by, isExample)
    for (const person of await accounts.members(conferenceId)) await rights.placeLost(conferenceId, person)
    for (const id of gone) await deletePerson(id)
    await removeKeys(conferenceId, [
      ...views.map(({ session }) => `s:${session.id}`),
      ...(await options.removedSessions(conferenceId)).map((id) => `s:${id}`),
      ...allBooths.map(({ id }) => `b:${id}`),
      ...allActivities.map(({ id }) => `o:${id}`),
      ...gone.map((id) => `p:${id}`),
    ])
    for (const id of await accounts.memberIds(conferenceId)) await accounts.leaveConference(id, conferenceId)
    // An installation without conferences must not get the example again.
    await program.exampleIsSeeded()
    await redis.zrem(keys.conferences(), conferenceId)
    await removeKeys(conferenceId, [`c:${conferenceId}`])
  }
}
