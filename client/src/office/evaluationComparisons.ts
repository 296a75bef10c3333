// Ratings of sessions, speakers and objectives side by side, for plots. Pure.
import type { OfficeEvaluations } from '@lectern/shared/evaluationResults'

type Question = OfficeEvaluations['questions'][number]

export interface Comparison {
  id: string
  label: string
  axis: string
  along: string[]
  /** Means; null where too few have answered. */
  values: (number | null)[]
}

const axes = { session: 'Session', speaker: 'Speaker', objective: 'Objective' } as const

const twoDigits = (mean: number | null): number | null => mean && Math.round(mean * 100) / 100

/** One for each rating that was asked about several things and answered about at least two. */
export function comparisonsOf(questions: readonly Question[]): Comparison[] {
  const rated = questions.filter(({ about, kind, isEarlier }) => about && kind === 'rating' && !isEarlier)
  const groups = Map.groupBy(rated, ({ about }) => about!.of)
  return [...groups].flatMap(([id, group]) => {
    if (group.filter(({ mean }) => mean !== null).length < 2) return []
    return [
      {
        id,
        label: group[0]!.prompt,
        axis: axes[group[0]!.about!.per],
        along: group.map(({ about }) => about!.subject),
        values: group.map(({ mean }) => twoDigits(mean)),
      },
    ]
  })
}
