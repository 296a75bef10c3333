// Verifies a certificate for anyone who has its code.
import type { Certificate } from '@lectern/shared/certificates'
import type { creditRoutes } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { readHeadCode } from '@lectern/shared/ledgerChain'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { StampsStore } from '../ledger/stamps/stampsStore.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import { readCode } from './certificateCodes.ts'
import type { ClaimsStore } from './claimsStore.ts'

/** Dummy key, so that malformed and unknown codes cost the same lookup. */
const noCode = '000000-00000-00000-00000-00000'

export interface VerificationOptions {
  claims: Pick<ClaimsStore, 'certificate'>
  policies: readonly CreditPolicy[]
  activities: Pick<ActivitiesStore, 'conferenceOf'>
  stamps: Pick<StampsStore, 'fixing'>
}

export function createVerificationRoutes({
  claims,
  policies,
  activities,
  stamps,
}: VerificationOptions): RouteHandlers<Pick<typeof creditRoutes, 'credit.verify'>> {
  /** When the entry of its issue was fixed by another party, and by whom. */
  async function countersigned({ activityId, ledgerHead }: Certificate) {
    const issued = ledgerHead === undefined ? undefined : readHeadCode(ledgerHead)
    const conferenceId = issued && (await activities.conferenceOf(activityId))
    const stamp = conferenceId && (await stamps.fixing(conferenceId, issued.seq))
    return stamp ? { at: stamp.at, authority: stamp.authority } : null
  }

  return {
    async 'credit.verify'({ params }) {
      const certificate = await claims.certificate(readCode(params.code) ?? noCode)
      if (!certificate) return { status: 'unknown' }
      const { personId: _, activityId: _activity, policyId, replacedBy: _replaced, ...shown } = certificate
      const policy = policies.find(({ id }) => id === policyId)
      return {
        ...shown,
        ...(policy && { step: policy.step }),
        status: certificate.revokedAt === null ? 'valid' : 'revoked',
        countersigned: await countersigned(certificate),
      }
    },
  }
}
