// A policy's changed text, for the office.
import type { policyRoutes } from '@lectern/shared/creditPolicies'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { createPolicyChanges } from './policyChanges.ts'
import type { PolicyConfirmations } from './policyConfirmations.ts'
import type { createPolicyUploads } from './policyUploads.ts'

export const createPolicyRoutes = (
  changes: ReturnType<typeof createPolicyChanges>,
  confirmations: PolicyConfirmations,
  uploads: ReturnType<typeof createPolicyUploads>,
): RouteHandlers<typeof policyRoutes> => ({
  ...uploads.routes,
  'policies.compare': ({ params }) => changes.begin(params.policyId),
  'policies.changes': async ({ params }) => ({ changes: await changes.find(params.policyId) }),
  async 'policies.putInForce'({ person, conferenceId, params, body: { seen, reason, scope } }) {
    await changes.putInForce(person.id, params.policyId, seen, reason, { scope, conferenceId })
    return {}
  },
  async 'policies.confirm'({ person, conferenceId, params, body }) {
    await confirmations.confirm(person.id, conferenceId, params.policyId, body)
    return {}
  },
})
