// Decisions of the CE office: overrides of minutes, appeals, revocations. Each is recorded with who and why.

import type { Identity } from '@lectern/shared/accounts'
import { slotMs } from '@lectern/shared/attendance'
import type { Override, OverrideRequest } from '@lectern/shared/creditOffice'
import { errors } from '@lectern/shared/errors'
import type { Session } from '@lectern/shared/program'
import { newId } from '../core/newId.ts'
import { readCode } from './certificateCodes.ts'
import type { Credit } from './creditParts.ts'
import { presentsIn } from './watchedSessions.ts'
import { overrideIntent } from './works.ts'

const minuteMs = 60_000

export type OfficeActsOptions = Pick<
  Credit,
  'watchFacts' | 'activities' | 'appeals' | 'claims' | 'intents' | 'clock' | 'program' | 'personOf'
>

export function createOfficeActs(options: OfficeActsOptions) {
  const { watchFacts, activities, appeals, claims, intents, clock, program, personOf } = options

  /** Nobody decides about their own credit. */
  function requireOther(by: Identity, personId: string): void {
    if (by.id === personId)
      throw errors.forbidden('to decide about your own minutes; somebody else of the CE office has to')
  }

  async function requireAppeal(
    { id: sessionId, conferenceId }: Session,
    appealId: string,
    personId: string,
  ): Promise<void> {
    const appeal = await appeals.find(conferenceId, appealId)
    if (!appeal) throw errors.notFound('appeal')
    if (appeal.sessionId !== sessionId || appeal.personId !== personId)
      throw errors.invalidRequest('appealId: this appeal is about another person or session')
    if (appeal.decidedAt !== null) throw errors.conflict('This appeal has been decided already.')
  }

  return {
    async override(by: Identity, request: OverrideRequest): Promise<Override> {
      const { sessionId, personId, fromMinute, toMinute, credited, reason, appealId } = request
      requireOther(by, personId)
      const session = await program.session(sessionId)
      const of = await watchFacts.session(sessionId)
      const { activity, facts } = of
      if (!activity) throw errors.conflict('This session carries no credit.')
      if (!facts) throw errors.conflict('This session has not been live yet: there are no minutes to change.')
      await personOf(personId)
      // A speaker's minutes are those presented, and need no acknowledgement.
      const presented = presentsIn(of, personId)
      if (!presented && !(await watchFacts.people(sessionId, [personId])).has(personId))
        throw errors.conflict(
          'This person has not acknowledged the disclosures of the session, and without that no minute can count.',
        )
      if (appealId !== undefined) await requireAppeal(session, appealId, personId)
      const slots = Math.ceil((facts.until - facts.liveAt) / slotMs)
      const from = Math.floor(Math.round(fromMinute * minuteMs) / slotMs)
      const to = Math.min(slots, Math.ceil(Math.round(toMinute * minuteMs) / slotMs))
      if (from >= to)
        throw errors.invalidRequest(
          `fromMinute: the session lasted ${Math.ceil((slots * slotMs) / minuteMs)} minutes`,
        )
      const override: Override = {
        ...{ id: newId(), at: clock(), by: by.id, from, to, credited, reason },
        ...(presented && { presented }),
      }
      await intents.begin('override', overrideIntent(override.id), {
        conferenceId: session.conferenceId,
        sessionId,
        personId,
        override,
        appealId: appealId ?? null,
      })
      return override
    },

    async decline(by: Identity, conferenceId: string, appealId: string, reason: string): Promise<void> {
      const appeal = await appeals.find(conferenceId, appealId)
      if (!appeal) throw errors.notFound('appeal')
      requireOther(by, appeal.personId)
      if (appeal.decidedAt !== null) throw errors.conflict('This appeal has been decided already.')
      const decisionId = newId()
      const decline = { conferenceId, decisionId, appealId, at: clock(), by: by.id, reason }
      await intents.begin('decline', `decline ${decisionId}`, decline)
    },

    /** A repeat has no effect. */
    async revoke(by: Identity, conferenceId: string, typed: string, reason: string): Promise<void> {
      const code = readCode(typed)
      const certificate = code && (await claims.certificate(code))
      if (!certificate || (await activities.conferenceOf(certificate.activityId)) !== conferenceId)
        throw errors.notFound('certificate')
      if (certificate.revokedAt !== null) return
      await intents.begin('revoke', `revoke ${code}`, {
        code: certificate.code,
        at: clock(),
        by: by.id,
        reason,
      })
    },
  }
}
