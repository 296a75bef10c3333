// The crew of a session: its moderators, the organisers, and its speakers. They have a chat that viewers
// never see, and a moderator can give the speakers a cue. Both are erased a day after the session.
import { z } from 'zod'
import { byHand, byPage, byVisit, command } from './command.ts'
import { createdId, id, instant } from './ids.ts'
import { crewMessageMax, cueMinutesMax } from './limits.ts'
import { text } from './text.ts'

const crewMessage = z.object({
  id,
  personId: id,
  name: z.string(),
  text: z.string(),
  at: instant,
})
export type CrewMessage = z.infer<typeof crewMessage>

const cueKind = z.enum(['timeLeft', 'wrapUp', 'countdown'])
export type CueKind = z.infer<typeof cueKind>

/** What a moderator tells the speakers. A session has one at a time: a new one replaces it. */
const cue = z.object({
  id,
  kind: cueKind,
  /** Null for `wrapUp`. */
  minutes: z.number().int().nullable(),
  at: instant,
  /** When the countdown ends; null for the other kinds. */
  endsAt: instant.nullable(),
  /** Who has confirmed it. */
  seenBy: z.array(z.object({ personId: id, name: z.string() })),
})
export type Cue = z.infer<typeof cue>

const crewList = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  /** The newest, oldest first. */
  messages: z.array(crewMessage),
  cue: cue.nullable(),
})
export type CrewList = z.infer<typeof crewList>

/** All but viewers. For a session, speaker and moderator mean: of that session. */
const crew = ['speaker', 'moderator', 'organiser'] as const
const moderators = ['moderator', 'organiser'] as const
const bySession = z.strictObject({ sessionId: id })
const byCue = bySession.extend({ cueId: id })
/** The cue as it is now, which may be another one; null if there is none. */
const cueNow = z.object({ cue: cue.nullable() })

export const crewCommands = {
  'crew.list': command({ who: crew, request: bySession, reply: crewList, rate: byVisit, large: true }),
  'crew.say': command({
    who: crew,
    request: bySession.extend({ messageId: createdId, text: text(crewMessageMax, { lines: true }) }),
    reply: crewMessage,
    rate: { points: 30, seconds: 60 },
  }),
  'crew.giveCue': command({
    who: moderators,
    request: bySession
      .extend({
        cueId: createdId,
        kind: cueKind,
        minutes: z.number().int().min(1).max(cueMinutesMax).nullable(),
      })
      .refine(({ kind, minutes }) => (kind === 'wrapUp') === (minutes === null), {
        path: ['minutes'],
        message: 'every cue but "wrapUp" has minutes',
      }),
    reply: cueNow,
    rate: byHand,
  }),
  'crew.takeBackCue': command({ who: moderators, request: byCue, reply: cueNow, rate: byHand }),
  /** A speaker, or a moderator who speaks, has read the cue: it is not shown to them again. */
  'crew.confirmCue': command({ who: ['speaker', 'moderator'], request: byCue, reply: cueNow, rate: byPage }),
}

export interface CrewEvents {
  'crew.message': (event: { sessionId: string; from: number; version: number; message: CrewMessage }) => void
  'crew.cue': (event: { sessionId: string; from: number; version: number; cue: Cue | null }) => void
}
