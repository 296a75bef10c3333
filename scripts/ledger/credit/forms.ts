// Evaluations and tests, as their entries say, of people who may have become one.

interface Forms {
  isEvaluated: boolean
  /** The score of each attempt, oldest first. */
  testScores: number[]
}

const best = ({ testScores }: Forms): number => Math.max(-1, ...testScores)

export function createForms() {
  const people = new Map<string, Map<string, Forms>>()

  function of(personId: string, activityId: string): Forms {
    const own = people.get(personId) ?? new Map<string, Forms>()
    people.set(personId, own)
    const forms = own.get(activityId) ?? { isEvaluated: false, testScores: [] }
    own.set(activityId, forms)
    return forms
  }

  return {
    of: (personId: string, activityId: string): Readonly<Forms> => of(personId, activityId),
    evaluated(personId: string, activityId: string): void {
      of(personId, activityId).isEvaluated = true
    },
    attempted(personId: string, activityId: string, score: number): void {
      of(personId, activityId).testScores.push(score)
    },
    /**
     * Two people became one: of their attempts at one test the better ones stay, the kept person's if equal.
     */
    merge(from: string, to: string): void {
      for (const [activityId, moved] of people.get(from) ?? []) {
        const kept = of(to, activityId)
        kept.isEvaluated ||= moved.isEvaluated
        if (best(moved) > best(kept)) kept.testScores = moved.testScores
      }
      people.delete(from)
    },
  }
}
