import { isDraft } from '@lectern/shared/drafts'
import type { SessionView } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'

export interface Dates {
  /** When the first session starts and the last one ends, in ms; null without sessions. Without drafts. */
  startsAt: number | null
  endsAt: number | null
}

/** Everybody may ask, and the answer takes reading every session: how long one is good for, in ms. */
const goodForMs = 30_000

export function createDates(program: { views(conferenceId: string): Promise<SessionView[]> }, clock: Clock) {
  /** By conference. */
  const lasts = new Map<string, { at: number; dates: Promise<Dates> }>()

  async function read(conferenceId: string): Promise<Dates> {
    const sessions = (await program.views(conferenceId))
      .filter(({ session, state }) => !isDraft(session, state.phase))
      .map(({ session }) => session)
    if (sessions.length === 0) return { startsAt: null, endsAt: null }
    const startsAt = Math.min(...sessions.map((session) => session.startsAt))
    return { startsAt, endsAt: Math.max(...sessions.map((session) => session.endsAt)) }
  }

  return async (conferenceId: string): Promise<Dates> => {
    const now = clock()
    let last = lasts.get(conferenceId)
    if (!last || Math.abs(now - last.at) > goodForMs) last = { at: now, dates: read(conferenceId) }
    lasts.set(conferenceId, last)
    try {
      return await last.dates
    } catch (error) {
      lasts.delete(conferenceId)
      throw error
    }
  }
}
