// Signing, withdrawing and deciding. Each is an intent: the act is added to what is on file, its evidence
// reaches the ledger, and the person's sessions follow, whatever fails in between.
import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import { allParts } from '@lectern/shared/clearance'
import {
  type DisclosureAct,
  decisionProblem,
  formProblem,
  keyOf,
  type OnFile,
} from '@lectern/shared/disclosureRules'
import { type DecideRequest, formWording, type SignRequest } from '@lectern/shared/disclosures'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { canonicalText } from '@lectern/shared/ledgerChain'
import { disclosureActsMax, formsMax } from '@lectern/shared/limits'
import { dayOf } from '@lectern/shared/zoneTime'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { DisclosuresStore } from './disclosuresStore.ts'

export interface ActingOptions {
  store: DisclosuresStore
  program: Pick<ProgramStore, 'session' | 'conference'>
  intents: Pick<Intents, 'define'>
  /** Brings what is on file about somebody into their sessions. */
  apply: (personId: string) => Promise<void>
  clock: Clock
}

interface Work {
  /** Where it was signed: the conference whose ledger has it. */
  conferenceId?: string
  personId: string
  /** The revision that the act rests on. */
  seen: number
  act: DisclosureAct
}

/** Proves what was signed or decided about, and reveals nothing without the salt. */
const digestOf = (salt: string, content: unknown): string =>
  createHash('sha256')
    .update(salt + canonicalText(content))
    .digest('hex')

/** Names the person and what was decided; a company only in the contents. */
function recordsOf({ conferenceId, personId, act }: Omit<Work, 'seen'>, salt: string): LedgerRecord[] {
  const { by, at } = act
  if (act.kind === 'signed') {
    const digest = digestOf(act.salt, act.form)
    return [
      {
        kind: 'disclosure.signed',
        by,
        data: { conferenceId, personId, at, wording: act.form.wording, digest },
        contents: { form: { value: act.form, of: personId } },
      },
    ]
  }
  if (act.kind === 'withdrawn')
    return [{ kind: 'disclosure.withdrawn', by, data: { conferenceId, personId, at } }]
  const { relevant, exception, mitigation } = act.decision
  const relationship = digestOf(salt, act.relationship)
  return act.parts.map(({ sessionId, part }) => ({
    kind: 'disclosure.decided',
    by,
    data: { personId, sessionId, part, at, relationship, relevant, exception, mitigation },
    contents: { relationship: { value: act.relationship, of: personId } },
  }))
}

const changed = () =>
  errors.stale('Something about this disclosure has changed meanwhile. Look at it as it is now.')

export function createActing({ store, program, intents, apply, clock }: ActingOptions) {
  const { begin, settled } = intents.define(keys.disclosureIntents(), {
    async act(work: Work, record: Recording): Promise<void> {
      const { personId, seen, act } = work
      const there = await store.append(personId, seen, act)
      if (!there) throw changed()
      // Another attempt of the same act has its evidence.
      if (there.attempt !== act.attempt) return
      await record('act', recordsOf(work, (await store.of(personId)).signed?.salt ?? ''))
      await apply(personId)
    },
  })

  const nameOf = (personId: string, actId: string): string => `${personId} ${actId}`
  const perform = (work: Work) => begin('act', nameOf(work.personId, work.act.id), work)

  /** A repeat, after a reply that was lost, finds the act done; its evidence is completed first. */
  async function isDone(personId: string, actId: string): Promise<boolean> {
    if (!(await store.hasAct(personId, actId))) return false
    await settled(nameOf(personId, actId))
    return true
  }

  function requireCurrent({ revision }: OnFile, seen: number): void {
    if (revision !== seen) throw changed()
    if (revision >= disclosureActsMax)
      throw errors.conflict('Too much is recorded about this person’s disclosures: nothing can be added.')
  }
  const begun = (id: string, by: string) => ({ id, attempt: newId(), at: clock(), by })

  return {
    /** Throws `invalid_request` with the problem, or `stale`. */
    async sign(
      person: Person,
      { actId, revision, ...given }: SignRequest,
      conferenceId: string,
    ): Promise<void> {
      if (await isDone(person.id, actId)) return
      const file = await store.of(person.id)
      requireCurrent(file, revision)
      if (file.versions >= formsMax)
        throw errors.conflict(`You have signed ${formsMax} forms. Ask the CE office to change this one.`)
      const { timeZone } = await program.conference(conferenceId)
      const problem = formProblem(given, dayOf(clock(), timeZone))
      if (problem) throw errors.invalidRequest(problem)
      const { roles, relationships, signature } = given
      const form = { roles: [...new Set(roles)], relationships, wording: formWording, signature }
      const salt = randomBytes(16).toString('hex')
      const act = { kind: 'signed' as const, ...begun(actId, person.id), form, salt }
      await perform({ conferenceId, personId: person.id, seen: revision, act })
    },

    async withdraw(person: Person, actId: string, revision: number, conferenceId: string): Promise<void> {
      if (await isDone(person.id, actId)) return
      const file = await store.of(person.id)
      requireCurrent(file, revision)
      if (!file.signed) throw errors.conflict('You have no form in force that could be withdrawn.')
      const act = { kind: 'withdrawn' as const, ...begun(actId, person.id) }
      await perform({ conferenceId, personId: person.id, seen: revision, act })
    },

    /** `by`: of the office. */
    async decide(by: Person, personId: string, request: DecideRequest): Promise<void> {
      const { actId, revision, relationship, parts, decision } = request
      if (by.id === personId)
        throw errors.conflict(
          'Nobody decides about their own relationships: another member of the CE office has to.',
        )
      if (await isDone(personId, actId)) return
      const file = await store.of(personId)
      requireCurrent(file, revision)
      const disclosed = file.signed?.form.relationships.find((each) => keyOf(each) === relationship)
      if (!disclosed) throw errors.notFound('relationship in this person’s form')
      const problem = decisionProblem(disclosed, decision, parts)
      if (problem) throw errors.invalidRequest(problem)
      for (const { sessionId, part } of parts) {
        const all = allParts(await program.session(sessionId))
        if (!all.some(([member, own]) => member.personId === personId && own === part))
          throw errors.invalidRequest(`parts: this person is no ${part} of the session "${sessionId}"`)
      }
      const act = {
        kind: 'decided' as const,
        ...begun(actId, by.id),
        byName: by.name,
        relationship,
        parts,
        decision,
      }
      await perform({ personId, seen: revision, act })
    },
  }
}
