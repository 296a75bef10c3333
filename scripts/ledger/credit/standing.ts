// Certificates that stand after minutes were taken away: each states no more than what is left, or was revoked.
import { leftOf } from './certificate.ts'
import type { Facts } from './facts.ts'
import { type Held, type Issued, PurgedError } from './issued.ts'

interface Stands {
  issued: Issued
  /** As text, which takes less room: most are never read again. */
  inputs: string
  activity: Held['activity']
  policies: Held['policies']
  sessionIds: readonly string[]
}

export function createStanding(facts: Facts) {
  const byCode = new Map<string, Stands>()
  const byPerson = new Map<string, string[]>()
  /** The override that may have left less, by code. */
  const due = new Map<string, string>()

  return {
    add(issued: Issued, { inputs, activity, policies }: Held, personId: string): void {
      const sessionIds = inputs.sessions.map(({ sessionId }) => sessionId)
      byCode.set(issued.code, { issued, inputs: JSON.stringify(inputs), activity, policies, sessionIds })
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), issued.code])
    },

    remove(code: string): void {
      byCode.delete(code)
    },

    /** Minutes of the person in this session do not count any more. */
    overridden(personId: string, sessionId: string, overrideId: string): void {
      for (const code of byPerson.get(personId) ?? [])
        if (byCode.get(code)?.sessionIds.includes(sessionId)) due.set(code, overrideId)
    },

    *problems(): Iterable<{ seq: number; code: string; problem: string }> {
      for (const [code, overrideId] of due) {
        const stands = byCode.get(code)
        if (!stands) continue
        const { issued, inputs, activity, policies } = stands
        try {
          const left = leftOf(issued, { inputs: JSON.parse(inputs), activity, policies }, facts)
          if (issued.amount > left) {
            const problem = `it states ${issued.amount}; override ${overrideId} left ${left}, and no entry revokes it`
            yield { seq: issued.seq, code, problem }
          }
        } catch (error) {
          if (!(error instanceof PurgedError)) throw error
        }
      }
    },
  }
}
