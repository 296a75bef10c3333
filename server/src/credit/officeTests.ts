// An activity's test as the CE office writes it. What learners are asked has an id of its own: a question
// whose words change is another question, so no answer to the former one is taken for it.
import { isDeepStrictEqual } from 'node:util'
import type { activityTestRoutes, OfficeTest } from '@lectern/shared/activityTest'
import type { Activity } from '@lectern/shared/credit'
import type { FormQuestion } from '@lectern/shared/creditForms'
import { errors } from '@lectern/shared/errors'
import { newId } from '../core/newId.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { testEdition } from './activitiesStore.ts'
import { type ActivityPlans, testStays } from './activityPlans.ts'
import type { Credit } from './creditParts.ts'
import type { OfficeViews } from './officeViews.ts'

export interface OfficeTestsOptions {
  credit: Pick<Credit, 'activity' | 'activities' | 'forms' | 'textsOf' | 'program' | 'sessionsOf'>
  planActivity: ActivityPlans['plan']
  learnersOf: OfficeViews['learnersOf']
}

/** People asked at once whether they have submitted. */
const batch = 200

const shown = ({ kind, prompt, options, objective }: FormQuestion) => ({ kind, prompt, options, objective })
/** All but the id. */
const written = (question: FormQuestion) => ({ ...question, id: '' })

/** A question that is shown otherwise than before gets a new id. */
const renewed = (before: readonly FormQuestion[], questions: readonly FormQuestion[]): FormQuestion[] =>
  questions.map((question) => {
    const known = before.find(({ id }) => id === question.id)
    return known && !isDeepStrictEqual(shown(known), shown(question))
      ? { ...question, id: newId() }
      : question
  })

const shownTest = (questions: FormQuestion[]) => ({ questions, edition: testEdition(questions) })

export function createOfficeTests({
  credit,
  planActivity,
  learnersOf,
}: OfficeTestsOptions): RouteHandlers<typeof activityTestRoutes> {
  const { activities, forms, textsOf, program } = credit

  /** Attempts from before this was kept are looked for person by person. */
  async function isTaken(activity: Activity): Promise<boolean> {
    if (activity.test.length === 0) return false
    if (await activities.isTestTaken(activity.id)) return true
    const ids = await learnersOf(activity, await credit.sessionsOf(activity.id))
    for (let from = 0; from < ids.length; from += batch) {
      const some = await Promise.all(ids.slice(from, from + batch).map((id) => forms.test(id, activity.id)))
      if (some.some(({ submitted }) => submitted.length > 0)) return true
    }
    return false
  }

  const asksOf = ({ id: activityId, designations }: Activity): OfficeTest['asks'] =>
    designations.flatMap(({ policyId }) => {
      const policy = textsOf(activityId).find(({ id }) => id === policyId)
      if (!policy?.test) return []
      const { minimumScore, attempts, days = null } = policy.test
      return [{ policyId, title: policy.title, minimumScore, attempts, days }]
    })

  async function othersOf({ id: activityId }: Activity): Promise<OfficeTest['others']> {
    const each = await Promise.all(
      (await program.conferenceIds()).map(async (conferenceId) => {
        const all = (await activities.all(conferenceId)).filter(
          ({ id, test }) => id !== activityId && test.length > 0,
        )
        if (all.length === 0) return []
        const { title: conference } = await program.conference(conferenceId)
        return all.map(({ id, title, test }) => ({
          activityId: id,
          title,
          conference,
          questions: test.length,
        }))
      }),
    )
    return each.flat()
  }

  return {
    async 'office.test'({ params }) {
      const activity = await credit.activity(params.activityId)
      const [taken, others, sessions] = await Promise.all([
        isTaken(activity),
        othersOf(activity),
        credit.sessionsOf(activity.id),
      ])
      return {
        questions: activity.test,
        edition: testEdition(activity.test),
        isTaken: taken,
        asks: asksOf(activity),
        objectives: [...new Set(sessions.flatMap(({ session }) => session.objectives ?? []))],
        others,
      }
    },

    async 'office.planTest'({ params, body: { questions, seen } }) {
      const activity = await credit.activity(params.activityId)
      // The reply to the same request was lost.
      if (isDeepStrictEqual(activity.test.map(written), questions.map(written)))
        return shownTest(activity.test)
      if (testEdition(activity.test) !== seen)
        throw errors.stale('Somebody else has changed this test. Look at it as it is now.')
      if (await isTaken(activity)) throw errors.conflict(testStays)
      const plan = { id: activity.id, test: renewed(activity.test, questions) }
      return shownTest((await planActivity(activity.conferenceId, plan)).test)
    },
  }
}
