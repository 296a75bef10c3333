// The approval of sessions: submitted, approved, taken back. Every step carries the version that its maker
// saw.
import { isDeepStrictEqual } from 'node:util'
import { inControl } from '@lectern/shared/clearance'
import type { Activity } from '@lectern/shared/credit'
import { AppError, errors } from '@lectern/shared/errors'
import { officeReasonMax } from '@lectern/shared/limits'
import type { Session } from '@lectern/shared/program'
import type { ReviewedTogether, SeenSessions } from '@lectern/shared/programPlanning'
import { hasFaculty, isAccredited, type Missing, withStatus } from '@lectern/shared/programReview'
import type { ExemptionGround, SessionStatus } from '@lectern/shared/sessionKinds'
import type { Clock } from '../core/clock.ts'
import type { PlanNews } from './planNews.ts'
import type { SessionPlans } from './planSession.ts'
import type { Programme, ReadProgramme } from './programme.ts'
import type { ProgramStore } from './programStore.ts'

export interface ApprovalsOptions {
  program: Pick<ProgramStore, 'session' | 'savePlan' | 'state' | 'views'>
  programme: Pick<Programme, 'read' | 'obstaclesTo'>
  plans: Pick<SessionPlans, 'stale'>
  planNews: Pick<PlanNews, 'changed'>
  clock: Clock
}

export type Approvals = ReturnType<typeof createApprovals>

/**
 * What an approval rests on of an activity: what its audience is told beforehand and judged by, and why it is
 * taken back when that changes.
 */
const restsOn = {
  designations: 'What its activity is designated for was changed.',
  attendance: 'How attention is checked and faults are excused was changed.',
  provider: 'The details of the provider were changed.',
  jointProviders: 'The joint providers were changed.',
  title: 'The title of its activity was changed.',
  format: 'The format of its activity was changed.',
  place: 'The place of its activity was changed.',
} satisfies Partial<Record<keyof Activity, string>>

/** Each reason why an approval for the activity is taken back; empty for changes of anything else. */
const lostBy = (before: Activity, after: Activity): string[] =>
  (Object.keys(restsOn) as (keyof typeof restsOn)[])
    .filter((field) => !isDeepStrictEqual(before[field] ?? [], after[field] ?? []))
    .map((field) => restsOn[field])

const elsewhere: ReadonlySet<Missing['code']> = new Set(['support', 'conflict', 'statement_incomplete'])

const shortened = (why: string): string => why.slice(0, officeReasonMax)

export function createApprovals({ program, programme, plans, planNews, clock }: ApprovalsOptions) {
  /** Undefined if the session was changed meanwhile. */
  async function save(
    before: Session,
    status: SessionStatus,
    by: string,
    why: string[] = [],
  ): Promise<Session | undefined> {
    const approval = { by, at: clock(), why: why.map(shortened) }
    const saved = await program.savePlan({ ...before, status, approval }, before.version ?? 0)
    if (saved) await planNews.changed(before, saved)
    return saved
  }

  /** As it was seen; `undefined` for an operator, who takes it as it is. */
  async function seenBy(sessionId: string, version: number | undefined): Promise<Session> {
    const session = await program.session(sessionId)
    if (version !== undefined && version !== (session.version ?? 0)) throw await plans.stale(session, version)
    if ((await program.state(sessionId)).phase !== 'scheduled')
      throw errors.conflict('This session has gone live: there is nothing left to approve.')
    return session
  }

  /** The session as it is, if this step of it was taken already and its reply was lost. */
  async function repeated(
    sessionId: string,
    version: number | undefined,
    status: SessionStatus,
    by: string,
  ): Promise<Session | undefined> {
    const now = await program.session(sessionId)
    const isDone = version === (now.version ?? 0) - 1 && now.status === status && now.approval?.by === by
    return isDone ? now : undefined
  }

  async function step(
    sessionId: string,
    version: number | undefined,
    status: SessionStatus,
    by: string,
    why?: string[],
  ): Promise<Session> {
    const done = await repeated(sessionId, version, status, by)
    if (done) return done
    const session = await seenBy(sessionId, version)
    const saved = await save(session, status, by, why)
    if (!saved) throw await plans.stale(await program.session(sessionId), session.version ?? 0)
    return saved
  }

  /** What a change elsewhere can bring about after an approval. */
  const comeAbout = (session: Session, read: ReadProgramme): Missing[] =>
    programme.obstaclesTo(session, read).filter(({ code }) => elsewhere.has(code))

  /**
   * Takes back the approval of every session that has a conflict, or lacks an agreement with a supporter or
   * the test that a body asks for, because of a change elsewhere. Both a change of the programme and an
   * approval end here, so that neither of two at once is missed.
   */
  async function settle(conferenceId: string, by: string): Promise<ReadProgramme> {
    const read = await programme.read(conferenceId)
    const blocked = read.sessions.filter(
      ({ session, state }) =>
        session.status === 'approved' && state.phase === 'scheduled' && isAccredited(session),
    )
    let hasChanged = false
    for (const { session } of blocked) {
      const why = comeAbout(session, read).map(({ message }) => message)
      if (why.length > 0 && (await save(session, 'in_review', by, why.slice(0, 5)))) hasChanged = true
    }
    return hasChanged ? programme.read(conferenceId) : read
  }

  /** What sessions of these activities were approved for is about to change, or just did. */
  async function lookAgain(
    conferenceId: string,
    activityIds: readonly string[],
    by: string,
    why: string[],
  ): Promise<void> {
    for (const { session } of await program.views(conferenceId)) {
      if (session.activityId === undefined || !activityIds.includes(session.activityId)) continue
      for (;;) {
        const now = await program.session(session.id)
        const { phase } = await program.state(session.id)
        if (now.status !== 'approved' || phase !== 'scheduled') break
        if (await save(now, 'in_review', by, why)) break
      }
    }
  }

  const submit = (sessionId: string, version: number, by: string): Promise<Session> =>
    step(sessionId, version, 'in_review', by)

  /** Throws `conflict` with what is missing. `read`: the session's programme, if it was read just now. */
  async function approve(
    sessionId: string,
    version: number | undefined,
    by: string,
    read?: ReadProgramme,
  ): Promise<Session> {
    const done = await repeated(sessionId, version, 'approved', by)
    if (done) return done
    const session = await seenBy(sessionId, version)
    const missing = programme.obstaclesTo(session, read ?? (await programme.read(session.conferenceId)))
    if (missing.length > 0)
      throw errors.conflict(
        `This session cannot be approved yet. ${missing.map(({ message }) => message).join(' ')}`,
        { missing },
      )
    return step(sessionId, session.version ?? 0, 'approved', by)
  }

  /**
   * Takes one step with many sessions of a conference, one after the other, each by its own rule. Resolves
   * with each session's refusal, or null. The programme is read once: what changes meanwhile is found by
   * `settle`.
   */
  async function together(
    what: 'submit' | 'approve',
    { versions }: SeenSessions,
    { by, conferenceId }: { by: string; conferenceId: string },
  ): Promise<ReviewedTogether['outcomes']> {
    const read = await programme.read(conferenceId)
    const here = new Set(read.sessions.map(({ session }) => session.id))
    const outcomes: ReviewedTogether['outcomes'] = []
    for (const [sessionId, version] of Object.entries(versions)) {
      try {
        if (!here.has(sessionId)) throw errors.notFound('session')
        await (what === 'submit' ? submit(sessionId, version, by) : approve(sessionId, version, by, read))
        outcomes.push({ sessionId, refusal: null })
      } catch (error) {
        // Any other failure is about no session of its own. The whole request can be repeated.
        if (!(error instanceof AppError)) throw error
        outcomes.push({ sessionId, refusal: { code: error.code, message: error.message } })
      }
    }
    return outcomes
  }

  return {
    settle,
    submit,
    approve,
    together,

    /** Records that a session is exempt from Standard 3, or, by null, that it is not. */
    async exempt(
      sessionId: string,
      version: number,
      by: string,
      ground: ExemptionGround | null,
    ): Promise<Session> {
      const now = await program.session(sessionId)
      const isDone = (now.exemption?.ground ?? null) === ground
      // The reply to the same request was lost.
      if (isDone && version === (now.version ?? 0) - 1 && now.changed?.by === by) return now
      const { exemption: _, ...before } = await seenBy(sessionId, version)
      if (isDone) return now
      if (inControl(now).some(([{ personId }]) => personId === by))
        throw errors.conflict(
          'You control the content of this session, so another member of the CE office has to decide whether it is exempt.',
        )
      const at = clock()
      const planned = { ...before, ...(ground && { exemption: { ground, by, at } }) }
      const saved = await program.savePlan(withStatus(planned, now, 'scheduled', { by, at }), version)
      if (!saved) throw await plans.stale(await program.session(sessionId), version)
      await planNews.changed(now, saved)
      return saved
    },

    /** Takes an approval or a submission back. */
    withdraw: (sessionId: string, version: number, by: string, why: string): Promise<Session> =>
      step(sessionId, version, 'draft', by, [why]),

    /** An activity was planned anew: what was approved for it must be looked at again. */
    async activityPlanned(before: Activity | undefined, after: Activity, by: string): Promise<void> {
      const why = before ? lostBy(before, after) : []
      if (why.length > 0) await lookAgain(after.conferenceId, [after.id], by, why)
      await settle(after.conferenceId, by)
    },

    /** An agreement with a supporter is about to change. */
    supportChanges: (conferenceId: string, activityIds: readonly string[], by: string): Promise<void> =>
      lookAgain(conferenceId, activityIds, by, ['The commercial support was changed.']),

    /** The rules of a body, by its title, are about to change for these activities. */
    rulesChange: (
      conferenceId: string,
      activityIds: readonly string[],
      by: string,
      title: string,
    ): Promise<void> => lookAgain(conferenceId, activityIds, by, [`The rules of ${title} were changed.`]),

    /**
     * Throws `not_approved` with what is missing, for an accredited session that may not go live; `conflict`
     * for one that names nobody.
     */
    async requireApproved(session: Session): Promise<void> {
      if (!hasFaculty(session))
        throw errors.conflict(
          'Nobody is named as speaker or moderator of this session, so it cannot go live. The organiser plans its faculty first.',
        )
      if (!isAccredited(session)) return
      const read = await programme.read(session.conferenceId)
      const isApproved = session.status === 'approved'
      // Approvals are no exception: from before a rule existed, or from before a change that is just settling.
      const missing = isApproved ? comeAbout(session, read) : programme.obstaclesTo(session, read)
      if (isApproved && missing.length === 0) return
      throw errors.notApproved(missing.map(({ message }) => message))
    },
  }
}
