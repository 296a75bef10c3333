// Reads what the record of an activity is made of.
import type { Activity } from '@lectern/shared/credit'
import { isDraft } from '@lectern/shared/drafts'
import { unitedSupport } from '@lectern/shared/supporters'
import type { Agreement } from '@lectern/shared/supportRules'
import type { ActivityRecords } from '../../activityRecords.ts'
import type { Credit } from '../../creditParts.ts'
import type { PlanningStore } from '../../planningStore.ts'
import { type RecordFacts, recordsOf } from './facts.ts'

export interface GatherOptions {
  credit: Pick<Credit, 'program' | 'sessionsOf' | 'policies'>
  planningForms: Pick<PlanningStore, 'find'>
  /** Agreements with supporters. */
  supportStore: { agreements(conferenceId: string): Promise<Agreement[]> }
  rows: ActivityRecords['rows']
}

export type Gather = (activity: Activity) => Promise<RecordFacts[]>

export function createGather({ credit, planningForms, supportStore, rows }: GatherOptions): Gather {
  const { program, sessionsOf, policies } = credit
  return async (activity) => {
    const [views, { form }, conference, agreements, people] = await Promise.all([
      sessionsOf(activity.id),
      planningForms.find(activity),
      program.conference(activity.conferenceId),
      supportStore.agreements(activity.conferenceId),
      rows(activity),
    ])
    const planned = views.filter(({ session, state }) => !isDraft(session, state.phase))
    const disclosed = planned.flatMap(({ session }) => unitedSupport(session.support, conference.support))
    return recordsOf({
      activity,
      form,
      sessions: planned.map(({ session }) => session),
      ended: planned.flatMap(({ session, state }) => (state.phase === 'ended' ? [session.id] : [])),
      people,
      agreements,
      disclosed: disclosed.map(({ supporter }) => supporter),
      policies,
      timeZone: conference.timeZone,
    })
  }
}
