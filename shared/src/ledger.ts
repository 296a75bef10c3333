// A conference's ledger, on which an audit rests. Append-only: every entry holds the SHA-256 of the previous
// entry and of its own canonical text, so none can be changed, removed, inserted or moved unnoticed. Entries
// name people by id only; what they rest on lies beside them (`ledgerContent.ts`).
import { z } from 'zod'
import { id, instant } from './ids.ts'
import type { LedgerContents } from './ledgerContent.ts'
import { declareRoutes, done, files } from './route.ts'

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
  'presentation.frozen',
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
  'support.agreed',
  'support.signed',
  'support.filed',
  'support.withdrawn',
  'support.statement',
  'provider.changed',
  'retention.held',
  'retention.released',
  'export.made',
  'register.reported',
  'register.answered',
  'permission.given',
  'permission.withdrawn',
  'moc.requested',
  'moc.withdrawn',
  'recruitment.declared',
  'policy.uploaded',
  'policy.proposed',
  'policy.withdrawn',
  'policy.in_force',
  'policy.confirmed',
  'person.merged',
  'person.erased',
  'content.purged',
  'head.stamped',
  'audit.granted',
  'audit.ended',
  'audit.opened',
  'audit.packed',
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

const entryLink = z.object({ seq: z.int().nonnegative(), hash })

/** A time stamp of an entry by an authority (RFC 3161): it fixes that entry and everything before it. */
const ledgerStamp = z.object({
  head: entryLink,
  /** When, as the authority says. */
  at: instant,
  /** The subject of its certificate. */
  authority: z.string(),
  /** SHA-256 of that certificate, in hexadecimal. */
  fingerprint: z.string(),
  /** When that certificate ends; absent in earlier stamps. */
  validUntil: instant.exactOptional(),
  /** Number of the entry that holds the stamp. */
  entry: z.int().positive(),
})
export type LedgerStamp = z.infer<typeof ledgerStamp>

const stampStanding = z.object({
  /** Host of the authority; null if none is set. */
  authority: z.string().nullable(),
  last: ledgerStamp.nullable(),
  /** Entries that no stamp fixes. */
  open: z.int().nonnegative(),
  /** One is asked for now. */
  isAsking: z.boolean(),
  /** Since when no stamp could be had; null if the last try was successful. */
  failure: z
    .object({ since: instant, reason: z.string(), tries: z.int().positive(), nextAt: instant })
    .nullable(),
})
export type StampStanding = z.infer<typeof stampStanding>

/** What verifying the whole ledger on the server said. */
const ledgerVerification = z.object({
  startedAt: instant,
  endedAt: instant,
  /** Id of who asked for it. */
  by: id,
  /** Entries, contents and stamps that were verified. */
  count: z.int().nonnegative(),
  contents: z.int().nonnegative(),
  stamps: z.int().nonnegative(),
  /** Null: unaltered; else the first thing that is wrong. */
  problem: z.string().nullable(),
})
export type LedgerVerification = z.infer<typeof ledgerVerification>

export const ledgerState = z.object({
  head: entryLink,
  stamps: stampStanding,
  verification: z.object({
    last: ledgerVerification.nullable(),
    /** Of the one that runs, 0 to 1; null if none does. */
    progress: z.number().nullable(),
    /** The last one did not finish: something is wrong with the server. */
    hasFailed: z.boolean(),
  }),
})
export type LedgerState = z.infer<typeof ledgerState>

const office = ['office'] as const
/** Asking for what takes the server a while. */
const workRate = { points: 10, seconds: 60 }

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
  'ledger.state': {
    summary: 'Whether the ledger was verified and countersigned, and when.',
    who: office,
    reply: ledgerState,
  },
  'ledger.verify': {
    summary: 'Verifies the whole ledger on the server: a job, whose progress `ledger.state` says.',
    who: office,
    reply: done,
    rate: workRate,
  },
  'ledger.stamp': {
    summary: 'Asks the time stamp authority to countersign the ledger’s newest entry now.',
    who: office,
    reply: done,
    rate: workRate,
  },
  'ledger.stampFile': {
    summary: 'The last time stamp as a file (DER, a token of RFC 3161), to be kept elsewhere.',
    who: office,
    reply: files('application/octet-stream'),
  },
  'ledger.publicKey': {
    summary: 'The same key, for anybody: it verifies certificates, too.',
    who: 'anybody',
    of: 'installation',
    reply: ledgerPublicKey,
    rate: { points: 60, seconds: 60 },
  },
})
