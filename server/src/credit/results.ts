// What people have earned: computed from the facts on request, for one person or thousands, and never stored.
import { setImmediate } from 'node:timers/promises'
import type { Identity } from '@lectern/shared/accounts'
import type {
  Activity,
  CreditPolicy,
  CreditReason,
  CreditResult,
  SessionWatched,
} from '@lectern/shared/credit'
import { creditOf, policiesFor, type WatchedSession } from '@lectern/shared/creditRules'
import { countedTime, stretches } from '@lectern/shared/creditTime'
import { isDraft } from '@lectern/shared/drafts'
import type { SessionView } from '@lectern/shared/program'
import type { Interval } from '@lectern/shared/slots'
import type { Subject } from '@lectern/shared/subject'
import {
  checkOutcomes,
  countOf,
  gapsOf,
  isCredited,
  judge,
  type PersonFacts,
  type SessionFacts,
} from '@lectern/shared/watchTime'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { WatchFacts } from '../attendance/watchFacts.ts'
import type { Clock } from '../core/clock.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { type EvaluatedSession, evaluationQuestions, isComplete } from './askedQuestions.ts'
import type { FormsStore, Submitted } from './formsStore.ts'

export type Watched = Omit<SessionWatched, 'appeals'>

export interface PersonCredit {
  person: Identity
  sessions: Watched[]
  results: CreditResult[]
  evaluatedAt: number | null
}

export interface ResultsOptions {
  program: Pick<ProgramStore, 'views'>
  watchFacts: WatchFacts
  forms: FormsStore
  details: Pick<DetailsStore, 'of'>
  policies: readonly CreditPolicy[]
  clock: Clock
}

/** An activity's sessions by start, each with its facts. */
export interface ActivityFacts {
  activity: Activity
  sessions: SessionOf[]
  /** Sessions of other activities that overlap one of these and went live earlier. */
  others: SessionView[]
}

/** Minutes that the CE office could grant: slots of a session, `to` excluded. */
export interface Grant {
  sessionId: string
  from: number
  to: number
}

export interface ResultsFor {
  /** Whom a person's reasons are about; their reader, if it is left out. */
  subject?: (person: Identity) => Subject
  /** What each person's results would be with a grant, in the order of the people. */
  grants?: readonly Grant[]
}

/** Reasons that concern watched time. */
const ofTime = new Set<CreditReason['code']>([
  'designated_late',
  'nothing_watched',
  'share_below',
  'checks_below',
  'below_least',
])

/**
 * What an issued certificate may state: the credit for the watched time, regardless of later changes such as
 * a deleted licence number or a passed deadline. Null while this cannot be decided.
 */
export function certifiable(result: CreditResult | undefined): number | null {
  const blocking = result?.reasons.filter(({ blocks }) => blocks).map(({ code }) => code)
  if (!blocking || blocking.includes('not_ended') || blocking.includes('not_settled')) return null
  return blocking.some((code) => ofTime.has(code)) ? 0 : result!.earned
}

/** People computed before yielding to other work. */
const chunkSize = 200

const nobody: PersonFacts = {
  present: new Uint8Array(),
  delivered: new Uint8Array(),
  hall: [],
  checks: [],
  proofs: [],
  overrides: [],
}

interface SessionOf {
  view: SessionView
  facts: SessionFacts | null
  settled: boolean
}

interface Elsewhere {
  view: SessionView
  credited: Interval[]
}

/** One moment earns one credit: of two concurrent sessions, the one that went live first earns it. */
function isBefore(one: SessionView, other: SessionView): boolean {
  const [begun, otherBegun] = [one.state.liveAt, other.state.liveAt]
  if (begun === null || otherBegun === null) return false
  return begun < otherBegun || (begun === otherBegun && one.session.id < other.session.id)
}

const runsInto = (one: SessionView, other: SessionView): boolean =>
  isBefore(one, other) && (one.state.endedAt === null || one.state.endedAt > other.state.liveAt!)

const withGrant = <Facts extends PersonFacts>(
  found: Facts | undefined,
  sessionId: string,
  grant: Grant | undefined,
): Facts | undefined =>
  found && grant?.sessionId === sessionId
    ? { ...found, overrides: [...found.overrides, { from: grant.from, to: grant.to, credited: true }] }
    : found

function watchedOf(
  { view: { session, state }, facts, settled }: SessionOf,
  found: (PersonFacts & { acknowledgedAt: number }) | undefined,
  activity: Activity,
): { shown: Watched; counted: WatchedSession } {
  const person = found ?? nobody
  const verdicts = facts ? judge(facts, person, activity.attendance) : []
  const outcomes = facts ? checkOutcomes(facts, person, activity.attendance) : []
  const checks = {
    answered: outcomes.filter(({ outcome }) => outcome === 'answered').length,
    missed: outcomes.filter(({ outcome }) => outcome === 'missed').length,
  }
  return {
    shown: {
      sessionId: session.id,
      title: session.title,
      startsAt: session.startsAt,
      liveAt: facts?.liveAt ?? null,
      until: facts?.until ?? null,
      phase: state.phase,
      acknowledged: found !== undefined,
      ...countOf(verdicts),
      gaps: facts ? gapsOf(verdicts, facts.liveAt) : [],
      isFinal: settled,
      checks,
    },
    counted: {
      sessionId: session.id,
      title: session.title,
      liveAt: state.liveAt,
      endedAt: state.endedAt,
      settled,
      verdicts,
      checks,
    },
  }
}

/**
 * What was submitted before later sessions ended is complete once the questions about those are answered,
 * too.
 */
function isEvaluated(
  activity: Activity,
  submitted: Submitted | null,
  ended: readonly EvaluatedSession[],
): boolean {
  if (!submitted) return false
  if (activity.evaluation.every(({ per }) => per === undefined)) return true
  return isComplete(evaluationQuestions(activity, ended), submitted.answers)
}

export function createResults({ program, watchFacts, forms, details, policies, clock }: ResultsOptions) {
  /** `all`: every session, if the caller has them. */
  async function activityFacts(activity: Activity, all?: SessionView[]): Promise<ActivityFacts> {
    const views = all ?? (await program.views())
    // A draft is no part of it yet, and its title is no learner's to read.
    const own = views.filter(
      ({ session, state }) => session.activityId === activity.id && !isDraft(session, state.phase),
    )
    const others = views.filter(
      (view) =>
        view.session.activityId !== undefined &&
        view.session.activityId !== activity.id &&
        own.some((session) => runsInto(view, session)),
    )
    return {
      activity,
      sessions: await Promise.all(own.map(({ session }) => watchFacts.session(session.id))),
      others,
    }
  }

  /** Each person's credited time in other sessions that count for a credit body of their profession. */
  async function elsewhereOf(others: SessionView[], people: Identity[]): Promise<Elsewhere[][]> {
    const joined = await Promise.all(
      others.map(async (view) => {
        const found = await watchFacts.people(
          view.session.id,
          people.map(({ id }) => id),
        )
        return found.size === 0 ? [] : [{ found, session: await watchFacts.session(view.session.id) }]
      }),
    )
    return people.map((person) =>
      joined.flat().flatMap(({ found, session }): Elsewhere[] => {
        const { activity, view } = session
        const facts = found.get(person.id)
        if (!facts || !activity) return []
        const { counted } = watchedOf(session, facts, activity)
        const counts = policiesFor(activity, policies, person.profession).some(
          (policy) => policy.shareOf === 'activity' || countedTime([counted], policy).reachesShare,
        )
        return counts ? [{ view, credited: stretches(counted, isCredited) }] : []
      }),
    )
  }

  async function factsOf(
    sessions: readonly SessionOf[],
    personIds: string[],
  ): Promise<Map<string, PersonFacts & { acknowledgedAt: number }>[]> {
    return Promise.all(sessions.map(({ view }) => watchFacts.people(view.session.id, personIds)))
  }

  async function chunk(
    of: ActivityFacts,
    people: Identity[],
    { subject, grants }: ResultsFor,
  ): Promise<PersonCredit[]> {
    const { activity, sessions, others } = of
    const now = clock()
    const ids = people.map(({ id }) => id)
    const [facts, elsewhere, written] = await Promise.all([
      factsOf(sessions, ids),
      elsewhereOf(others, people),
      Promise.all(
        people.map(({ id }) =>
          Promise.all([
            details.of(id),
            forms.evaluation(id, activity.id),
            activity.test.length > 0 ? forms.test(id, activity.id) : null,
          ]),
        ),
      ),
    ])
    /** The ended sessions that the person has joined. */
    const joinedBy = (personId: string) =>
      sessions
        .filter(({ view }, s) => view.state.endedAt !== null && facts[s]!.has(personId))
        .map(({ view }) => view.session)
    return people.map((person, i): PersonCredit => {
      const [{ identifiers }, evaluation, test] = written[i]!
      const watched = sessions.map((session, s) => {
        const found = withGrant(facts[s]!.get(person.id), session.view.session.id, grants?.[i])
        const { shown, counted } = watchedOf(session, found, activity)
        const before = elsewhere[i]!.filter(({ view }) => isBefore(view, session.view))
        return { shown, counted: { ...counted, elsewhere: before.flatMap(({ credited }) => credited) } }
      })
      const learner = {
        ...(subject && { subject: subject(person) }),
        profession: person.profession,
        identifiers,
        evaluatedAt: isEvaluated(activity, evaluation.submitted, joinedBy(person.id))
          ? evaluation.submitted!.submittedAt
          : null,
        testScores: test?.submitted.map(({ score }) => score) ?? [],
      }
      return {
        person,
        sessions: watched.map(({ shown }) => shown),
        results: creditOf(
          activity,
          policies,
          watched.map(({ counted }) => counted),
          learner,
          now,
        ),
        evaluatedAt: learner.evaluatedAt,
      }
    })
  }

  return {
    activityFacts,

    /** In the order of `people`. */
    async of(facts: ActivityFacts, people: Identity[], how: ResultsFor = {}): Promise<PersonCredit[]> {
      const credits: PersonCredit[] = []
      for (let i = 0; i < people.length; i += chunkSize) {
        const part = { ...how, ...(how.grants && { grants: how.grants.slice(i, i + chunkSize) }) }
        credits.push(...(await chunk(facts, people.slice(i, i + chunkSize), part)))
        await setImmediate()
      }
      return credits
    },
  }
}
