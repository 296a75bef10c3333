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

/** What waits for the conference's office, in numbers. */
const needs = z.object({
  mails: z.object({
    /** Nobody knows whether they arrived: a person decides. */
    unknown: count,
    /** Refused by a mail server, at once or later. */
    refused: count,
  }),
  /** People in control of accredited sessions to come. */
  disclosures: z.object({
    /** Signed, with a relationship that nobody has decided about. */
    undecided: count,
    /** No valid form, though they were asked a week ago or their session begins within a week. */
    overdue: count,
  }),
  handouts: z.object({ waiting: count }),
})
export type Needs = z.infer<typeof needs>

export const overviewRoutes = declareRoutes({
  'overview.progress': {
    summary: 'How far the conference is prepared: figures only.',
    who: ['organiser'],
    reply: progress,
    rate: { points: 120, seconds: 60 },
  },
  'overview.needs': {
    summary: 'What waits for the office: mails, disclosures and handouts, as figures only.',
    who: ['organiser'],
    reply: needs,
    rate: { points: 120, seconds: 60 },
  },
})
