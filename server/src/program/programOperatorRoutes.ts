// The conference and its sessions, for operators.
import type { operatorRoutes } from '@lectern/shared/plans'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Approvals } from './approvals.ts'
import type { Editing } from './editing.ts'
import type { SessionPlans } from './planSession.ts'
import type { ProgramStore } from './programStore.ts'

export interface ProgramOperatorOptions {
  program: ProgramStore
  plans: SessionPlans
  editing: Editing
  approvals: Approvals
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
}: ProgramOperatorOptions): RouteHandlers<ProgramOperatorRoutes> {
  return {
    'operator.conference': () => program.conference(),
    'operator.planConference': ({ body }) => program.planConference(body),
    'operator.sessions': async () => ({ sessions: (await program.views()).map(({ session }) => session) }),
    'operator.session': ({ params }) => program.session(params.sessionId),
    async 'operator.planSession'({ body }) {
      const planned = await plans.plan(body, { by: operator })
      await approvals.settle(operator)
      return program.session(planned.id)
    },
    async 'operator.approveSession'({ params }) {
      await approvals.approve(params.sessionId, undefined, operator)
      await approvals.settle(operator)
      return program.session(params.sessionId)
    },
    async 'operator.removeSession'({ params }) {
      const { id: conferenceId } = await program.conference()
      await editing.remove(params.sessionId, undefined, 'this', { by: operator, conferenceId })
      return {}
    },
  }
}
