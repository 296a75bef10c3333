// How far a conference is prepared, for the overview that says what comes next.
import { z } from 'zod'
import { declareRoutes } from './route.ts'

const count = z.number().int().nonnegative()

const progress = z.object({
  sessions: count,
  /** Sessions that are live or paused now. */
  running: count,
  ended: count,
  /** Everyone with a place at the conference but its organisers. */
  people: count,
  /** People in control of the content of accredited sessions. */
  faculty: count,
  /** How many of them have no disclosure on file yet, or one that is not cleared. */
  uncleared: count,
  booths: count,
})
export type Progress = z.infer<typeof progress>

export const overviewRoutes = declareRoutes({
  'overview.progress': {
    summary: 'How far the conference is prepared: figures only.',
    who: ['organiser'],
    reply: progress,
    rate: { points: 120, seconds: 60 },
  },
})
