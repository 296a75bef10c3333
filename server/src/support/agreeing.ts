// What the office records about an agreement. Each act is an intent: approvals that rest on other terms are
// taken back, the act is added, its evidence reaches the ledger, whatever fails in between.
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import {
  type Agreement,
  type AgreementAct,
  type AgreementFile,
  type AgreementTerms,
  latestVersion,
  type Signature,
  sidesOf,
  sideWords,
  termsProblem,
} from '@lectern/shared/supportRules'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { SupportStore } from './supportStore.ts'

export interface AgreeingOptions {
  store: SupportStore
  activities: { all(conferenceId: string): Promise<Activity[]> }
  program: Pick<ProgramStore, 'views' | 'conferenceExists'>
  /**
   * Takes back the approvals of sessions of these activities: the support of one of them is about to change.
   */
  supportChanges: (conferenceId: string, activityIds: readonly string[], by: string) => Promise<void>
  /** Takes back approvals that lack something now. */
  settle: (conferenceId: string, by: string) => Promise<unknown>
  intents: Pick<Intents, 'define'>
  clock: Clock
}
export type Agreeing = ReturnType<typeof createAgreeing>

interface Work {
  conferenceId: string
  agreementId: string
  /** The revision that the act rests on. */
  seen: number
  /** The version of the terms that it makes or is about. */
  version: number
  /** Activities that get or got something. */
  activityIds: string[]
  act: AgreementAct
}

type Undated<Act> = Act extends unknown ? Omit<Act, 'id' | 'attempt' | 'at' | 'by'> : never

/** Of what, by whom, and what the person saw. */
export interface About {
  conferenceId: string
  agreementId: string
  actId: string
  revision: number
  /** A person's id. */
  by: string
}

const changed = () => errors.stale('This agreement has been changed meanwhile. Look at it as it is now.')
const begun = (what: string) =>
  errors.conflict(
    `An activity that this agreement supports has begun, so ${what}. Add to the agreement instead, and say why: what was agreed on before stays as it is.`,
  )

/** Amounts, terms and names are contents: they lie beside the chain. */
function recordOf({ conferenceId, agreementId, version, act }: Work): LedgerRecord {
  const { by, at } = act
  const data = { conferenceId, agreementId, version, at }
  switch (act.kind) {
    case 'agreed':
      return {
        ...{ kind: 'support.agreed', by, data },
        contents: { agreement: { value: { ...act.terms, reason: act.reason } } },
      }
    case 'signed': {
      const { party, signedAt } = act.signature
      return {
        ...{ kind: 'support.signed', by, data: { ...data, party, signedAt } },
        contents: { signature: { value: act.signature } },
      }
    }
    case 'filed': {
      const { id: fileId, digest, bytes } = act.file
      return { kind: 'support.filed', by, data: { ...data, fileId, digest, bytes } }
    }
    case 'withdrawn':
      return { kind: 'support.withdrawn', by, data, contents: { reason: { value: act.reason } } }
  }
}

const activityIdsOf = (...terms: (AgreementTerms | undefined)[]): string[] => [
  ...new Set(terms.flatMap((each) => each?.allocations.map(({ activityId }) => activityId) ?? [])),
]

export function createAgreeing(options: AgreeingOptions) {
  const { store, activities, program, supportChanges, settle, clock } = options

  async function hasBegun(conferenceId: string, activityIds: readonly string[]): Promise<boolean> {
    const views = await program.views(conferenceId)
    return views.some(
      ({ session, state }) => state.liveAt !== null && activityIds.includes(session.activityId ?? ''),
    )
  }

  /** No session of these activities starts on other terms: once its approval is gone, it cannot. */
  async function prepare({ conferenceId, activityIds, act }: Work): Promise<void> {
    if (act.kind !== 'agreed' && act.kind !== 'withdrawn') return
    await supportChanges(conferenceId, activityIds, act.by)
    const isFree = act.kind === 'agreed' && act.reason !== ''
    if (!isFree && (await hasBegun(conferenceId, activityIds)))
      throw begun(act.kind === 'agreed' ? 'its terms stay as they are' : 'it cannot be withdrawn')
  }

  const { begin, settled } = options.intents.define(keys.supportIntents(), {
    async agreementAct(work: Work, record: Recording): Promise<void> {
      const { conferenceId, agreementId, seen, act } = work
      // A server that was killed may have added it.
      if (!(await store.agreementAct(conferenceId, agreementId, act.id))) await prepare(work)
      const there = await store.appendToAgreement(conferenceId, agreementId, seen, act)
      if (there === 'full') throw errors.conflict('So much is recorded that nothing can be added here.')
      if (!there) throw changed()
      // Another attempt of the same act has its evidence.
      if (there.attempt !== act.attempt) return
      await record('act', [recordOf(work)])
      // There is nothing to settle at a conference that is deleted, or not complete yet.
      if (await program.conferenceExists(conferenceId)) await settle(conferenceId, act.by)
    },
  })
  const nameOf = ({ conferenceId, agreementId, actId }: About): string =>
    `${conferenceId} ${agreementId} ${actId}`

  /** A repeat, after a reply that was lost, finds the act done; its evidence is completed first. */
  async function isDone(about: About): Promise<boolean> {
    if (!(await store.agreementAct(about.conferenceId, about.agreementId, about.actId))) return false
    await settled(nameOf(about))
    return true
  }

  /** As its maker saw it. Throws `stale`, or `conflict` if it is withdrawn. */
  async function current({ conferenceId, agreementId, revision }: About): Promise<Agreement | undefined> {
    const agreement = await store.agreement(conferenceId, agreementId)
    if ((agreement?.revision ?? 0) !== revision) throw changed()
    if (agreement?.withdrawn)
      throw errors.conflict('This agreement was withdrawn. Record a new one instead of changing it.')
    return agreement
  }
  async function existing(about: About): Promise<Agreement> {
    const agreement = await current(about)
    if (!agreement) throw errors.notFound('agreement')
    return agreement
  }

  async function perform(
    about: About,
    agreement: Agreement | undefined,
    act: Undated<AgreementAct>,
  ): Promise<void> {
    const { conferenceId, agreementId, revision: seen, actId: id, by } = about
    const before = agreement && latestVersion(agreement)
    const isNew = act.kind === 'agreed'
    const work: Work = {
      ...{ conferenceId, agreementId, seen },
      version: (before?.version ?? 0) + (isNew ? 1 : 0),
      activityIds: activityIdsOf(before?.terms, isNew ? act.terms : undefined),
      act: { ...act, id, by, attempt: newId(), at: clock() },
    }
    await begin('agreementAct', nameOf(about), work)
  }

  /** An agreement may come before the plan of its sessions, but not name those of another activity. */
  async function requireSessions(conferenceId: string, { allocations }: AgreementTerms): Promise<void> {
    if (!allocations.some(({ sessionIds = [] }) => sessionIds.length > 0)) return
    const views = await program.views(conferenceId)
    for (const { activityId, sessionIds = [] } of allocations)
      for (const { session } of views)
        if (sessionIds.includes(session.id) && session.activityId !== activityId)
          throw errors.invalidRequest(
            `allocations: the session "${session.title}" is not part of the activity "${activityId}"`,
          )
  }

  return {
    hasBegun,

    /** Throws `invalid_request` with the field and its problem, `stale`, or `conflict`. */
    async agree(about: About, terms: AgreementTerms, reason: string): Promise<void> {
      if (await isDone(about)) return
      const agreement = await current(about)
      const problem = termsProblem(terms)
      if (problem) throw errors.invalidRequest(problem)
      const planned = await activities.all(about.conferenceId)
      const unknown = terms.allocations.find(({ activityId }) => !planned.some(({ id }) => id === activityId))
      if (unknown)
        throw errors.invalidRequest(`allocations: there is no activity "${unknown.activityId}" here`)
      await requireSessions(about.conferenceId, terms)
      const before = agreement && latestVersion(agreement).terms
      const isLate = await hasBegun(about.conferenceId, activityIdsOf(before, terms))
      if (isLate && reason.length < 3)
        throw errors.invalidRequest(
          'reason: an activity that this agreement supports has begun, so what is recorded now is an addition, and needs its reason',
        )
      await perform(about, agreement, { kind: 'agreed', terms, reason: isLate ? reason : '' })
    },

    /** Throws the same. */
    async sign(about: About, signature: Omit<Signature, 'recordedAt' | 'by'>): Promise<void> {
      if (await isDone(about)) return
      const agreement = await existing(about)
      const now = clock()
      if (signature.signedAt > now)
        throw errors.invalidRequest('signedAt: nobody signs in the future; record it when it is signed')
      const { terms, signatures } = latestVersion(agreement)
      const ids = activityIdsOf(terms)
      const planned = (await activities.all(about.conferenceId)).filter(({ id }) => ids.includes(id))
      const sides = planned.flatMap(sidesOf)
      const isOf = (one: { party: string; of: string }) =>
        one.party === signature.party && one.of === signature.of
      if (!sides.some(isOf))
        throw errors.invalidRequest(
          `party: ${sideWords(signature)} is no side of this agreement: no activity that it supports names it`,
        )
      if (signatures.some(isOf) && (await hasBegun(about.conferenceId, ids)))
        throw begun('the signatures that it began with stay')
      const recorded = { ...signature, recordedAt: now, by: about.by }
      await perform(about, agreement, { kind: 'signed', signature: recorded })
    },

    /** Returns whether this very file is kept. */
    async file(about: About, file: Omit<AgreementFile, 'at' | 'by'>): Promise<boolean> {
      if (await isDone(about)) return false
      const agreement = await existing(about)
      const { terms, file: before } = latestVersion(agreement)
      if (before && (await hasBegun(about.conferenceId, activityIdsOf(terms))))
        throw begun('the file that it began with stays')
      await perform(about, agreement, { kind: 'filed', file: { ...file, at: clock(), by: about.by } })
      const done = await store.agreementAct(about.conferenceId, about.agreementId, about.actId)
      return done?.kind === 'filed' && done.file.id === file.id
    },

    async withdraw(about: About, reason: string): Promise<void> {
      if (await isDone(about)) return
      const agreement = await existing(about)
      await perform(about, agreement, { kind: 'withdrawn', reason })
    },
  }
}
