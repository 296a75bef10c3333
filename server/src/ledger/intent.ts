// What is to be recorded, as it lies in Redis: a hash per feature (a session's, a booth's …), so that the script that changes
// a state stores in the same step what must be recorded of it. A field holds a head, and below it one line for each entry
// that has been added since: what is added while others are still being recorded keeps its order.
import type { LedgerRecord } from '@lectern/shared/ledger'
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

/** Appends the records of one step, and answers what the ledger has of them: of a step that ran before, what it wrote then. */
export type Recording = (step: string, records: readonly LedgerRecord[]) => Promise<LedgerRecord[]>
export type Work = (data: never, record: Recording, lines: string[]) => Promise<unknown>
export type Works = Record<string, Work>

/** Works of these kinds, which lie in one hash. */
export interface Defined<All extends Works> {
  /**
   * Does the work and answers its outcome. Where one of this name is under way, has that one done and answers undefined:
   * look at what is there then. Refusals of the work are thrown.
   */
  begin<Kind extends keyof All & string>(
    kind: Kind,
    name: string,
    data: Parameters<All[Kind]>[0],
  ): Promise<Awaited<ReturnType<All[Kind]>> | undefined>
  /** The same, without waiting for another server; answers whether it is done. */
  attempt<Kind extends keyof All & string>(
    kind: Kind,
    name: string,
    data: Parameters<All[Kind]>[0],
  ): Promise<boolean>
  /** Resolves once there is no work of this name any more. Throws `conflict` where that takes too long. */
  settled(name: string): Promise<void>
}
