// The CE office's view of evaluations.
import type { Activity } from '@lectern/shared/credit'
import type { OfficeEvaluations } from '@lectern/shared/creditOffice'
import type { Credit } from './createCredit.ts'
import { evaluationResults } from './evaluationResults.ts'
import type { Submitted } from './formsStore.ts'
import type { OfficeViews } from './officeViews.ts'

export function createOfficeEvaluations(
  { forms, sessionsOf }: Pick<Credit, 'forms' | 'sessionsOf'>,
  { learnersOf }: Pick<OfficeViews, 'learnersOf'>,
) {
  const learners = async (of: Activity): Promise<string[]> => learnersOf(of, await sessionsOf(of.id))

  return {
    submitted: async (of: Activity): Promise<Submitted[]> =>
      forms.submittedEvaluations(await learners(of), of.id),

    async results(of: Activity): Promise<OfficeEvaluations> {
      const personIds = await learners(of)
      const submitted = await forms.submittedEvaluations(personIds, of.id)
      return { learners: personIds.length, ...evaluationResults(of, submitted) }
    },
  }
}
