// The programme: what is on, when, with whom; and the state of each session, which moderators move.
import { z } from 'zod'
import { byHand, command } from './command.ts'
import { createdId, id, instant } from './ids.ts'
import {
  affiliationMax,
  biasReportMax,
  credentialsMax,
  facultyMax,
  nameMax,
  summaryMax,
  titleMax,
  trackMax,
} from './limits.ts'
import { roles } from './roles.ts'
import { route } from './route.ts'
import { list, text, textOrNone } from './text.ts'

export const sessionPhases = ['scheduled', 'live', 'paused', 'ended'] as const
const sessionPhase = z.enum(sessionPhases)
export type SessionPhase = z.infer<typeof sessionPhase>

/** Words only: disclosures bear no logos, links or product messages (ACCME Standards 3 and 4). */
const plainWords = (max: number) =>
  text(max).refine(
    (words) => !/[<>]|https?:|data:|www\.|\.(png|jpe?g|gif|svg|webp)\b/i.test(words),
    'plain words only: pictures, logos, links and markup are not allowed in disclosures',
  )

/** What the CE office has decided about a relationship, before the person's part in the session began. */
const resolution = z.strictObject({
  /** Whether the content has to do with the company's business. */
  relevant: z.boolean(),
  /** What was done to mitigate it; needed where it is relevant. */
  step: plainWords(300).optional(),
  /**
   * Why an owner or employee may take part: (a) the content has nothing to do with the company's business, (b) it is limited
   * to basic science research, (c) as a technician who teaches the safe use of a device, not whether or when to use it.
   */
  exception: z.enum(['a', 'b', 'c']).optional(),
  decidedBy: plainWords(120),
  decidedAt: instant,
})

/** One financial relationship with an ineligible company in the past 24 months. */
export const relationship = z.strictObject({
  company: plainWords(120),
  nature: plainWords(160),
  /** Absent while nothing is decided: nobody may say then that it was mitigated. */
  resolution: resolution.optional(),
  /** When the mitigation came on record, where the person's part had begun by then. Kept by the server. */
  recordedAt: instant.optional(),
})
export type Relationship = z.infer<typeof relationship>

/** What somebody in control of content has disclosed, once the CE office has cleared it. */
export const disclosure = z.object({
  clearedAt: instant,
  /** Empty: nothing to disclose. */
  relationships: list(relationship, 40),
})
export type Disclosure = z.infer<typeof disclosure>

const faculty = z.object({
  personId: id,
  name: text(nameMax),
  credentials: textOrNone(credentialsMax),
  affiliation: textOrNone(affiliationMax),
  /** Absent while not on file: an accredited session cannot start until everybody's is. */
  disclosure: disclosure.optional(),
})
export type Faculty = z.infer<typeof faculty>

/** As planned. */
export const session = z.object({
  id,
  title: text(titleMax),
  summary: textOrNone(summaryMax, { lines: true }),
  startsAt: instant,
  endsAt: instant,
  track: textOrNone(trackMax).default(''),
  speakers: list(faculty, facultyMax),
  moderators: list(faculty, facultyMax),
  /** Who else controls its content. */
  planners: list(faculty, facultyMax).optional(),
  /** Commercial support, by name and in kind; told to learners before they engage (ACCME Standard 4). */
  support: list(z.object({ supporter: plainWords(120), nature: plainWords(160) }), 20).optional(),
  /** The accredited activity that it is part of; absent for a session without credit. */
  activityId: id.optional(),
  /** Of the plan, set by the server: grows with every change, so that a late message never overwrites a newer plan. */
  version: z.number().int().nonnegative().optional(),
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

const sessionView = z.object({ session, state: sessionState })
export type SessionView = z.infer<typeof sessionView>

/** The whole agenda. */
const program = z.object({
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
  /** "This sells something": reaches the organisers only, with the session's clock (ACCME Standard 2). */
  'program.reportBias': command({
    who: ['clinician', 'speaker', 'moderator', 'organiser'],
    request: bySession.extend({ reportId: createdId, text: text(biasReportMax, { lines: true }) }),
    reply: z.object({ at: instant }),
    rate: { points: 10, seconds: 60 },
  }),
}

/** What people reported as commercial bias, newest first. */
const biasReports = z.object({
  reports: z.array(
    z.object({
      sessionId: id,
      sessionTitle: z.string(),
      name: z.string(),
      at: instant,
      /** On the session's clock, in ms since it went live; null before. */
      clockMs: z.number().nonnegative().nullable(),
      text: z.string(),
    }),
  ),
})
export type BiasReports = z.infer<typeof biasReports>

export const programRoutes = {
  'program.agenda': route({
    method: 'GET',
    path: '/api/program',
    summary: 'The whole agenda, with where each session stands.',
    who: roles,
    reply: program,
  }),
  'program.session': route({
    method: 'GET',
    path: '/api/program/:sessionId',
    summary: 'One session of the agenda.',
    who: roles,
    params: { sessionId: id },
    reply: sessionView,
  }),
  'program.biasReports': route({
    method: 'GET',
    path: '/api/program/bias-reports',
    summary: 'What people reported as commercial bias, newest first.',
    who: ['organiser'],
    reply: biasReports,
  }),
}

export interface ProgramEvents {
  /** A session was planned, anew or for the first time. */
  'program.plan': (session: Session) => void
  /** It was taken off the programme. */
  'program.removed': (event: { sessionId: string }) => void
  'program.state': (state: SessionState) => void
}
