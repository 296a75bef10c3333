// What people have earned: computed from the facts on request, for one person or thousands, and never stored.
import { setImmediate } from 'node:timers/promises'
import type { Identity } from '@lectern/shared/accounts'
import type { Activity, CreditReason, CreditResult } from '@lectern/shared/credit'
import { basisSession, type CreditBasis, masked } from '@lectern/shared/creditBasis'
import { isClaimFor } from '@lectern/shared/creditParts'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { type Earned, earnedOf, type Learner, type PaidTime } from '@lectern/shared/creditRules'
import { stretches } from '@lectern/shared/creditTime'
import { isDraft } from '@lectern/shared/drafts'
import { talkOf } from '@lectern/shared/facultyCredit'
import type { SessionView } from '@lectern/shared/program'
import { boards } from '@lectern/shared/requirements'
import type { Interval } from '@lectern/shared/slots'
import type { PresenterFacts } from '@lectern/shared/stageTime'
import type { Subject } from '@lectern/shared/subject'
import { isCredited, judge, type PersonFacts } from '@lectern/shared/watchTime'
import { dayOf } from '@lectern/shared/zoneTime'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { WatchFacts } from '../attendance/watchFacts.ts'
import type { Clock } from '../core/clock.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { type EvaluatedSession, evaluationQuestions, isComplete } from './askedQuestions.ts'
import type { ClaimsStore, StoredClaim } from './claimsStore.ts'
import type { FormsStore, Submitted } from './formsStore.ts'
import type { PolicyBook } from './policyBook.ts'
import {
  type Grant,
  presentsIn,
  type SessionOf,
  type Watched,
  watchedOf,
  withGrant,
} from './watchedSessions.ts'

export interface PersonCredit {
  person: Identity
  sessions: Watched[]
  results: CreditResult[]
  /** The same results, each with the time that it rests on. */
  earned: Earned[]
  evaluatedAt: number | null
  /** The conference's, by whose days the deadlines count. */
  timeZone: string
  /** What all this was computed from, for the ledger. */
  basis(): Pick<CreditBasis, 'at' | 'timeZone' | 'sessions' | 'learner'>
}

export interface ResultsOptions {
  program: Pick<ProgramStore, 'views' | 'conference'>
  watchFacts: WatchFacts
  forms: FormsStore
  claims: Pick<ClaimsStore, 'all'>
  details: Pick<DetailsStore, 'of'>
  policies: readonly CreditPolicy[]
  book?: Pick<PolicyBook, 'refresh' | 'forClaim' | 'forActivity'>
  clock: Clock
}

/** An activity's sessions by start, each with its facts. */
export interface ActivityFacts {
  activity: Activity
  sessions: SessionOf[]
  /** Sessions of other activities that overlap one of these. */
  others: SessionView[]
  /** Where the conference is held, and the day of a moment there. */
  timeZone: string
  dayOf(at: number): string
}

export interface ResultsFor {
  /** Whom a person's reasons are about; their reader, if it is left out. */
  subject?: (person: Identity) => Subject
  /** What each person's results would be with a grant, in the order of the people. */
  grants?: readonly Grant[]
  /** Everything by this text in place of the policy's own, as if nothing were claimed. */
  proposed?: CreditPolicy
  /** Only claims made before this one leave no room for it. */
  before?: StoredClaim
}

/** Reasons that concern watched time. */
const ofTime = new Set<CreditReason['code']>([
  'designated_late',
  'nothing_watched',
  'share_below',
  'checks_below',
  'below_least',
  'number_missing',
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

/** Of two claims, the one that was made first; made at once, the one with the smaller code. */
const isEarlier = (claim: StoredClaim, other: StoredClaim): boolean =>
  claim.claimedAt < other.claimedAt || (claim.claimedAt === other.claimedAt && claim.code < other.code)

/** People computed before yielding to other work. */
const chunkSize = 200

/** Whether they ran at the same time. */
function overlap({ state: one }: SessionView, { state: other }: SessionView): boolean {
  if (one.liveAt === null || other.liveAt === null) return false
  return one.liveAt < (other.endedAt ?? Infinity) && other.liveAt < (one.endedAt ?? Infinity)
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

export function createResults(options: ResultsOptions) {
  const { program, watchFacts, forms, claims, details, policies, book, clock } = options

  /** `all`: every session, if the caller has them. */
  async function activityFacts(activity: Activity, all?: SessionView[]): Promise<ActivityFacts> {
    await book?.refresh()
    const [views, { timeZone }] = await Promise.all([
      all ?? program.views(),
      program.conference(activity.conferenceId),
    ])
    // A draft is no part of it yet, and its title is no learner's to read.
    const own = views.filter(
      ({ session, state }) => session.activityId === activity.id && !isDraft(session, state.phase),
    )
    const others = views.filter(
      (view) =>
        view.session.activityId !== undefined &&
        view.session.activityId !== activity.id &&
        own.some((session) => overlap(view, session)),
    )
    return {
      activity,
      sessions: await Promise.all(own.map(({ session }) => watchFacts.session(session.id))),
      others,
      timeZone,
      dayOf: (at) => dayOf(at, timeZone),
    }
  }

  /** The moments that one person is credited in other sessions. */
  async function creditedIn(others: readonly SessionView[], personId: string): Promise<Interval[]> {
    const each = await Promise.all(
      others.map(async ({ session: { id } }) => {
        const found = (await watchFacts.people(id, [personId])).get(personId)
        if (!found) return []
        const { facts, activity } = await watchFacts.session(id)
        if (!facts || !activity) return []
        return stretches(
          { liveAt: facts.liveAt, verdicts: judge(facts, found, activity.attendance) },
          isCredited,
        )
      }),
    )
    return each.flat()
  }

  /**
   * What the person has claimed, with its time. One from before times were stored takes all of its sessions.
   */
  async function paidTo(
    { activity, sessions, others }: ActivityFacts,
    personId: string,
    before: StoredClaim | undefined,
  ): Promise<PaidTime[]> {
    const made = await claims.all(personId)
    const counting = before ? made.filter((claim) => isEarlier(claim, before)) : made
    const titles = new Set(sessions.map(({ view }) => talkOf(view.session)))
    return Promise.all(
      counting.map(async ({ activityId, policyId, partId, time, days, ...claim }): Promise<PaidTime> => {
        // Talks of other activities are named only where they are given here, too.
        const talks = (claim.talks ?? []).filter(([talk]) => titles.has(talk))
        const of = {
          ...{ activityId, policyId, ...(partId !== undefined && { partId }), ...(days && { days }) },
          ...(talks.length > 0 && { talks }),
        }
        if (time) return { ...of, time: time.map(([from, to]) => ({ from, to })) }
        const same = others.filter(({ session }) => session.activityId === activityId)
        return { ...of, time: activityId === activity.id ? [] : await creditedIn(same, personId) }
      }),
    )
  }

  /** What the person has claimed in the activity by another text than the one in force, with the texts. */
  async function claimedBy({ id }: Activity, personId: string) {
    if (!book) return []
    const own = (await claims.all(personId)).filter(({ activityId }) => activityId === id)
    const each = await Promise.all(
      own.map(async (claim) => ({ claim, policies: await book.forClaim(id, claim) })),
    )
    return each.filter((one) => one.policies !== policies)
  }

  async function factsOf(
    sessions: readonly SessionOf[],
    personIds: string[],
  ): Promise<Map<string, PersonFacts & { acknowledgedAt: number }>[]> {
    return Promise.all(sessions.map(({ view }) => watchFacts.people(view.session.id, personIds)))
  }

  /** Of each session, those of the people who are its speakers. */
  const presentersOf = (
    sessions: readonly SessionOf[],
    personIds: readonly string[],
  ): Promise<Map<string, PresenterFacts>[]> =>
    Promise.all(
      sessions.map(async ({ view, facts }) => {
        const speakers = personIds.filter((personId) => facts && presentsIn({ view, facts }, personId))
        return facts && speakers.length > 0
          ? watchFacts.presented(view.session.id, facts, speakers)
          : new Map<string, PresenterFacts>()
      }),
    )

  async function chunk(
    of: ActivityFacts,
    people: Identity[],
    { subject, grants, before, proposed }: ResultsFor,
  ): Promise<PersonCredit[]> {
    const { activity, sessions } = of
    const now = clock()
    const ids = people.map(({ id }) => id)
    const [facts, presenters, paid, texts, written] = await Promise.all([
      factsOf(sessions, ids),
      presentersOf(sessions, ids),
      Promise.all(ids.map((personId) => paidTo(of, personId, before))),
      Promise.all(ids.map((personId) => claimedBy(activity, personId))),
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
      const [{ identifiers, mocWishes, recruitments }, evaluation, test] = written[i]!
      const watched = sessions.map((session, s) => {
        const sessionId = session.view.session.id
        const presenter = withGrant(presenters[s]!.get(person.id), sessionId, grants?.[i])
        const found = facts[s]!.get(person.id)
        const granted = presenter ? found : withGrant(found, sessionId, grants?.[i])
        return watchedOf(session, { personId: person.id, found: granted, presenter }, activity, of.dayOf)
      })
      const learner: Learner = {
        ...(subject && { subject: subject(person) }),
        profession: person.profession,
        identifiers,
        evaluatedAt: isEvaluated(activity, evaluation.submitted, joinedBy(person.id))
          ? evaluation.submitted!.submittedAt
          : null,
        testScores: test?.submitted.map(({ score }) => score) ?? [],
        testedAt: test?.submitted.map(({ submittedAt }) => submittedAt) ?? [],
        discipline: identifiers.discipline,
        hasDeclared: recruitments[activity.id] !== undefined,
        mocWishes: boards.filter((board) => mocWishes[board]?.given === true),
        paid: paid[i]!,
      }
      const counted = watched.map((each) => each.counted)
      const there = { ...activity, timeZone: of.timeZone }
      const byTexts = (texts: readonly CreditPolicy[]) => earnedOf(there, texts, counted, learner, now)
      const own = book?.forActivity(activity.id) ?? policies
      const inForce = proposed ? own.map((each) => (each.id === proposed.id ? proposed : each)) : own
      const earned = byTexts(inForce).map((one) => {
        const made = proposed ? undefined : texts[i]!.find(({ claim }) => isClaimFor(claim, one.result))
        return (made && byTexts(made.policies).find(({ result }) => isClaimFor(made.claim, result))) ?? one
      })
      return {
        person,
        sessions: watched.map(({ shown }) => shown),
        results: earned.map(({ result }) => result),
        earned,
        evaluatedAt: learner.evaluatedAt,
        timeZone: of.timeZone,
        basis: () => {
          const { subject: _, identifiers: own, ...known } = learner
          return {
            at: now,
            timeZone: of.timeZone,
            sessions: counted.map((each, s) =>
              basisSession(each, [
                ...(facts[s]!.get(person.id)?.overrides ?? []),
                ...(presenters[s]!.get(person.id)?.overrides ?? []),
              ]),
            ),
            learner: { ...known, identifiers: masked(own) },
          }
        },
      }
    })
  }

  return {
    activityFacts,

    /** The moments that the person is credited in other activities' sessions that run at the same time. */
    sharedTime: async (activity: Activity, { id }: Pick<Identity, 'id'>): Promise<Interval[]> =>
      creditedIn((await activityFacts(activity)).others, id),

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
