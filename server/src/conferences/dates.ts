import type { SessionView } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'

export interface Dates {
  /** When the first session starts and the last one ends, in ms; null without sessions. */
  startsAt: number | null
  endsAt: number | null
}

/** Everybody may ask, and the answer takes reading every session: how long one is good for, in ms. */
const goodForMs = 30_000

export function createDates(program: { views(): Promise<SessionView[]> }, clock: Clock) {
  let last: { at: number; dates: Promise<Dates> } | undefined

  async function read(): Promise<Dates> {
    const sessions = (await program.views()).map(({ session }) => session)
    if (sessions.length === 0) return { startsAt: null, endsAt: null }
    const startsAt = Math.min(...sessions.map((session) => session.startsAt))
    return { startsAt, endsAt: Math.max(...sessions.map((session) => session.endsAt)) }
  }

  return async (): Promise<Dates> => {
    const now = clock()
    if (!last || Math.abs(now - last.at) > goodForMs) last = { at: now, dates: read() }
    try {
      return await last.dates
    } catch (error) {
      last = undefined
      throw error
    }
  }
}
