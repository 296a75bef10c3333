// Evaluations and tests, as their entries say, of people who may have become one.

interface Attempt {
  score: number
  /** NaN if its content is not there. */
  at: number
}

interface Forms {
  isEvaluated: boolean
  hasDeclared: boolean
  /** Oldest first. */
  attempts: Attempt[]
}

const best = ({ attempts }: Forms): number => Math.max(-1, ...attempts.map(({ score }) => score))

export function createForms() {
  const people = new Map<string, Map<string, Forms>>()

  function of(personId: string, activityId: string): Forms {
    const own = people.get(personId) ?? new Map<string, Forms>()
    people.set(personId, own)
    const forms = own.get(activityId) ?? { isEvaluated: false, hasDeclared: false, attempts: [] }
    own.set(activityId, forms)
    return forms
  }

  return {
    of: (personId: string, activityId: string): Readonly<Forms> => of(personId, activityId),
    evaluated(personId: string, activityId: string): void {
      of(personId, activityId).isEvaluated = true
    },
    declared(personId: string, activityId: string): void {
      of(personId, activityId).hasDeclared = true
    },
    attempted(personId: string, activityId: string, attempt: Attempt): void {
      of(personId, activityId).attempts.push(attempt)
    },
    /**
     * Two people became one: of their attempts at one test the better ones stay, the kept person's if equal.
     */
    merge(from: string, to: string): void {
      for (const [activityId, moved] of people.get(from) ?? []) {
        const kept = of(to, activityId)
        kept.isEvaluated ||= moved.isEvaluated
        kept.hasDeclared ||= moved.hasDeclared
        if (best(moved) > best(kept)) kept.attempts = moved.attempts
      }
      people.delete(from)
    },
  }
}
