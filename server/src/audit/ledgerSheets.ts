// Sheets that the ledger gives: certificates as they were issued and revoked, permissions, what registers
// were told and answered, decisions, and the statements as they were shown.
import type { Identity } from '@lectern/shared/accounts'
import type { Activity } from '@lectern/shared/credit'
import type { LedgerEntry, LedgerKind } from '@lectern/shared/ledger'
import { concerns } from '@lectern/shared/ledgerContent'
import type { SessionView } from '@lectern/shared/program'
import type { ClaimsStore } from '../credit/claimsStore.ts'
import type { Ledger } from '../ledger/ledgerStore.ts'
import { type EntryIndex, entriesOf } from './entries.ts'
import { timeText } from './words.ts'

export interface LedgerSheetsOptions {
  claims: Pick<ClaimsStore, 'certificate'>
  findPerson: (personId: string) => Promise<Identity | undefined>
}

/** A ledger up to an entry, and whose entries are wanted. */
export interface LedgerOf {
  ledger: Pick<Ledger, 'lines' | 'contents'>
  head: number
  activity: Activity
  sessions: readonly SessionView[]
  index?: EntryIndex
}

export const certificatesHead = [
  'Certificate',
  'Person',
  'Holder',
  'Credit',
  'Part',
  'Amount',
  'Issued',
  'State',
  'Revoked',
  'Replaced by',
  'Ledger entry',
]
export const permissionsHead = ['Person', 'Register', 'Permission', 'At', 'Ledger entry']
export const receiptsHead = [
  'At',
  'What',
  'Register',
  'Records',
  'Certificates',
  'Reason',
  'By',
  'Ledger entry',
]
export const decisionsHead = ['At', 'What', 'By', 'About', 'In their words', 'Ledger entry']

const textIn = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
/** What somebody wrote: it lies beside the entry, or within it in older entries. */
async function wordsOf(
  { ledger }: LedgerOf,
  entry: LedgerEntry,
  name: 'reason' | 'rejected',
): Promise<string> {
  if (entry.data[name] !== true) return textIn(entry.data[name])
  return textIn((await ledger.contents.of(entry))[name])
}
const codesIn = ({ data }: LedgerEntry): string => (Array.isArray(data.codes) ? data.codes.join(' ') : '')

const decisions = {
  'override.made': 'Minutes changed by the CE office',
  'appeal.made': 'Appeal made',
  'appeal.decided': 'Appeal decided',
  'certificate.revoked': 'Certificate revoked',
  'disclosure.decided': 'Financial relationship decided on',
  'handout.reviewed': 'Handout reviewed',
  'bias.reported': 'Commercial bias reported',
  'bias.decided': 'Report of bias decided',
  'activity.designated': 'Activity designated',
} as const satisfies Partial<Record<LedgerKind, string>>

/** Their ids name whoever reported bias, which stays with the CE office. */
const unnamed = ['reportId']
const apart = ['reason', 'words', 'digest', ...unnamed]

const valueText = (name: string, value: unknown): string => {
  if (name === 'clockMs') return `${(Number(value) / 60_000).toFixed(1)} min`
  return /^(at|.*At)$/.test(name) && typeof value === 'number' ? timeText(value) : String(value)
}

const designationsIn = ({ designations }: LedgerEntry['data']): string[] =>
  Array.isArray(designations)
    ? designations.map(({ policyId, maximum }) => `${String(policyId)} for at most ${String(maximum)}`)
    : []

/** What a decision is about, without its words, digests and secrets. */
const aboutOf = ({ data }: LedgerEntry): string =>
  [
    ...Object.entries(data)
      .filter(([name, value]) => typeof value !== 'object' && !apart.includes(name))
      .map(([name, value]) => `${name === 'clockMs' ? 'session clock' : name} ${valueText(name, value)}`),
    ...designationsIn(data),
  ].join(', ')

export function createLedgerSheets({ claims, findPerson }: LedgerSheetsOptions) {
  /** Who it was, in words. Who reported bias stays with the CE office. */
  async function byOf({ kind, by }: LedgerEntry): Promise<string> {
    return kind === 'bias.reported' ? 'a participant' : ((await findPerson(by))?.name ?? by)
  }

  async function certificateRow({ seq, data }: LedgerEntry): Promise<string[]> {
    const { code, personId, policyId, partId, amount } = data
    const found = await claims.certificate(textIn(code))
    const isRevoked = found !== undefined && found.revokedAt !== null
    return [
      textIn(code),
      textIn(personId),
      found?.holder ?? '',
      found?.unit ?? textIn(policyId),
      textIn(partId),
      Number(amount).toFixed(2),
      timeText(found?.issuedAt),
      found ? (isRevoked ? 'revoked' : 'valid') : 'no longer kept',
      timeText(found?.revokedAt),
      found?.replacedBy ?? '',
      String(seq),
    ]
  }

  async function* certificates(of: LedgerOf, after = 0) {
    const scan = { ...of, kinds: ['certificate.issued'] as const, after }
    for await (const entries of entriesOf(scan)) {
      const own = entries.filter(({ data }) => data.activityId === of.activity.id)
      yield await Promise.all(own.map(certificateRow))
    }
  }

  return {
    certificates,

    /** Those that these learners gave or took back. */
    async *permissions(of: LedgerOf, learners: ReadonlySet<string>) {
      const kinds = ['permission.given', 'permission.withdrawn'] as const
      for await (const entries of entriesOf({ ...of, kinds }))
        yield entries
          .filter(({ data }) => learners.has(textIn(data.personId)))
          .map(({ seq, at, kind, data }) => [
            textIn(data.personId),
            textIn(data.register),
            kind === 'permission.given' ? 'given' : 'withdrawn',
            timeText(Number(data.at ?? at)),
            String(seq),
          ])
    },

    async *receipts(of: LedgerOf) {
      const kinds = ['register.reported', 'register.answered'] as const
      for await (const entries of entriesOf({ ...of, kinds }))
        yield await Promise.all(
          entries
            .filter(({ data }) => data.activityId === of.activity.id)
            .map(async (entry) => {
              const { seq, at, kind, by, data } = entry
              const isAnswer = kind === 'register.answered'
              return [
                timeText(at),
                isAnswer ? (data.rejected === undefined ? 'accepted' : 'rejected') : 'sent',
                [textIn(data.register), textIn(data.policyId)].filter(Boolean).join(' '),
                isAnswer ? String(codesIn(entry).split(' ').length) : textIn(data.records ?? 1),
                codesIn(entry),
                await wordsOf(of, entry, 'rejected'),
                by,
                String(seq),
              ]
            }),
        )
    },

    async *decisions(of: LedgerOf) {
      const isOwn = concerns(of.activity.id, new Set(of.sessions.map(({ session }) => session.id)))
      const kinds = Object.keys(decisions) as (keyof typeof decisions)[]
      for await (const entries of entriesOf({ ...of, kinds }))
        yield await Promise.all(
          entries.filter(isOwn).map(async (entry) => {
            const { seq, at, kind, data } = entry
            return [
              timeText(at),
              decisions[kind as keyof typeof decisions],
              await byOf(entry),
              aboutOf(entry),
              (await wordsOf(of, entry, 'reason')) || textIn(data.words),
              String(seq),
            ]
          }),
        )
    },

    /** Lines of JSON: each version of what was shown before a session. */
    async *shown(of: LedgerOf): AsyncGenerator<string> {
      const isOwn = concerns(of.activity.id, new Set(of.sessions.map(({ session }) => session.id)))
      for await (const entries of entriesOf({ ...of, kinds: ['disclosure.shown'] }))
        for (const entry of entries.filter(isOwn)) {
          const { seq, at, data } = entry
          const { words } = await of.ledger.contents.of(entry)
          yield `${JSON.stringify({ entry: seq, at: timeText(at), sessionId: data.sessionId, words })}\n`
        }
    },
  }
}
export type LedgerSheets = ReturnType<typeof createLedgerSheets>
