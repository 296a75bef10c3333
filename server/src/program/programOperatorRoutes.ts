// The conference and its sessions, for operators.
import type { operatorRoutes } from '@lectern/shared/plans'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { SessionPlans } from './planSession.ts'
import type { ProgramStore } from './programStore.ts'

export interface ProgramOperatorOptions {
  program: ProgramStore
  plans: SessionPlans
}

type ProgramOperatorRoutes = Pick<
  typeof operatorRoutes,
  | 'operator.conference'
  | 'operator.planConference'
  | 'operator.sessions'
  | 'operator.session'
  | 'operator.planSession'
  | 'operator.removeSession'
>

export function createProgramOperatorRoutes({
  program,
  plans,
}: ProgramOperatorOptions): RouteHandlers<ProgramOperatorRoutes> {
  return {
    'operator.conference': () => program.conference(),
    'operator.planConference': ({ body }) => program.planConference(body),
    'operator.sessions': async () => ({ sessions: (await program.views()).map(({ session }) => session) }),
    'operator.session': ({ params }) => program.session(params.sessionId),
    'operator.planSession': ({ body }) => plans.plan(body),
    async 'operator.removeSession'({ params }) {
      await plans.remove(params.sessionId)
      return {}
    },
  }
}
