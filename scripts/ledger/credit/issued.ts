// A certificate as an export holds it: its entry, and what lies beside it.
import type { Certificate } from '../../../shared/src/certificates.ts'
import type { Activity } from '../../../shared/src/credit.ts'
import type { CreditBasis } from '../../../shared/src/creditBasis.ts'
import type { CreditPolicy } from '../../../shared/src/creditPolicy.ts'

export const pictureNames = ['logo', 'signature'] as const
type PictureName = (typeof pictureNames)[number]

export interface Issued {
  seq: number
  code: string
  personId: string
  activityId: string
  policyId: string
  partId?: string
  amount: number
  /** When its entry was written. */
  at: number
  /** Of what it was computed for; absent if it holds nothing of that. */
  purpose?: CreditBasis['for']
  /** By the rules of an earlier version. */
  isFormer?: boolean
}

export interface Held {
  certificate: Certificate
  inputs: CreditBasis
  activity: Activity
  policies: CreditPolicy[]
  /** The template that it is printed with; absent if it was issued by an earlier version. */
  source: unknown
  /** Its pictures, in base64; absent without one, or if it was issued by an earlier version. */
  pictures: Record<PictureName, unknown>
}

/** What cannot be computed again because it was purged. */
export class PurgedError extends Error {
  override readonly name = 'PurgedError'
}
