// Collects who joins and leaves this server's pages, and writes the changes together.
import type { ServedStore } from './servedStore.ts'

export interface Serving {
  changed(sessionId: string, personId: string, isHere: boolean): void
  /** Writes the changes so far; failed ones are queued, at most one per person. */
  flush(): Promise<void>
}

export function createServing(store: Pick<ServedStore, 'serve'>, serverName: string): Serving {
  let waiting = new Map<string, Map<string, boolean>>()

  return {
    changed(sessionId, personId, isHere) {
      const people = waiting.get(sessionId) ?? new Map<string, boolean>()
      people.set(personId, isHere)
      waiting.set(sessionId, people)
    },
    async flush() {
      const taken = waiting
      waiting = new Map()
      for (const [sessionId, people] of taken) {
        try {
          await store.serve(sessionId, serverName, people)
          taken.delete(sessionId)
        } catch (error) {
          // Changes made during the write are newer.
          for (const [id, older] of taken)
            waiting.set(id, new Map([...older, ...(waiting.get(id) ?? new Map<string, boolean>())]))
          throw error
        }
      }
    },
  }
}
