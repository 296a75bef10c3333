// The steps of everything that must not stay half done (`intents.ts`). Each step may run twice. Facts that
// concern an audit are in the ledger before the person gets a reply.
import type { Certificate } from '@lectern/shared/certificates'
import type { Claim } from '@lectern/shared/credit'
import type { Override } from '@lectern/shared/creditOffice'
import type { Register } from '@lectern/shared/creditRegisters'
import { errors } from '@lectern/shared/errors'
import type { LedgerRecord, RecordedEntry } from '@lectern/shared/ledger'
import { headCode } from '@lectern/shared/ledgerChain'
import type { LedgerContents } from '@lectern/shared/ledgerContent'
import type { OverridesStore } from '../attendance/overridesStore.ts'
import type { Defined, Recording } from '../ledger/intent.ts'
import type { AppealDecided, AppealMade, AppealsStore } from './appealsStore.ts'
import { newCode } from './certificateCodes.ts'
import {
  type ClaimsStore,
  type RegisterFile,
  readRegisterFile,
  type StoredClaim,
  type StoredFile,
} from './claimsStore.ts'
import type { Attempt, FormsStore, Submitted } from './formsStore.ts'
import { unmarkedIn } from './registers/records.ts'

export interface ClaimWork {
  personId: string
  claim: StoredClaim
  /** The claim it replaces, possibly revoked. */
  before: StoredClaim | null
  certificate: Certificate
  /** What the amount rests on; absent in work that an earlier version began. */
  basis?: LedgerContents
}

export interface OverrideWork {
  conferenceId: string
  sessionId: string
  personId: string
  override: Override
  appealId: string | null
}

/** What a register said of records that it was sent. */
export interface AnsweredWork {
  activityId: string
  register: Register
  by: string
  at: number
  codes: string[]
  /** Those of them that it was to delete; `byHand`: no file said so. */
  deleted?: { key: string; code: string; byHand: boolean }[]
  /** Why it rejected them; absent if it accepted them. */
  rejected?: string
}

export const overrideIntent = (overrideId: string): string => `override ${overrideId}`

export interface Certified {
  amount: number
  rests: Pick<StoredClaim, 'time' | 'days' | 'attended' | 'reportFrom' | 'presented' | 'talks'>
  basis: LedgerContents
}

export interface WorksOptions {
  claims: ClaimsStore
  forms: FormsStore
  appeals: AppealsStore
  overrides: Pick<OverridesStore, 'add'>
  /** What the certificate of this claim may state, and the time that rests on; null while it is undecided. */
  certified(personId: string, claim: StoredClaim): Promise<Certified | null>
  /** The template that it is printed with, and what that is written with, as contents of the ledger. */
  printedWith(certificate: Certificate): Promise<LedgerContents>
  /** The certificate of this claim if it were issued now. */
  snapshot(personId: string, claim: StoredClaim, issuedAt: number): Promise<Certificate>
}

const partOf = (partId: string | undefined) => (partId === undefined ? {} : { partId })

/**
 * What a report rested on, by the person's id. A permission is in the ledgers of the conferences that somebody
 * was a member of when they gave it, and theirs may be none of these.
 */
const permissionsOf = (records: RegisterFile['records']): Record<string, string> =>
  Object.fromEntries(
    records.flatMap(({ key, permittedAt }) =>
      permittedAt === undefined ? [] : [[key.split(' ')[0]!, new Date(permittedAt).toISOString()]],
    ),
  )

const revokedRecord = (
  by: string,
  { code, activityId }: { code: string; activityId: string },
  reason: string,
  replacedBy: string | null,
): LedgerRecord => ({ kind: 'certificate.revoked', by, data: { code, activityId, reason, replacedBy } })

const issuedRecord = (
  by: string,
  certificate: Certificate,
  basis: LedgerContents | undefined,
): LedgerRecord => {
  const { code, personId, activityId, policyId, partId, amount } = certificate
  return {
    kind: 'certificate.issued',
    by,
    data: { code, personId, activityId, policyId, ...partOf(partId), amount },
    contents: { ...basis, certificate: { value: certificate, of: personId } },
  }
}

/** The certificate with the entry of its issue, which fixes everything in the ledger up to it. */
const atHead = (certificate: Certificate, entries: readonly RecordedEntry[]): Certificate => {
  const issued = entries.find(({ kind }) => kind === 'certificate.issued')
  return issued ? { ...certificate, ledgerHead: headCode(issued) } : certificate
}

export function createWorks(options: WorksOptions) {
  const { claims, forms, appeals, overrides, certified, snapshot, printedWith } = options

  /** Reserves a correction; undefined if there is nothing to correct. */
  async function reserve(
    personId: string,
    of: StoredClaim,
    intent: string,
  ): Promise<StoredClaim | undefined> {
    for (;;) {
      const stored = await claims.find(personId, of)
      // The intent that has this claim open checks the amount again at the end.
      if (!stored || stored.isRevoked || (stored.open !== undefined && stored.open !== intent)) return
      if (stored.open === intent) return stored
      const certifies = await certified(personId, stored)
      if (certifies === null || stored.amount <= certifies.amount) return
      const { amount, rests } = certifies
      const reserved: StoredClaim = {
        ...stored,
        ...rests,
        amount: amount === 0 ? stored.amount : amount,
        atMost: amount,
        code: newCode(),
        open: intent,
        correction: { revokes: stored.code, isLast: amount === 0 },
      }
      if (await claims.swap(personId, stored, reserved)) return reserved
    }
  }

  /**
   * Revokes certificates that state more than is earned, and certifies what is still earned.
   * Covers all activities: a moment that counts in one session stops counting in a concurrent one.
   */
  async function correct(
    of: { personId: string; at: number; by: string; reason: string; intent: string },
    record: Recording,
  ): Promise<void> {
    const { personId, at, by } = of
    for (const claim of await claims.all(personId))
      for (;;) {
        const reserved = await reserve(personId, claim, of.intent)
        if (!reserved?.correction) break
        const { open: _, correction, ...held } = reserved
        const certificate = correction.isLast ? null : await snapshot(personId, held, at)
        const basis = certificate ? (await certified(personId, held))?.basis : undefined
        const rests = certificate ? { ...basis, ...(await printedWith(certificate)) } : undefined
        const entries = await record(`correct ${correction.revokes}`, [
          revokedRecord(
            by,
            { code: correction.revokes, activityId: claim.activityId },
            of.reason,
            certificate?.code ?? null,
          ),
          ...(certificate ? [issuedRecord('platform', certificate, rests)] : []),
        ])
        if (certificate) await claims.addCertificate(atHead(certificate, entries))
        await claims.revokeCertificate(correction.revokes, at, certificate?.code ?? null)
        await claims.swap(personId, reserved, certificate ? held : { ...held, isRevoked: true })
      }
  }

  return {
    /** Returns the claim, or null if another request was faster or it no longer stands: read it again. */
    async claim(
      { personId, claim, before, certificate, basis }: ClaimWork,
      record: Recording,
    ): Promise<Claim | null> {
      const { activityId, policyId, partId, amount, code, time, claimedAt: at } = claim
      const open: StoredClaim = { ...claim, open: code }
      const replaced = before?.isRevoked ? null : before
      await claims.addClaimant(activityId, personId)
      let present: StoredClaim | undefined = open
      if (!(await claims.swap(personId, before ?? undefined, open)))
        present = await claims.find(personId, claim)
      if (present?.code === code && present.open) {
        const entries = await record('claim', [
          {
            kind: 'claim.made',
            by: personId,
            data: { activityId, policyId, ...partOf(partId), amount, code, time },
          },
          issuedRecord('platform', certificate, { ...basis, ...(await printedWith(certificate)) }),
          ...(replaced ? [revokedRecord('platform', replaced, 'Replaced by a new claim.', code)] : []),
        ])
        await claims.addCertificate(atHead(certificate, entries))
        if (replaced) await claims.revokeCertificate(replaced.code, at, code)
        await claims.swap(personId, open, claim)
      }
      // Minutes may have been withdrawn since the amount was computed.
      const reason = 'The CE office changed the minutes while this was claimed.'
      await correct({ personId, at, by: 'platform', reason, intent: code }, record)
      const held = await claims.find(personId, claim)
      return held?.code === code && !held.isRevoked ? held : null
    },

    async override(of: OverrideWork, record: Recording): Promise<void> {
      const { conferenceId, sessionId, personId, override, appealId } = of
      const { id, by, at, from, to, credited, reason, presented } = override
      if (appealId) {
        const decided = { decisionId: id, decidedAt: at, decidedBy: by, decision: reason, granted: true }
        await requireOwnDecision(appeals, conferenceId, appealId, decided)
      }
      await record('override', [
        {
          kind: 'override.made',
          by,
          data: {
            ...{ override: id, sessionId, personId, from, to, credited, reason, appealId },
            ...(presented && { presented }),
          },
        },
        ...(appealId ? [decidedRecord(by, { id: appealId, sessionId }, true, reason)] : []),
      ])
      await overrides.add(sessionId, personId, override)
      await correct({ personId, at, by, reason, intent: overrideIntent(id) }, record)
    },

    /** Revokes a certificate and its claim; the earned credit may be claimed again. */
    async revoke(
      of: { code: string; at: number; by: string; reason: string },
      record: Recording,
    ): Promise<void> {
      const certificate = await claims.certificate(of.code)
      if (!certificate) throw errors.notFound('certificate')
      const { personId } = certificate
      // The first revocation wins.
      if (certificate.revokedAt === null) {
        await record('revoke', [revokedRecord(of.by, certificate, of.reason, null)])
        await claims.revokeCertificate(of.code, of.at, null)
      }
      for (;;) {
        const claim = await claims.find(personId, certificate)
        if (claim?.code !== of.code || claim.isRevoked) return
        if (await claims.swap(personId, claim, { ...claim, isRevoked: true })) return
      }
    },

    /** Returns the number of records marked: the first confirmation of a file wins. */
    async reported(
      of: { activityId: string; register: Register; by: string } & StoredFile,
      record: Recording,
    ): Promise<number> {
      const { activityId, register, by } = of
      const file = readRegisterFile(of)
      const [codes, answers] = await Promise.all([
        claims.reported(activityId),
        claims.registerAnswers(activityId),
      ])
      const records = unmarkedIn(file, { codes, answers })
      if (records.length === 0) return 0
      const { madeAt, digest } = file
      const data = { activityId, register, madeAt, records: records.length, ...(digest && { digest }) }
      const contents = { permissions: { value: permissionsOf(records) } }
      await record('reported', [{ kind: 'register.reported', by, data, contents }])
      await claims.markReported(activityId, records, madeAt)
      return records.length
    },

    /** Returns the number of records that the register's answer was about. */
    async answered(of: AnsweredWork, record: Recording): Promise<number> {
      const { activityId, register, by, at, codes, rejected, deleted = [] } = of
      const deletes = deleted.map(({ code }) => code)
      const data = {
        ...{ activityId, register, codes },
        ...(deletes.length > 0 && { deleted: deletes }),
        ...(rejected !== undefined && { rejected }),
      }
      await record('answered', [{ kind: 'register.answered', by, data }])
      const answer = { at, ...(rejected !== undefined && { rejected }) }
      const isDeleted = (code: string) => deleted.some((one) => one.code === code)
      const others = codes.filter((code) => !isDeleted(code))
      if (others.length > 0) await claims.saveRegisterAnswers(activityId, others, answer)
      // What the register has not deleted by hand stays there.
      const gone = deleted.filter(({ byHand }) => !byHand || rejected === undefined)
      await claims.markDeleted(activityId, gone, { ...answer, deletes: 'answered' })
      return codes.length
    },

    /** Records nothing if what it replaces was replaced already. */
    async evaluation(
      of: { personId: string; activityId: string; before: Submitted | null; submitted: Submitted },
      record: Recording,
    ): Promise<void> {
      const { personId, activityId, before, submitted } = of
      const there = await forms.submitEvaluation(personId, activityId, before, submitted)
      if (there.digest !== submitted.digest) return
      const { digest, salt: _, ...form } = submitted
      const contents = { form: { value: form, of: personId, until: 'erasure' as const } }
      await record('evaluation', [
        { kind: 'evaluation.submitted', by: personId, data: { activityId, digest }, contents },
      ])
    },

    /** False if another attempt of this number was faster. */
    async test(
      of: { personId: string; activityId: string; attempt: Attempt; digest: string },
      record: Recording,
    ): Promise<boolean> {
      const { personId, activityId, attempt, digest } = of
      const there = await forms.submitTest(personId, activityId, attempt)
      if (there.salt !== attempt.salt) return false
      const { score, salt: _, ...form } = attempt
      await record('test', [
        {
          kind: 'test.submitted',
          by: personId,
          data: { activityId, attempt: attempt.attempt, score, digest },
          contents: { form: { value: form, of: personId, until: 'erasure' } },
        },
      ])
      return true
    },

    /** False if another appeal of this number was faster. */
    async appeal(
      { conferenceId, appeal }: { conferenceId: string; appeal: AppealMade },
      record: Recording,
    ): Promise<boolean> {
      const there = await appeals.make(conferenceId, appeal)
      if (there.at !== appeal.at || there.text !== appeal.text) return false
      const { id, sessionId, personId, text } = appeal
      const contents = { appeal: { value: { text }, of: personId, until: 'erasure' as const } }
      await record('appeal', [
        { kind: 'appeal.made', by: personId, data: { appealId: id, sessionId, personId }, contents },
      ])
      return true
    },

    async decline(
      of: {
        conferenceId: string
        decisionId: string
        appealId: string
        at: number
        by: string
        reason: string
      },
      record: Recording,
    ): Promise<void> {
      const { conferenceId, decisionId, appealId, at, by, reason } = of
      const appeal = await appeals.find(conferenceId, appealId)
      if (!appeal) throw errors.notFound('appeal')
      await requireOwnDecision(appeals, conferenceId, appealId, {
        decisionId,
        decidedAt: at,
        decidedBy: by,
        decision: reason,
        granted: false,
      })
      await record('decline', [decidedRecord(by, appeal, false, reason)])
    },
  }
}

const decidedRecord = (
  by: string,
  { id: appealId, sessionId }: { id: string; sessionId: string },
  granted: boolean,
  reason: string,
): LedgerRecord => ({ kind: 'appeal.decided', by, data: { appealId, sessionId, granted, reason } })

/** The first decision wins. */
async function requireOwnDecision(
  appeals: AppealsStore,
  conferenceId: string,
  appealId: string,
  own: AppealDecided,
): Promise<void> {
  const decided = await appeals.decide(conferenceId, appealId, own)
  if (decided.decisionId !== own.decisionId)
    throw errors.conflict(
      `This appeal has been decided already: it was ${decided.granted ? 'granted' : 'declined'}.`,
    )
}

export type CreditIntents = Defined<ReturnType<typeof createWorks>>
