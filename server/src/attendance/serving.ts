// Collects who comes to this server's pages and leaves them, and writes it together.
import type { ServedStore } from './servedStore.ts'

export interface Serving {
  changed(sessionId: string, personId: string, isHere: boolean): void
  /** Writes what has changed by now; what cannot be written is kept: no more than one mark for a person. */
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
          // What came meanwhile is newer.
          for (const [id, older] of taken)
            waiting.set(id, new Map([...older, ...(waiting.get(id) ?? new Map<string, boolean>())]))
          throw error
        }
      }
    },
  }
}
