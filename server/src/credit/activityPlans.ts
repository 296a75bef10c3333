// Plans an accredited activity; an invalid plan is refused before anyone relies on it.

import { isDeepStrictEqual } from 'node:util'
import { type BodyRules, bodyRulesOf } from '@lectern/shared/bodyRules'
import { creditConflicts } from '@lectern/shared/conflictsOfCredit'
import { type Activity, activity, type Designation } from '@lectern/shared/credit'
import type { FormQuestion } from '@lectern/shared/creditForms'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { isExpired } from '@lectern/shared/creditPolicy'
import { numbersElsewhere } from '@lectern/shared/designationNumbers'
import {
  attendanceProblems,
  designationProblems,
  isGraded,
  partProblems,
  statementProblems,
  testProblems,
} from '@lectern/shared/designations'
import { errors } from '@lectern/shared/errors'
import { hasOptions } from '@lectern/shared/formAnswers'
import { keys } from '@lectern/shared/keys'
import type { LedgerContents } from '@lectern/shared/ledgerContent'
import type { ActivityPlan, SeenActivity } from '@lectern/shared/plans'
import { dayOf } from '@lectern/shared/zoneTime'
import type { Clock } from '../core/clock.ts'
import { describeProblem } from '../core/errorBody.ts'
import { type Recording, tookEffect } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import type { PlanningStore } from './planningStore.ts'
import type { PolicyConfirmations } from './policyConfirmations.ts'
import type { RecordsStore } from './registers/activities/recordsStore.ts'
import { requireSeen } from './seenPlan.ts'

export interface ActivityPlansOptions {
  activities: ActivitiesStore
  planningForms: Pick<PlanningStore, 'find' | 'remove'>
  recordsStore: Pick<RecordsStore, 'isThere' | 'forget'>
  policies: readonly CreditPolicy[]
  program: Pick<ProgramStore, 'views' | 'findConference' | 'conferenceIds'>
  intents: Pick<Intents, 'define'>
  clock: Clock
  /** What the office said of expired policies; without it, none is confirmed. */
  confirmations?: Pick<PolicyConfirmations, 'all'>
}

export interface PlanOptions {
  isExample?: boolean
  /** As the page has seen what it changes; absent: whatever is there is changed. */
  seen?: SeenActivity
}

/** Words that addresses use in the place of an activity's id. */
const reserved = new Set(['profile', 'appeals', 'office', 'certificates', 'overrides'])

/** The name of the intent that records an activity's plan. */
const nameOf = (activityId: string): string => `designate ${activityId}`

/** Attempts at different questions cannot be compared, and one that was failed might have been passed. */
export const testStays =
  'Somebody has submitted this test, so it stays as it is: everybody is graded by the same questions.'

/** Other changes of the same activity before the operator is asked to try again. */
const rounds = 5

const areUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

function canBeRight({ kind, options }: FormQuestion, answer: string): boolean {
  if (hasOptions(kind)) return options.some(({ id }) => id === answer)
  return kind === 'yes_no' && (answer === 'yes' || answer === 'no')
}

const isOfVnr =
  (policyId: string) =>
  ({ id, numberFormat }: BodyRules): boolean =>
    id === policyId && numberFormat === 'vnr'

/** Whether its certificates name a number that is given to one activity. */
export const needsNumber = ({ certificate }: CreditPolicy): boolean =>
  certificate.statements.some((statement) => statement.includes('{{uan}}'))

/** The problems within the plan itself. `awaitsTest`: none is written yet, and none was. */
function* problemsOf(
  planned: Activity,
  policies: readonly CreditPolicy[],
  { now, awaitsTest }: { now: number; awaitsTest: boolean },
): Iterable<string> {
  const { designations, evaluation, test } = planned
  if (reserved.has(planned.id)) yield `id: "${planned.id}" cannot be the id of an activity`
  if (!areUnique(designations.map(({ policyId }) => policyId)))
    yield 'designations: a policy is named more than once'
  const bodies = policies.map(bodyRulesOf)
  for (const problem of attendanceProblems(planned.attendance)) yield `attendance.checks: ${problem}`
  yield* statementProblems(planned, bodies)
  // Planned with its bodies, it has a page on which the test is written; until then no session is approved.
  if (!awaitsTest) yield* testProblems(planned, bodies)
  yield* designationProblems(planned, bodies)
  for (const { policyId, designatedAt } of designations)
    if (designatedAt > now) yield `designations: the date of "${policyId}" lies in the future`
  for (const [form, questions] of Object.entries({ evaluation, test })) {
    if (!areUnique(questions.map(({ id }) => id))) yield `${form}: a question's id is there more than once`
    for (const question of questions)
      if (!question.correct.every((answer) => form === 'test' && canBeRight(question, answer)))
        yield `${form}.${question.id}: what is named as right cannot be answered`
  }
}

/**
 * Without what is designated for sessions and days that have not begun: that can still change. `begun`: ids of
 * sessions, and days.
 */
function withoutParts(designation: Designation, begun: ReadonlySet<string>): Designation {
  const { maximums = [], numbers = [], ...rest } = designation
  return {
    ...rest,
    maximums: maximums.filter(({ partId }) => begun.has(partId)),
    numbers: numbers.filter(({ sessionId, on }) => {
      const part = sessionId ?? on
      return part === undefined || begun.has(part)
    }),
  }
}

export type ActivityPlans = ReturnType<typeof createActivityPlans>

export function createActivityPlans(options: ActivityPlansOptions) {
  const { activities, planningForms, recordsStore, policies, program, intents, clock, confirmations } =
    options

  /** What was designated before a policy expired stays. */
  async function requireUnexpired(planned: Activity, before: Activity | undefined): Promise<void> {
    const { timeZone = 'UTC' } = (await program.findConference(planned.conferenceId)) ?? {}
    const today = dayOf(clock(), timeZone)
    const expired = planned.designations.flatMap(({ policyId }) => {
      const isNew = before?.designations.every((each) => each.policyId !== policyId) ?? true
      const policy = policies.find(({ id }) => id === policyId)
      return policy && isNew && isExpired(policy, today) ? [policy] : []
    })
    if (expired.length === 0) return
    const confirmed = (await confirmations?.all(today)) ?? new Map<string, unknown>()
    const policy = expired.find(({ id }) => !confirmed.has(id))
    if (policy)
      throw errors.invalidRequest(
        `designations.${policy.id}.policyId: the rules of ${policy.title} had to be checked again by ${policy.expires}. Compare them with the body’s own; then say when and with what under Credit, Policies of credit bodies, or have the file “${policy.id}.json” brought up to date.`,
      )
  }

  /**
   * Credit is designated in advance, never after (AMA): once a session has gone live, no credit is added,
   * raised or taken away, and attendance is measured as announced.
   */
  async function requireInAdvance(planned: Activity, before: Activity | undefined): Promise<void> {
    const all = await program.views(planned.conferenceId)
    const views = all.filter(({ session }) => session.activityId === planned.id)
    const live = views.flatMap(({ state }) => state.liveAt ?? [])
    if (live.length === 0) return
    const begun = Math.min(...live)
    const { timeZone = 'UTC' } = (await program.findConference(planned.conferenceId)) ?? {}
    const begunParts = new Set(
      views
        .filter(({ state }) => state.liveAt !== null)
        .flatMap(({ session }) => [session.id, dayOf(session.startsAt, timeZone)]),
    )
    for (const designation of planned.designations) {
      const known = before?.designations.find(({ policyId }) => policyId === designation.policyId)
      const isSame =
        known && isDeepStrictEqual(withoutParts(known, begunParts), withoutParts(designation, begunParts))
      if (designation.designatedAt >= begun || !isSame)
        throw errors.conflict(
          `Credit is designated before an activity begins, never after: "${designation.policyId}" comes too late.`,
        )
    }
    // Claims and certificates rest on it.
    const isNamed = (id: string) => planned.designations.some(({ policyId }) => policyId === id)
    const removed = before?.designations.find(({ policyId }) => !isNamed(policyId))
    if (removed)
      throw errors.conflict(
        `The credit of an activity that has begun stays: “${removed.policyId}” cannot be taken away, since people may have earned it.`,
      )
    if (before && !isDeepStrictEqual(before.attendance, planned.attendance))
      throw errors.conflict(
        'How attention is checked and faults are excused is announced before an activity begins and stays as it is.',
      )
  }

  /** Maximums of what is no session or day of the activity, and that it had not before. */
  function* unknownParts(
    planned: Activity,
    before: Activity | undefined,
    { sessionIds, days }: { sessionIds: string[]; days: string[] },
  ): Iterable<string> {
    for (const designation of planned.designations) {
      const { policyId } = designation
      const was = before?.designations.find((each) => each.policyId === policyId)
      const known = (was?.maximums ?? []).map(({ partId }) => partId)
      const body = bodyRulesOf(policies.find(({ id }) => id === policyId)!)
      const parts = { sessionIds: [...sessionIds, ...known], days: [...days, ...known] }
      for (const problem of partProblems(designation, body, parts))
        yield `designations.${policyId}.maximums: ${problem}`
    }
  }

  /** What is more than the planned sessions are worth, or is not theirs. */
  async function timeProblems(planned: Activity): Promise<string[]> {
    const views = await program.views(planned.conferenceId)
    const own = views.filter(({ session }) => session.activityId === planned.id)
    if (own.length === 0) return []
    const { timeZone = 'UTC' } = (await program.findConference(planned.conferenceId)) ?? {}
    const sessions = views.map(({ session }) => session)
    const found = creditConflicts(sessions, {
      activities: [planned],
      bodies: policies.map(bodyRulesOf),
      timeZone,
    })
    const unknown = unknownParts(planned, await activities.find(planned.id), {
      sessionIds: own.map(({ session }) => session.id),
      days: own.map(({ session }) => dayOf(session.startsAt, timeZone)),
    })
    const impossible = found.map(({ policyId, code, message }) => {
      if (policyId === undefined) return `format: ${message}`
      if (code === 'checks_too_few') return `attendance.checks: ${message}`
      const field = code === 'designation_number' ? 'number' : 'maximum'
      return `designations.${policyId}.${field}: ${message}`
    })
    return [...unknown, ...impossible]
  }

  /** VNRs that another activity has. (A UAN of other education keeps sessions from approval.) */
  async function numberProblems(planned: Activity): Promise<string[]> {
    const bodies = policies.map(bodyRulesOf)
    const designations = planned.designations.filter(({ policyId }) => bodies.some(isOfVnr(policyId)))
    if (designations.length === 0) return []
    const ids = new Set([planned.conferenceId, ...(await program.conferenceIds())])
    const all = (await Promise.all([...ids].map((id) => activities.all(id)))).flat()
    return [...numbersElsewhere({ ...planned, designations }, all, bodies)]
      .filter(({ isDoubt }) => !isDoubt)
      .map(({ policyId, problem }) => `designations.${policyId}.number: ${problem}`)
  }

  /**
   * Refuses a plan with the first problem. Once it has begun, what was accepted before a rule existed does
   * not keep other fields from being corrected.
   */
  async function requireNothingNew(
    planned: Activity,
    before: Activity | undefined,
    problems: (of: Activity) => Promise<string[]>,
  ): Promise<void> {
    const found = await problems(planned)
    const known = found.length > 0 && before && (await hasBegun(before)) ? await problems(before) : []
    const problem = found.find((each) => !known.includes(each))
    if (problem) throw errors.invalidRequest(problem)
  }

  async function hasBegun({ id, conferenceId }: Activity): Promise<boolean> {
    const views = await program.views(conferenceId)
    return views.some(({ session, state }) => session.activityId === id && state.liveAt !== null)
  }

  /**
   * Fills missing fields from the previous plan; a new plan
   * belongs to this installation's provider by default.
   */
  async function completed(
    conferenceId: string,
    plan: ActivityPlan,
    before: Activity | undefined,
  ): Promise<Activity> {
    const unknown = plan.designations?.find(({ policyId }) => !policies.some(({ id }) => id === policyId))
    if (unknown)
      throw errors.invalidRequest(
        `designations: there is no policy "${unknown.policyId}". There are: ${policies.map(({ id }) => id).join(', ')}`,
      )
    const provider = before ? undefined : await activities.provider()
    const result = activity.safeParse({
      ...(provider && { provider }),
      ...before,
      ...plan,
      conferenceId,
    })
    if (!result.success) throw errors.invalidRequest(describeProblem(result.error))
    return result.data
  }

  /** False if it was planned otherwise since `after`, on top of which this was made: nothing is kept of it. */
  async function designate(
    { planned, after }: { planned: Activity; after?: number },
    record: Recording,
  ): Promise<boolean> {
    const { id: activityId, designations } = planned
    if (after !== undefined && (await activities.lastPlan(planned)) > after) return false
    if (!(await activities.changeTest(activityId, planned.test))) throw errors.conflict(testStays)
    const { version, form } = await planningForms.find(planned)
    const contents: LedgerContents = {
      activity: { value: planned },
      ...(version > 0 && { planning: { value: form } }),
    }
    for (const policy of policies)
      if (designations.some(({ policyId }) => policyId === policy.id))
        contents[`policy ${policy.id}`] = { value: policy }
    const [entry] = await record('designated', [
      { kind: 'activity.designated', by: 'platform', data: { activityId, designations }, contents },
    ])
    await activities.save(planned, entry!.seq)
    return true
  }
  const { begin, settled } = intents.define(keys.creditIntents(), { designate })

  /** Undefined if another plan of this activity came first: plan on top of that. */
  async function attempt(
    conferenceId: string,
    plan: ActivityPlan,
    { isAgain, isExample, seen }: PlanOptions & { isAgain: boolean },
  ): Promise<Activity | undefined> {
    // Before the activity itself: what is planned in between is noticed.
    const after = await activities.lastPlan({ id: plan.id, conferenceId })
    const before = await activities.find(plan.id)
    if (seen) requireSeen(plan, before, seen)
    const planned = await completed(conferenceId, plan, before)
    // Another server has completed this very plan.
    if (isAgain && isDeepStrictEqual(before, planned)) return planned
    const now = clock()
    const awaitsTest = !before || !isGraded(before)
    await requireNothingNew(planned, before, async (of) => [...problemsOf(of, policies, { now, awaitsTest })])
    if (!isExample) await requireUnexpired(planned, before)
    await requireInAdvance(planned, before)
    await requireNothingNew(planned, before, timeProblems)
    await requireNothingNew(planned, before, numberProblems)
    await activities.claim(planned.id, conferenceId)
    // One at a time per activity: an older plan completed later would overwrite this one.
    const done = await begin('designate', nameOf(planned.id), { planned, after })
    return tookEffect(done) ? planned : undefined
  }

  return {
    /**
     * Throws `invalid_request` with the field and its problem, or `conflict` if the change comes too late or
     * the id is another conference's.
     */
    async plan(conferenceId: string, plan: ActivityPlan, options: PlanOptions = {}): Promise<Activity> {
      const owner = await activities.conferenceOf(plan.id)
      if (owner !== undefined && owner !== conferenceId) throw errors.idTaken('activity')
      for (let i = 0; i < rounds; i++) {
        const planned = await attempt(conferenceId, plan, { ...options, isAgain: i > 0 })
        if (planned) return planned
      }
      throw errors.conflict(
        'This activity is being changed elsewhere. Look at it as it is now, then try again.',
      )
    },

    /** Throws `not_found`, or `conflict` if a session is part of it. */
    async remove(activityId: string): Promise<void> {
      // A plan that was left half done would bring it back.
      await settled(nameOf(activityId))
      const planned = await activities.find(activityId)
      if (!planned) throw errors.notFound('activity')
      const using = (await program.views(planned.conferenceId)).find(
        ({ session }) => session.activityId === activityId,
      )
      if (using)
        throw errors.conflict(
          `The session “${using.session.title}” is part of this activity. Take it out of it first.`,
        )
      if (await recordsStore.isThere(activityId))
        throw errors.conflict(
          'The ACCME’s register has a record of this activity. Take it back there first: make the file under Reporting, upload it, and mark it as sent.',
        )
      await activities.remove(planned)
      await planningForms.remove(planned)
      await recordsStore.forget(activityId)
    },
  }
}
