// A conference's ledger, on which an audit rests. Append-only: every entry holds the SHA-256 of the previous
// entry and of its own canonical text, so none can be changed, removed, inserted or moved unnoticed. Entries
// name people by id only; what they rest on lies beside them (`ledgerContent.ts`).
import { z } from 'zod'
import { instant } from './ids.ts'
import type { LedgerContents } from './ledgerContent.ts'
import { declareRoutes, files } from './route.ts'

export const ledgerKinds = [
  'session.opened',
  'session.paused',
  'session.resumed',
  'session.closed',
  'disclosure.shown',
  'disclosure.acknowledged',
  'disclosure.signed',
  'disclosure.withdrawn',
  'disclosure.decided',
  'handout.reviewed',
  'bias.reported',
  'bias.decided',
  'check.answered',
  'check.missed',
  'check.postponed',
  'check.cancelled',
  'outage.opened',
  'outage.closed',
  'outage.corrected',
  'attendance.frozen',
  'evaluation.submitted',
  'test.submitted',
  'outcomes.closed',
  'claim.made',
  'certificate.issued',
  'certificate.revoked',
  'override.made',
  'appeal.made',
  'appeal.decided',
  'consent.given',
  'consent.withdrawn',
  'activity.designated',
  'activity.planned',
  'export.made',
  'register.reported',
  'register.answered',
  'permission.given',
  'permission.withdrawn',
  'person.merged',
  'person.erased',
  'content.purged',
] as const
const ledgerKind = z.enum(ledgerKinds)
export type LedgerKind = z.infer<typeof ledgerKind>

/**
 * A fact to record. `by` is a person's id, or `platform`. `data` names the session (`sessionId`), activity,
 * booth or conference that it is about, which decides whose ledger it is in; it is plain JSON without
 * personal data, except the reasons that the CE office gives for its decisions (`override.made`,
 * `appeal.decided`, `certificate.revoked`, `handout.reviewed`, `bias.decided`) and registers
 * (`register.answered`): an audit needs them in its own words, and nobody can take them back; the forms say
 * so. Anything else that is about a person or was written by one (answers, appeals, marks of watched time, a
 * certificate) is a content: it can be deleted.
 */
export interface LedgerRecord {
  kind: LedgerKind
  by: string
  data: Record<string, unknown>
  /** What it rests on; the entry's `data.contents` holds the digests, by name. */
  contents?: LedgerContents
}

/** An entry with its contents, by name; those that were deleted are absent. */
export type RecordedEntry = LedgerEntry & { contents?: Record<string, unknown> }

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
  /** The previous entry's hash; 64 zeros for the first. */
  prev: hash,
  /** SHA-256 of the canonical text of all other fields, `prev` included (`ledgerChain.ts`). */
  hash,
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

/** A page of entries, newest first. */
export const ledgerPage = z.object({
  entries: z.array(ledgerEntry),
  /** The newest entry of the whole ledger; seq 0 and 64 zeros while it is empty. */
  head: z.object({ seq: z.number().int().nonnegative(), hash }),
})
export type LedgerPage = z.infer<typeof ledgerPage>
/** The entries before this one; the newest if absent. */
const ledgerPageRequest = z.strictObject({
  before: z.coerce.number<number>().int().positive().exactOptional(),
})
/** Entries per page. */
export const ledgerPageSize = 100

/** The key that verifies exports. */
export const ledgerPublicKey = z.object({
  /** Ed25519, 32 bytes in base64url. */
  publicKey: z.string(),
  /** For comparing by eye. */
  fingerprint: z.string(),
})
const office = ['office'] as const

export const ledgerRoutes = declareRoutes({
  'ledger.page': {
    summary: 'A page of the conference’s ledger, newest first.',
    who: office,
    query: ledgerPageRequest,
    reply: ledgerPage,
  },
  'ledger.export': {
    summary: 'The conference’s whole ledger, signed. Making the file is itself an entry.',
    who: office,
    reply: files('application/x-ndjson'),
    rate: { points: 20, seconds: 600 },
  },
  'ledger.key': {
    summary: 'The public key that verifies exports.',
    who: office,
    reply: ledgerPublicKey,
  },
  'ledger.publicKey': {
    summary: 'The same key, for anybody: it verifies certificates, too.',
    who: 'anybody',
    of: 'installation',
    reply: ledgerPublicKey,
    rate: { points: 60, seconds: 60 },
  },
})
