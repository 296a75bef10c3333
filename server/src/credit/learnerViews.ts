// What learners see of their own credit.
import type { Identity } from '@lectern/shared/accounts'
import type { Activity, ActivityCredit, MyCredit } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { policiesFor } from '@lectern/shared/creditRules'
import { type PrivateDetails, type Requirement, requirements } from '@lectern/shared/details'
import type { SessionView } from '@lectern/shared/program'
import { boards } from '@lectern/shared/requirements'
import { claimOf } from './claimsStore.ts'
import type { Credit } from './creditParts.ts'
import { detailsLacking, registerFields } from './registers/claimed.ts'

/** What the person's credit bodies and registers ask for, and how much of it registers still need. */
function askedOf(
  mine: readonly CreditPolicy[],
  person: Identity,
  details: PrivateDetails,
): Pick<MyCredit, 'asks' | 'registersLack'> {
  const registers = [...new Set(mine.flatMap(({ register }) => register ?? []))]
  const asked = new Set<Requirement>([
    ...mine.flatMap(({ requires }) => requires),
    ...registers.flatMap((register) => registerFields[register]),
  ])
  return {
    // In the form's order.
    asks: requirements.filter((field) => asked.has(field)),
    registersLack: registers
      .map((register) => ({ register, details: detailsLacking(register, { person, details }).length }))
      .filter(({ details }) => details > 0),
  }
}

export type LearnerViewsOptions = Pick<
  Credit,
  | 'activities'
  | 'policies'
  | 'claims'
  | 'forms'
  | 'details'
  | 'appeals'
  | 'submitting'
  | 'program'
  | 'creditOf'
  | 'joined'
  | 'viewsFor'
>

/** Whether the activity gives credit for presenting, and the person has presented in it. */
const presentsIn = (policies: readonly CreditPolicy[]) =>
  function presents(
    { id, designations }: Activity,
    person: Identity,
    views: readonly SessionView[],
  ): boolean {
    const isFaculty = (policyId: string) =>
      policies.find((each) => each.id === policyId)?.audience === 'faculty'
    return (
      designations.some(({ policyId }) => isFaculty(policyId)) &&
      views.some(
        ({ session, state }) =>
          session.activityId === id &&
          state.endedAt !== null &&
          session.speakers.some(({ personId }) => personId === person.id),
      )
    )
  }

export function createLearnerViews(credit: LearnerViewsOptions) {
  const presents = presentsIn(credit.policies)
  const { activities, policies, claims, details, appeals, submitting } = credit

  async function activityCredit(
    of: Activity,
    person: Identity,
    views?: SessionView[],
  ): Promise<ActivityCredit> {
    const [mine, own, { recruitments }, evaluation, test] = await Promise.all([
      credit.creditOf(of, person, views),
      claims.of(person.id),
      details.of(person.id),
      submitting.evaluation(of, person),
      submitting.test(of, person),
    ])
    const sessions = await Promise.all(
      mine.sessions.map(async (session) => ({
        ...session,
        appeals: (await appeals.of(of.conferenceId, session.sessionId, person.id)).map(
          ({ id, at, text, decision, granted }) => ({
            id,
            at,
            text,
            decision,
            granted,
          }),
        ),
      })),
    )
    const { evaluation: _evaluation, test: _test, ...about } = of
    return {
      activity: about,
      sessions,
      results: mine.results,
      claims: own.filter(({ activityId }) => activityId === of.id).map(claimOf),
      evaluation,
      test,
      ...(policiesFor(of, policies, person.profession).some(({ requires }) =>
        requires.includes('recruitment'),
      ) && { recruitment: recruitments[of.id] ?? null }),
    }
  }

  return {
    activityCredit,

    /** Activities of the conference that the person has joined, presented or claimed in. */
    async myCredit(person: Identity, conferenceId: string): Promise<MyCredit> {
      const [all, own, views, made] = await Promise.all([
        activities.all(conferenceId),
        details.of(person.id),
        // What overlaps anywhere counts once.
        credit.viewsFor(person.id, conferenceId),
        claims.of(person.id),
      ])
      const joined = await Promise.all(all.map((of) => credit.joined(of, person.id, views)))
      const isMine = (of: Activity, i: number): boolean =>
        joined[i]!.length > 0 ||
        presents(of, person, views) ||
        made.some(({ activityId }) => activityId === of.id)
      const mine = await Promise.all(all.filter(isMine).map((of) => activityCredit(of, person, views)))
      const offered = policiesFor(
        { designations: all.filter(isMine).flatMap(({ designations }) => designations) },
        policies,
        person.profession,
      ).flatMap(({ board }) => board?.id ?? [])
      const begins = (of: ActivityCredit) => Math.min(...of.sessions.map(({ startsAt }) => startsAt))
      return {
        ...askedOf(
          all.flatMap((activity) => policiesFor(activity, policies, person.profession)),
          person,
          own,
        ),
        pointsOffered: boards.filter(
          (board) => offered.includes(board) && own.mocWishes[board]?.given !== true,
        ),
        activities: mine.sort((a, b) => begins(a) - begins(b)),
      }
    },
  }
}
