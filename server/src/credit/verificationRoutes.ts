// Verification of certificates, for anybody who holds a code.
import type { Verification } from '@lectern/shared/credit'
import { Router } from 'express'
import { limitByAddress } from '../http/limit.ts'
import { readCode } from './certificateCodes.ts'
import type { ClaimsStore } from './claimsStore.ts'

/** Looked for where what was typed cannot be a code, so that every answer takes the same way. */
const noCode = '000000-00000-00000-00000-00000'

/** `GET /api/certificates/:code` */
export function createVerificationRoutes(claims: Pick<ClaimsStore, 'certificate'>): Router {
  const router = Router()
  router.get('/api/certificates/:code', limitByAddress('verify', 60, 60), async (request, response) => {
    const found = await claims.certificate(readCode(String(request.params.code)) ?? noCode)
    if (!found) {
      const unknown: Verification = { status: 'unknown' }
      response.json(unknown)
      return
    }
    const { personId: _, activityId: _activity, policyId: _policy, replacedBy: _replaced, ...shown } = found
    const known: Verification = { ...shown, status: found.revokedAt === null ? 'valid' : 'revoked' }
    response.json(known)
  })
  return router
}
