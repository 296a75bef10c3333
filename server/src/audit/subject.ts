// What an audit reads of an activity: its sessions, its learners, its ledger up to an entry.
import type { Activity } from '@lectern/shared/credit'
import { isDraft } from '@lectern/shared/drafts'
import { errors } from '@lectern/shared/errors'
import type { SessionView } from '@lectern/shared/program'
import type { Credit } from '../credit/creditParts.ts'
import type { Ledger } from '../ledger/ledgerStore.ts'
import { type EntryIndex, indexOf } from './entries.ts'

export interface SubjectOptions {
  credit: Pick<Credit, 'activities' | 'sessionsOf' | 'watchFacts'>
  /** Everyone who takes part in an activity. */
  learnersOf: (activity: Activity, sessions: readonly SessionView[]) => Promise<string[]>
  ledgerOf: (conferenceId: string) => Ledger
}

export interface AuditSubject {
  activity: Activity
  /** By start; without drafts. */
  sessions: SessionView[]
  /** Sorted by id. */
  personIds: string[]
  ledger: Ledger
  /** The last entry that is read. */
  head: { seq: number; hash: string }
  isOver: boolean
  /** Where entries of each kind are; read once, when it is first asked for. */
  index: () => Promise<EntryIndex>
}

/** Throws `not_found`. */
export async function subjectOf(
  { credit, learnersOf, ledgerOf }: SubjectOptions,
  activityId: string,
): Promise<AuditSubject> {
  const activity = await credit.activities.find(activityId)
  if (!activity) throw errors.notFound('activity')
  const views = await credit.sessionsOf(activityId)
  const sessions = views
    .filter(({ session, state }) => !isDraft(session, state.phase))
    .sort((a, b) => a.session.startsAt - b.session.startsAt)
  const ledger = ledgerOf(activity.conferenceId)
  const [ids, head, facts] = await Promise.all([
    learnersOf(activity, sessions),
    ledger.head(),
    Promise.all(sessions.map(({ session }) => credit.watchFacts.session(session.id))),
  ])
  let index: Promise<EntryIndex> | undefined
  return {
    index: () => (index ??= indexOf(ledger, head.seq)),
    activity,
    sessions,
    personIds: ids.sort(),
    ledger,
    head,
    isOver: facts.length > 0 && facts.every(({ settled }) => settled),
  }
}
