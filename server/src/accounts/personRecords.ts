import type { ErasurePreview } from '@lectern/shared/peopleMerging'
import type { SessionView } from '@lectern/shared/program'

export type KeptRecord = ErasurePreview['kept'][number]

/** What one feature keeps about people. Every function may run twice: a process may die at any step. */
export interface PersonRecords {
  /** For the person to read, by title; plain JSON. */
  collect(personId: string): Promise<Record<string, unknown>>
  /** Moves what `from` has to `to`. Nobody can act as `from` any more. */
  move(from: string, to: string): Promise<void>
  /** Deletes what need not be kept. */
  erase(personId: string): Promise<void>
  /** What it keeps, of which each names the person, and until when (ms). */
  kept?(personId: string): Promise<KeptRecord[]>
}

/** ACCME: attendance stays verifiable for six years. */
const keptYears = 6
const dayMs = 86_400_000
/** When a record of that time need not be kept any more; both in ms. */
export function keptUntil(at: number): number {
  const until = new Date(at)
  until.setUTCFullYear(until.getUTCFullYear() + keptYears)
  return until.getTime() + dayMs
}

/** Every session of the installation. */
export type EverySession = () => Promise<SessionView[]>

/** Sessions looked at together. */
const sessionsAtOnce = 50

export async function inSessions<Result>(
  everySession: EverySession,
  run: (view: SessionView) => Promise<Result>,
): Promise<Result[]> {
  const views = await everySession()
  const results: Result[] = []
  for (let i = 0; i < views.length; i += sessionsAtOnce)
    results.push(...(await Promise.all(views.slice(i, i + sessionsAtOnce).map(run))))
  return results
}
