// What is to be recorded, stored in a hash per feature (a session's, a booth's …), so that the script
// that changes a state stores its evidence in the same step. A field holds a head, followed by one
// line for each entry added since: entries added while others are being recorded keep their order.
import type { LedgerRecord, RecordedEntry } from '@lectern/shared/ledger'
import { newId } from '../core/newId.ts'

/** Where an intent is stored: a hash in Redis, and a field. */
export type Place = readonly [key: string, field: string]

export interface Intent {
  /** Unique, even if its field was used before. */
  id: string
  /** The kind of work. */
  kind: string
  /** When it was stored, in ms. */
  at: number
  /** The work's input. */
  data: unknown
  /** Lines added since, oldest first. */
  lines: string[]
  /** The field's text as it was read. */
  text: string
}

/** The head of an intent that a script stores together with the change it records. */
export const intentHead = (kind: string, at: number, data?: unknown): string =>
  JSON.stringify({ id: newId(), kind, at, data })

export function readIntent(text: string): Intent {
  const [head, ...lines] = text.split('\n') as [string, ...string[]]
  let read: Partial<Intent>
  try {
    read = JSON.parse(head)
  } catch {
    // It must not keep others of its hash from being read; no work is of this kind.
    read = { kind: 'unreadable' }
  }
  // One that an earlier version of Lectern stored has neither id nor time.
  const { id = head, kind = 'unreadable', at = 0, data } = read
  return { id, kind, at, data, lines, text }
}

/** The work cannot be done yet: no failure, it is tried again. */
export class NotYetError extends Error {
  override readonly name = 'NotYetError'
}

/**
 * Appends the records of one step and returns their ledger entries, with their contents; a step that ran
 * before returns its earlier ones.
 */
export type Recording = (step: string, records: readonly LedgerRecord[]) => Promise<RecordedEntry[]>
export type Work = (data: never, record: Recording, lines: string[]) => Promise<unknown>
export type Works = Record<string, Work>

/** Whether work that may come too late has taken effect; another server's is taken to have. */
export const tookEffect = (outcome: boolean | null | undefined): boolean =>
  outcome === true || outcome === null

/** Kinds of work whose intents share a hash. */
export interface Defined<All extends Works> {
  /**
   * Does the work and returns its outcome; null if another server has done it meanwhile. If other work of
   * this name is under way, completes that instead and returns undefined: read the state again. Throws the
   * work's refusals.
   */
  begin<Kind extends keyof All & string>(
    kind: Kind,
    name: string,
    data: Parameters<All[Kind]>[0],
  ): Promise<Awaited<ReturnType<All[Kind]>> | null | undefined>
  /** The same without waiting for another server; returns whether it is done. */
  attempt<Kind extends keyof All & string>(
    kind: Kind,
    name: string,
    data: Parameters<All[Kind]>[0],
  ): Promise<boolean>
  /** Resolves once no work of this name is left. Throws `conflict` if that takes too long. */
  settled(name: string): Promise<void>
}
