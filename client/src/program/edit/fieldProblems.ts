import { sessionPlan } from '@lectern/shared/plans'
import { type Problems, problemsIn } from '../../words/problems.ts'
import { planOf, type SessionFields } from './sessionFields.ts'

const dayMs = 86_400_000

/** Lines of the objectives and rows of the support are told by the field they are in. */
const fieldOf = (path: string): string =>
  path.startsWith('objectives.') ? 'objectives' : path.startsWith('languages.') ? 'languages' : path

/** What the contract would refuse of a session, by field. */
export function fieldProblems(fields: SessionFields): Problems {
  const { startsAt, endsAt } = fields
  const problems = problemsIn(
    sessionPlan,
    { id: 'x', ...planOf(fields) },
    {
      fieldOf,
      own: { startsAt: 'Write a day and a time.', endsAt: 'Write when it ends.' },
    },
  )
  if (startsAt !== null && endsAt !== null && endsAt - startsAt > dayMs)
    problems.endsAt = 'A session lasts a day at most. Plan one for each day.'
  return problems
}
