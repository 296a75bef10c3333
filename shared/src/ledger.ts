// The ledger: what an audit rests on. Append-only; every entry holds the SHA-256 of the one before it and of its own
// canonical content, so that no entry can be changed, removed, inserted or moved unnoticed. It names people by id only.
import { z } from 'zod'
import { instant } from './ids.ts'
import { files, route } from './route.ts'

export const ledgerKinds = [
  'session.opened',
  'session.paused',
  'session.resumed',
  'session.closed',
  'disclosure.acknowledged',
  'check.answered',
  'check.missed',
  'check.postponed',
  'check.cancelled',
  'outage.opened',
  'outage.closed',
  'attendance.frozen',
  'evaluation.submitted',
  'test.submitted',
  'claim.made',
  'certificate.issued',
  'certificate.revoked',
  'override.made',
  'appeal.made',
  'appeal.decided',
  'consent.given',
  'consent.withdrawn',
  'activity.designated',
  'export.made',
  'register.reported',
] as const
const ledgerKind = z.enum(ledgerKinds)
export type LedgerKind = z.infer<typeof ledgerKind>

/**
 * What is to be recorded. `by` is a person's id, or `platform`. `data` is plain JSON without personal data, but for the reasons
 * that the CE office gives for what it does (`override.made`, `appeal.decided`, `certificate.revoked`): an audit asks why, in its own
 * words, which nobody can take back. The forms for them say so. What learners write (appeals, answers) is never part of it.
 */
export interface LedgerRecord {
  kind: LedgerKind
  by: string
  data: Record<string, unknown>
}

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ examples: ['0'.repeat(64)] })

export const ledgerEntry = z.strictObject({
  /** From 1, without a gap. */
  seq: z.number().int().positive(),
  at: instant,
  kind: ledgerKind,
  by: z.string().max(64),
  data: z.record(z.string(), z.unknown()),
  /** Of the entry before; 64 zeros for the first. */
  prev: hash,
  /** Of the canonical text of all the rest, `prev` included (`ledgerChain.ts`). */
  hash,
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

/** A page of entries, newest first. */
export const ledgerPage = z.object({
  entries: z.array(ledgerEntry),
  /** Of the whole ledger; seq 0 and 64 zeros while it is empty. */
  head: z.object({ seq: z.number().int().nonnegative(), hash }),
})
export type LedgerPage = z.infer<typeof ledgerPage>
/** The entries before this one; without it the newest. */
export const ledgerPageRequest = z.strictObject({
  before: z.coerce.number<number>().int().positive().exactOptional(),
})
/** Entries in a page. */
export const ledgerPageSize = 100

/** What exports are verified with. */
export const ledgerPublicKey = z.object({
  /** Ed25519, 32 bytes in base64url. */
  publicKey: z.string(),
  /** To compare by eye. */
  fingerprint: z.string(),
})
export type LedgerPublicKey = z.infer<typeof ledgerPublicKey>

const office = ['organiser'] as const

export const ledgerRoutes = {
  'ledger.page': route({
    method: 'GET',
    path: '/api/ledger',
    summary: 'A page of the ledger, newest first.',
    who: office,
    query: ledgerPageRequest,
    reply: ledgerPage,
  }),
  'ledger.export': route({
    method: 'GET',
    path: '/api/ledger/export',
    summary: 'The whole ledger, signed. Making the file is itself an entry.',
    who: office,
    reply: files('application/x-ndjson'),
    rate: { points: 20, seconds: 600 },
  }),
  'ledger.key': route({
    method: 'GET',
    path: '/api/ledger/key',
    summary: 'The public key that verifies exports.',
    who: office,
    reply: ledgerPublicKey,
  }),
}
