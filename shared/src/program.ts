// The programme: what is on, when, with whom; and the state of each session, which moderators move.
import { z } from 'zod'
import { byHand, command } from './command.ts'
import { id, instant } from './ids.ts'

export const sessionPhases = ['scheduled', 'live', 'paused', 'ended'] as const
export const sessionPhase = z.enum(sessionPhases)
export type SessionPhase = z.infer<typeof sessionPhase>

export const faculty = z.object({
  personId: id,
  name: z.string(),
  credentials: z.string(),
  affiliation: z.string(),
})
export type Faculty = z.infer<typeof faculty>

/** As planned: changes with the programme, not while the session runs. */
export const session = z.object({
  id,
  title: z.string().min(1).max(200),
  summary: z.string().max(4000),
  startsAt: instant,
  endsAt: instant,
  track: z.string().max(80).default(''),
  speakers: z.array(faculty),
  moderators: z.array(faculty),
})
export type Session = z.infer<typeof session>

/** As it runs: `version` grows by one with every change, so a late message never overwrites a newer one. */
export const sessionState = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  phase: sessionPhase,
  /** When it first went live. */
  liveAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Pauses since `liveAt`, oldest first; the last one is open (`to` null) while paused. */
  breaks: z.array(z.object({ from: instant, to: instant.nullable() })),
  /** When a pause is announced to be over, if the moderator said so. */
  resumesAt: instant.nullable(),
})
export type SessionState = z.infer<typeof sessionState>

export const sessionView = z.object({ session, state: sessionState })
export type SessionView = z.infer<typeof sessionView>

/** `GET /api/program` */
export const program = z.object({
  conference: z.object({ id, title: z.string(), timeZone: z.string() }),
  sessions: z.array(sessionView),
  now: instant,
})
export type Program = z.infer<typeof program>

const bySession = z.strictObject({ sessionId: id })

/** Moderators of the session may; in a session without moderators its speakers may (checked by the server); organisers always. */
const runsTheSession = ['moderator', 'speaker', 'organiser'] as const

export const programCommands = {
  /** Follow one session: its state now, and `program.state` events from now on. */
  'program.follow': command({
    who: ['clinician', 'speaker', 'moderator', 'organiser'],
    request: bySession,
    reply: sessionView,
    rate: { points: 60, seconds: 10 },
  }),
  'program.unfollow': command({
    who: ['clinician', 'speaker', 'moderator', 'organiser'],
    request: bySession,
    reply: z.object({}),
    rate: { points: 60, seconds: 10 },
  }),
  'program.start': command({ who: runsTheSession, request: bySession, reply: sessionState, rate: byHand }),
  'program.pause': command({
    who: runsTheSession,
    request: bySession.extend({ minutes: z.number().int().min(1).max(240).optional() }),
    reply: sessionState,
    rate: byHand,
  }),
  'program.resume': command({ who: runsTheSession, request: bySession, reply: sessionState, rate: byHand }),
  'program.end': command({ who: runsTheSession, request: bySession, reply: sessionState, rate: byHand }),
}

export interface ProgramEvents {
  'program.state': (state: SessionState) => void
}
