// Plans a session: omitted fields keep their values, and impossible plans are refused.
import type { Person } from '@lectern/shared/accounts'
import {
  inControl,
  notCleared,
  ownDecision,
  type Part,
  planProblems,
  withRecordedAt,
} from '@lectern/shared/clearance'
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import type { FacultyPlan, SessionPlan } from '@lectern/shared/plans'
import { type Disclosure, type Faculty, type Session, session } from '@lectern/shared/program'
import type { StaleDetails } from '@lectern/shared/programPlanning'
import { fieldChanges, isAccredited, withStatus } from '@lectern/shared/programReview'
import type { Clock } from '../core/clock.ts'
import type { PlanNews } from './planNews.ts'
import type { ProgramStore } from './programStore.ts'

const dayMs = 86_400_000
/** Other changes of the same session before its maker is asked to try again. */
const rounds = 5

export interface PlanOptions {
  conferenceId: string
  /** Who plans: a person's id, or `operator`. */
  by: string
  /**
   * The version that they saw, null for a new session: refused as `stale` if it has changed since. Without
   * it, the plan is made on top of what is there.
   */
  seen?: number | null
  /** Its place in a series, if that changes too. */
  series?: Session['series']
  /** A session without credit is approved as it is planned: scripts plan what everybody may see. */
  publishes?: boolean
}

const partOfList = { speakers: 'speaker', moderators: 'moderator', planners: 'planner' } as const
type FacultyList = keyof typeof partOfList

interface Planned {
  plan: FacultyPlan
  person: Person
  /** How the session named them before. */
  before: Faculty | undefined
  /** Their signed form's disclosure for this part: null if withdrawn, undefined if they never signed one. */
  signed: Disclosure | null | undefined
  /** Now, if the session has begun. */
  begunAt: number | undefined
}

/** As shown in the programme: the person's own details unless the plan has others. A signed form wins. */
function plannedFaculty({ plan, person, before, signed, begunAt }: Planned): Faculty {
  const { name, credentials, affiliation } = { ...person, ...plan }
  const recorded = plan.disclosure === undefined ? before?.disclosure : plan.disclosure
  const given = signed === undefined ? recorded : signed
  const isLate = given && before && begunAt !== undefined
  const disclosure = isLate ? withRecordedAt(given, before.disclosure, begunAt) : given
  return { personId: person.id, name, credentials, affiliation, ...(disclosure && { disclosure }) }
}

export interface SessionPlansOptions {
  program: Pick<ProgramStore, 'findSession' | 'savePlan' | 'earlierPlan' | 'state'>
  findPerson: (personId: string) => Promise<{ name: string } | undefined>
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  findActivity: (activityId: string) => Promise<Activity | undefined>
  /** The disclosure of a person's signed form for one part. */
  disclosureFor: (
    personId: string,
    part: { sessionId: string; part: Part },
  ) => Promise<Disclosure | null | undefined>
  /** Updates open pages and the stage. */
  planNews: Pick<PlanNews, 'changed'>
  clock: Clock
}
export type SessionPlans = ReturnType<typeof createSessionPlans>

export function createSessionPlans({
  program,
  findPerson,
  memberOf,
  findActivity,
  disclosureFor,
  planNews,
  clock,
}: SessionPlansOptions) {
  async function faculty(
    { id: sessionId, conferenceId }: { id: string; conferenceId: string },
    list: FacultyList,
    plans: FacultyPlan[],
    known: Faculty[],
    begunAt: number | undefined,
  ): Promise<Faculty[]> {
    const ids = plans.map(({ personId }) => personId)
    const twice = ids.find((personId, i) => ids.indexOf(personId) !== i)
    if (twice) throw errors.invalidRequest(`${list}: "${twice}" is named twice`)
    return Promise.all(
      plans.map(async (plan) => {
        const person = await memberOf(plan.personId, conferenceId)
        if (!person) throw errors.invalidRequest(`${list}: there is no person "${plan.personId}"`)
        const before = known.find(({ personId }) => personId === person.id)
        const signed = await disclosureFor(person.id, { sessionId, part: partOfList[list] })
        const planned = plannedFaculty({ plan, person, before, signed, begunAt })
        // A plan may write the name in another way than the person's own details.
        const own = planned.disclosure && ownDecision(planned.disclosure, [person.name])
        if (own) throw errors.invalidRequest(`${list}: ${person.name}: ${own}`)
        return planned
      }),
    )
  }

  function checkTimes({ startsAt, endsAt }: Session): void {
    if (endsAt <= startsAt) throw errors.invalidRequest('endsAt: the session would end before it starts')
    if (endsAt - startsAt > dayMs)
      throw errors.invalidRequest('endsAt: a session lasts a day at most; plan one for each day')
  }

  async function checkActivity(planned: Session, before: Session | undefined): Promise<void> {
    const { id, conferenceId, activityId } = planned
    const activity = activityId === undefined ? undefined : await findActivity(activityId)
    if (activityId !== undefined && activity?.conferenceId !== conferenceId)
      throw errors.invalidRequest(`activityId: there is no activity "${activityId}"`)
    // Minutes watched for one activity would earn a second credit in another.
    if (before && before.activityId !== activityId && (await program.state(id)).liveAt !== null)
      throw errors.conflict('This session has gone live: it stays in its activity.')
  }

  /** Nobody is cleared in the future, mitigated without a step, or added to a running session uncleared. */
  async function checkDisclosures(planned: Session, before: Session | undefined): Promise<void> {
    const now = clock()
    const [problem] = planProblems(planned, now)
    if (problem) throw errors.invalidRequest(problem)
    if (!before || planned.activityId === undefined) return
    const { phase } = await program.state(planned.id)
    if (phase !== 'live' && phase !== 'paused') return
    const uncleared = notCleared(before, now)
    const added = notCleared(planned, now).filter((name) => !uncleared.includes(name))
    if (added.length > 0) throw errors.disclosuresMissing(added)
  }

  /** The plan with what it leaves out, checked. */
  async function completed(
    conferenceId: string,
    { version: _v, status: _s, approval: _a, changed: _c, series: _r, exemption: _e, ...plan }: SessionPlan,
    before: Session | undefined,
    series: Session['series'],
  ): Promise<Session> {
    const { title, startsAt, endsAt } = { ...before, ...plan }
    if (title === undefined || startsAt === undefined || endsAt === undefined)
      throw errors.invalidRequest('a new session needs title, startsAt and endsAt')
    const known = before ? inControl(before).map(([member]) => member) : []
    const given = { speakers: plan.speakers, moderators: plan.moderators, planners: plan.planners }
    const parts: Partial<Session> = {}
    const begunAt = before && (await program.state(plan.id)).liveAt !== null ? clock() : undefined
    for (const part of ['speakers', 'moderators', 'planners'] as const)
      if (given[part])
        parts[part] = await faculty({ id: plan.id, conferenceId }, part, given[part], known, begunAt)
    const { activityId, ...rest } = {
      summary: '',
      speakers: [],
      moderators: [],
      ...before,
      ...plan,
      ...parts,
      ...(series && { series }),
      conferenceId,
    }
    const planned = session.parse({ ...rest, ...(activityId && { activityId }) })
    checkTimes(planned)
    await checkActivity(planned, before)
    await checkDisclosures(planned, before)
    return planned
  }

  /** What others did since the version that somebody saw. */
  async function stale(current: Session, seen: number | null): Promise<Error> {
    const { version = 0, changed } = current
    const before = seen === null ? undefined : await program.earlierPlan(current.id, seen)
    const name = (changed && (await findPerson(changed.by))?.name) ?? ''
    const details: StaleDetails = {
      sessionId: current.id,
      version,
      by: changed?.by ?? '',
      name,
      at: changed?.at ?? 0,
      changes: before ? fieldChanges(before, current) : [],
    }
    return errors.stale(
      `${name || 'Somebody else'} has changed this session since you opened it. Look at what they did, then make your change again: nothing of it was saved.`,
      { ...details },
    )
  }

  /** Undefined if somebody was faster. */
  async function attempt(
    plan: SessionPlan,
    { conferenceId, by, seen, series, publishes = false }: PlanOptions,
  ): Promise<Session | undefined> {
    const before = await program.findSession(plan.id)
    if (before && before.conferenceId !== conferenceId) throw errors.idTaken('session')
    if (!before && typeof seen === 'number') throw errors.notFound('session')
    const planned = await completed(conferenceId, plan, before, series)
    if (before && seen !== undefined && seen !== (before.version ?? 0)) {
      // The reply to the same request was lost.
      if (fieldChanges(before, planned).length === 0) return before
      throw await stale(before, seen)
    }
    const { phase } = await program.state(plan.id)
    const next = withStatus(planned, before, phase, { by, at: clock() })
    if (publishes && !isAccredited(next)) next.status = 'approved'
    const saved = await program.savePlan(next, before?.version ?? 0)
    if (saved) await planNews.changed(before, saved)
    return saved
  }

  return {
    /**
     * Throws `invalid_request` with the field and its problem, `stale`, or `conflict` if the session has gone
     * too far.
     */
    async plan(plan: SessionPlan, options: PlanOptions): Promise<Session> {
      for (let n = 0; n < rounds; n++) {
        const saved = await attempt(plan, options)
        if (saved) return saved
      }
      throw errors.conflict(
        'This session is being changed elsewhere. Look at it as it is now, then try again.',
      )
    },

    /** Brings a removed session back: for another review if it was approved, and had credit. */
    async restore(removed: Session, by: string): Promise<void> {
      const at = clock()
      const restored: Session = { ...removed, changed: { by, at } }
      if (removed.status === 'approved' && isAccredited(removed)) {
        restored.status = 'in_review'
        restored.approval = { by, at, why: ['It was removed from the programme and restored.'] }
      }
      const checked = session.parse(restored)
      const saved = await program.savePlan(checked, 0)
      if (saved) await planNews.changed(undefined, saved)
    },

    /** Throws what a plan would be refused for, and saves nothing. */
    async check(conferenceId: string, plan: SessionPlan): Promise<void> {
      await completed(conferenceId, plan, await program.findSession(plan.id), undefined)
    },

    stale,
  }
}
