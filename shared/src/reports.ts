// What a conference's sessions came to: who was there and how long, what was asked and voted. Numbers only.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { declareRoutes, files } from './route.ts'

const count = z.number().int().nonnegative()

/** How many were there in each minute since the session went live, at any time of the minute. */
const minutes = z.array(count)

const sessionReport = z.object({
  sessionId: id,
  title: z.string(),
  track: z.string(),
  startsAt: instant,
  /** As held; null before. */
  liveAt: instant.nullable(),
  endedAt: instant.nullable(),
  /**
   * Who was there, from the final record; null for a session without credit, in which nobody's time is
   * measured, and until the record is final.
   */
  attendance: z
    .object({
      /** People who confirmed the disclosures. */
      people: count,
      /** Of those, who received the stage for at least a minute. */
      watched: count,
      /** The mean of their minutes. */
      meanMinutes: z.number().nonnegative(),
      retention: minutes,
    })
    .nullable(),
  questions: z.object({
    asked: count,
    approved: count,
    answered: count,
    upvotes: count,
    /** Asked in each minute since the session went live; those asked before it are left out. */
    perMinute: minutes,
  }),
  polls: z.array(
    z.object({
      id,
      question: z.string(),
      people: count,
      /** In the order of the poll; open text has none. */
      choices: z.array(z.object({ text: z.string(), people: count })),
    }),
  ),
})
export type SessionReport = z.infer<typeof sessionReport>

const report = z.object({ sessions: z.array(sessionReport) })
export type ConferenceReport = z.infer<typeof report>

/** Each reads the record of every session. */
const reportRate = { points: 30, seconds: 60, pool: 'reports' } as const

export const reportRoutes = declareRoutes({
  'reports.sessions': {
    summary: 'Attendance, retention, questions and polls of each session.',
    who: ['organiser'],
    reply: report,
    rate: reportRate,
  },
  'reports.file': {
    summary: 'The same as a workbook, with the questions’ and open answers’ texts.',
    who: ['organiser'],
    reply: files('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    rate: reportRate,
  },
})
