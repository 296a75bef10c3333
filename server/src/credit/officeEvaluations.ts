// The CE office's view of evaluations.
import type { Activity } from '@lectern/shared/credit'
import { leastShown, type OfficeEvaluations } from '@lectern/shared/evaluationResults'
import type { Credit } from './creditParts.ts'
import { type Evaluated, evaluationResults, evaluationRows, withoutSmallGroups } from './evaluationResults.ts'
import type { OfficeViews } from './officeViews.ts'

export function createOfficeEvaluations(
  { forms, sessionsOf }: Pick<Credit, 'forms' | 'sessionsOf'>,
  { learnersOf }: Pick<OfficeViews, 'learnersOf'>,
) {
  async function read(activity: Activity) {
    const views = await sessionsOf(activity.id)
    const [personIds, wordings] = await Promise.all([
      learnersOf(activity, views),
      forms.wordings(activity.id),
    ])
    const sessions = views.map(({ session }) => session)
    const of: Evaluated = { ...activity, sessions, wordings }
    return {
      of,
      learners: personIds.length,
      submitted: await forms.submittedEvaluations(personIds, activity.id),
    }
  }

  return {
    /** Header and rows of the export; no row if there are so few that somebody could be recognised. */
    async rows(activity: Activity): Promise<string[][]> {
      const { of, submitted } = await read(activity)
      return evaluationRows(of, submitted.length < leastShown ? [] : submitted)
    },

    async results(activity: Activity): Promise<OfficeEvaluations> {
      const { of, learners, submitted } = await read(activity)
      return withoutSmallGroups({ learners, ...evaluationResults(of, submitted) })
    },
  }
}
