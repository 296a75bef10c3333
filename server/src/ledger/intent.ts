// What is to be recorded, as it lies in Redis: a hash per feature (a session's, a booth's …), so that the script that changes
// a state stores in the same step what must be recorded of it. A field holds a head, and below it one line for each entry
// that has been added since: what is added while others are still being recorded keeps its order.
import { newId } from '../core/newId.ts'

/** Where an intent lies: a hash in Redis, and its field there. */
export type Place = readonly [key: string, field: string]

export interface Intent {
  /** Of this one alone, though its field may have been used before. */
  id: string
  /** Of the work to be done. */
  kind: string
  /** When it was stored, in ms. */
  at: number
  /** What the work needs. */
  data: unknown
  /** What has been added since, the oldest first. */
  lines: string[]
  /** As it was read. */
  text: string
}

/** The head of an intent that a script stores together with the change that it is about. */
export const intentHead = (kind: string, at: number, data?: unknown): string =>
  JSON.stringify({ id: newId(), kind, at, data })

export function readIntent(text: string): Intent {
  const [head, ...lines] = text.split('\n')
  const { id, kind, at, data } = JSON.parse(head!) as Omit<Intent, 'lines' | 'text'>
  return { id, kind, at, data, lines, text }
}
