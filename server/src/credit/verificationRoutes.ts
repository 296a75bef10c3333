// Verifies a certificate for anyone who has its code.
import type { creditRoutes } from '@lectern/shared/credit'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { readCode } from './certificateCodes.ts'
import type { ClaimsStore } from './claimsStore.ts'

/** Dummy key, so that malformed and unknown codes cost the same lookup. */
const noCode = '000000-00000-00000-00000-00000'

export function createVerificationRoutes(
  claims: Pick<ClaimsStore, 'certificate'>,
): RouteHandlers<Pick<typeof creditRoutes, 'credit.verify'>> {
  return {
    async 'credit.verify'({ params }) {
      const certificate = await claims.certificate(readCode(params.code) ?? noCode)
      if (!certificate) return { status: 'unknown' }
      const {
        personId: _,
        activityId: _activity,
        policyId: _policy,
        replacedBy: _replaced,
        ...shown
      } = certificate
      return { ...shown, status: certificate.revokedAt === null ? 'valid' : 'revoked' }
    },
  }
}
