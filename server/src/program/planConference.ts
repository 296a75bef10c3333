// Changes a conference's own fields, for organisers, the office and programs alike.
import { type Conference, type ConferencePlan, requireOrder } from '@lectern/shared/conferences'
import type { Approvals } from './approvals.ts'
import type { PlanNews } from './planNews.ts'
import type { ProgramStore } from './programStore.ts'

export interface PlanConferenceOptions {
  program: Pick<ProgramStore, 'conference' | 'planConference'>
  planNews: Pick<PlanNews, 'conferenceChanged'>
  settle: Approvals['settle']
}

/** Returns it as changed. Throws `invalid_request` if it would end before it begins. */
export type PlanConference = (conferenceId: string, plan: ConferencePlan) => Promise<Conference>

export const createPlanConference =
  ({ program, planNews, settle }: PlanConferenceOptions): PlanConference =>
  async (conferenceId, plan) => {
    const before = await program.conference(conferenceId)
    requireOrder({ ...before, ...plan })
    const after = await program.planConference(conferenceId, plan)
    await planNews.conferenceChanged(before, after)
    // Learners are told of exactly those who support; the zone decides which day, and year, a session is of.
    if (plan.support || after.timeZone !== before.timeZone) await settle(conferenceId, 'platform')
    return after
  }
