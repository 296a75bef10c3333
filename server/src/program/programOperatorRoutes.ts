// A conference and its sessions, for operators.
import type { operatorRoutes } from '@lectern/shared/plans'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Approvals } from './approvals.ts'
import type { Editing } from './editing.ts'
import type { PlanConference } from './planConference.ts'
import type { SessionPlans } from './planSession.ts'
import type { ProgramStore } from './programStore.ts'

export interface ProgramOperatorOptions {
  program: ProgramStore
  plans: SessionPlans
  editing: Editing
  approvals: Approvals
  planConference: PlanConference
}

type ProgramOperatorRoutes = Pick<
  typeof operatorRoutes,
  | 'operator.conference'
  | 'operator.planConference'
  | 'operator.sessions'
  | 'operator.session'
  | 'operator.planSession'
  | 'operator.approveSession'
  | 'operator.removeSession'
>

/** Who a script's changes are by. */
const operator = 'operator'

export function createProgramOperatorRoutes({
  program,
  plans,
  editing,
  approvals,
  planConference,
}: ProgramOperatorOptions): RouteHandlers<ProgramOperatorRoutes> {
  return {
    'operator.conference': ({ conferenceId }) => program.conference(conferenceId),
    'operator.planConference': ({ conferenceId, body }) => planConference(conferenceId, body),
    'operator.sessions': async ({ conferenceId }) => ({
      sessions: (await program.views(conferenceId)).map(({ session }) => session),
    }),
    'operator.session': ({ params }) => program.session(params.sessionId),
    async 'operator.planSession'({ body, conferenceId }) {
      const planned = await plans.plan(body, { conferenceId, by: operator, publishes: true })
      await approvals.settle(conferenceId, operator)
      return program.session(planned.id)
    },
    async 'operator.approveSession'({ params, conferenceId }) {
      await approvals.approve(params.sessionId, undefined, operator)
      await approvals.settle(conferenceId, operator)
      return program.session(params.sessionId)
    },
    async 'operator.removeSession'({ params, conferenceId }) {
      await editing.remove(params.sessionId, undefined, 'this', { by: operator, conferenceId })
      await approvals.settle(conferenceId, operator)
      return {}
    },
  }
}
