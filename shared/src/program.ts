// The programme: what is on, when and with whom; and the state of each session, which moderators change.
import { z } from 'zod'
import { byHand, command } from './command.ts'
import { type Conference, conference } from './conferences.ts'
import { createdId, day, id, instant } from './ids.ts'
import {
  affiliationMax,
  agendaMax,
  biasReportMax,
  credentialsMax,
  facultyMax,
  languagesMax,
  nameMax,
  objectiveMax,
  objectivesMax,
  officeReasonMax,
  summaryMax,
  titleMax,
  trackMax,
} from './limits.ts'
import { roles } from './roles.ts'
import { declareRoutes, done, files } from './route.ts'
import { exemptionGrounds, sessionKinds, sessionStatuses } from './sessionKinds.ts'
import { plainWords, support } from './support.ts'
import { bounded, list, text, textOrNone } from './text.ts'

export const sessionPhases = ['scheduled', 'live', 'paused', 'ended'] as const
const sessionPhase = z.enum(sessionPhases)
export type SessionPhase = z.infer<typeof sessionPhase>

/** The CE office's decision on a relationship, made before the person's part in the session. */
const resolution = z.strictObject({
  /** Whether the content relates to the company's business. */
  relevant: z.boolean(),
  /** The mitigation; required if relevant. */
  step: plainWords(300).optional(),
  /**
   * Why an owner or employee may take part: (a) the content does not relate to the company's business, (b) it
   * is limited to basic science research, (c) a technician teaches the safe use of a device, not whether or
   * when to use it.
   */
  exception: z.enum(['a', 'b', 'c']).optional(),
  decidedBy: plainWords(120),
  decidedAt: instant,
})

/** A financial relationship with an ineligible company in the past 24 months. */
export const relationship = z.strictObject({
  company: plainWords(120),
  nature: plainWords(160),
  /** Absent until decided: until then nobody may say it was mitigated. */
  resolution: resolution.optional(),
  /** When the mitigation was recorded, if the person's part had begun. Set by the server. */
  recordedAt: instant.optional(),
})
export type Relationship = z.infer<typeof relationship>

/** The disclosure of a person in control of content, once the CE office has cleared it. */
export const disclosure = z.object({
  clearedAt: instant,
  /** Empty: nothing to disclose. */
  relationships: list(relationship, 40),
  /** Until when the signed form holds that this comes from; absent if it was recorded without a form. */
  expiresAt: instant.optional(),
})
export type Disclosure = z.infer<typeof disclosure>

const faculty = z.object({
  personId: id,
  name: text(nameMax),
  credentials: textOrNone(credentialsMax),
  affiliation: textOrNone(affiliationMax),
  /** Absent until on file: an accredited session cannot start before everyone's is. */
  disclosure: disclosure.optional(),
  /** The address of their picture; only in what pages receive, never in a stored plan. */
  picture: z.string().optional(),
})
export type Faculty = z.infer<typeof faculty>

/** A language tag, e.g. "en" or "pt-BR". */
const language = bounded(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a language like "en" or "pt-BR"')
  .meta({ examples: ['en'] })

/** Fields of a session that can be planned. */
export const sessionFields = [
  'title',
  'summary',
  'kind',
  'startsAt',
  'endsAt',
  'track',
  'speakers',
  'moderators',
  'planners',
  'objectives',
  'languages',
  'support',
  'activityId',
] as const
export type SessionField = (typeof sessionFields)[number]

/** The session's place in a series of repeated ones. */
const seriesPlace = z.object({
  id,
  /** The day that the rule gave it: stays the same when the session is moved. */
  on: day,
  /** Fields changed in this session alone: a change of the whole series leaves them. */
  own: list(z.enum(sessionFields), sessionFields.length),
})

/** As planned. */
export const session = z.object({
  id,
  title: text(titleMax),
  /** Absent: a lecture. */
  kind: z.enum(sessionKinds).optional(),
  summary: textOrNone(summaryMax, { lines: true }),
  startsAt: instant,
  endsAt: instant,
  track: textOrNone(trackMax).default(''),
  speakers: list(faculty, facultyMax),
  moderators: list(faculty, facultyMax),
  /** Others who control its content. */
  planners: list(faculty, facultyMax).optional(),
  /** Commercial support, by name and kind; shown to learners before they join (ACCME Standard 4). */
  support: support.optional(),
  /** Set by the server; a session stays at its conference. */
  conferenceId: id,
  /** The accredited activity it belongs to; absent for a session without credit. */
  activityId: id.optional(),
  /** What learners will be able to do afterwards. */
  objectives: list(text(objectiveMax), objectivesMax).optional(),
  /** Spoken in it; absent: the conference's. */
  languages: list(language, languagesMax).optional(),
  series: seriesPlace.optional(),
  /**
   * Recorded by the CE office: the session is exempt from ACCME's Standard 3, and so from the 30 minutes of
   * 5.2a. `by` and `at` are only for the crew and the office.
   */
  exemption: z
    .object({ ground: z.enum(exemptionGrounds), by: id.optional(), at: instant.optional() })
    .optional(),
  /** Set by the server: an accredited session goes live only if it is approved. */
  status: z.enum(sessionStatuses).optional(),
  /** Who gave it that status, when, and why an approval was taken back. Only for its crew and the office. */
  approval: z
    .object({ by: id, at: instant, why: list(text(officeReasonMax), sessionFields.length) })
    .optional(),
  /** Who last changed the plan, and when. Set by the server, for the crew and the office. */
  changed: z.object({ by: id, at: instant }).optional(),
  /**
   * Version of the plan, set by the server: grows with every change, so a late message never overwrites a
   * newer plan.
   */
  version: z.number().int().nonnegative().optional(),
})
export type Session = z.infer<typeof session>

/**
 * The running session: `version` grows by one per change, so a late message never overwrites a newer state.
 */
export const sessionState = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  phase: sessionPhase,
  /** When it first went live. */
  liveAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Pauses since `liveAt`, oldest first; the last is open (`to` null) while paused. */
  breaks: z.array(z.object({ from: instant, to: instant.nullable() })),
  /** The announced end of the pause, if the moderator gave one. */
  resumesAt: instant.nullable(),
})
export type SessionState = z.infer<typeof sessionState>

const sessionView = z.object({ session, state: sessionState })
export type SessionView = z.infer<typeof sessionView>

/** At most `maximum` units of what a body calls its credit, which it gives in steps. */
const designated = z.object({ body: z.string(), maximum: z.number(), step: z.number() })
export type Designated = z.infer<typeof designated>

/** The whole agenda. */
const program = z.object({
  conference,
  sessions: z.array(sessionView),
  /** What activities are designated for, by activity id. */
  credit: z.record(id, z.array(designated)).optional(),
  now: instant,
})
export type Program = z.infer<typeof program>

/** The sessions that a person has added to their own agenda. */
const ownAgenda = z.object({
  sessionIds: list(id, agendaMax),
  /** How many more there are that are being planned again: they are back once they are approved. */
  waiting: z.number().int().positive().optional(),
})

const bySession = z.strictObject({ sessionId: id })

/** The session's moderators, or its speakers if it has none (checked by the server); organisers always. */
const runsTheSession = ['moderator', 'speaker', 'organiser'] as const

export const programCommands = {
  /** Follows one session: its state now, and `program.state` events from now on. */
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
  /** "This sells something": goes to the CE office only, with the session's clock (ACCME Standard 2). */
  'program.reportBias': command({
    who: ['clinician', 'speaker', 'moderator', 'organiser'],
    request: bySession.extend({ reportId: createdId, text: text(biasReportMax, { lines: true }) }),
    reply: z.object({ at: instant }),
    rate: { points: 10, seconds: 60 },
  }),
}

/** `bias`: there was commercial bias; `no_bias`: examined, and none was found. */
const biasFindings = ['bias', 'no_bias'] as const
/** What the office decides about a report, which closes it; a later decision replaces it. */
const biasDecision = z.strictObject({
  finding: z.enum(biasFindings),
  /** What was examined, and what was done. */
  words: text(biasReportMax, { min: 3, lines: true }),
  /** When the decision was made that the page shows; null for none. */
  seen: instant.nullable(),
})
export type BiasDecision = z.infer<typeof biasDecision>

/** Reports of commercial bias, newest first. */
const biasReports = z.object({
  reports: z.array(
    z.object({
      id: bounded(120),
      sessionId: id,
      sessionTitle: z.string(),
      name: z.string(),
      at: instant,
      /** The session's clock, in ms since it went live; null before. */
      clockMs: z.number().nonnegative().nullable(),
      text: z.string(),
      /** Null while it is open. */
      decision: z
        .object({
          finding: z.enum(biasFindings),
          words: z.string(),
          at: instant,
          /** Who examined it. */
          by: z.string(),
        })
        .nullable(),
    }),
  ),
})
export type BiasReports = z.infer<typeof biasReports>

/** Keeping and unkeeping by hand. */
const agendaRate = { points: 120, seconds: 60, pool: 'agenda' } as const

/** A calendar of a thousand sessions takes some work. */
const calendarRate = { points: 30, seconds: 60, pool: 'calendars' } as const

/** The secret in a calendar's address. */
const calendarToken = bounded(64)
  .regex(/^[A-Za-z0-9_-]{43}$/, 'not the address of a calendar')
  .meta({ examples: ['0'.repeat(43)] })

const subscription = z.object({
  /** Null without one. Whoever knows it can read the person's own agenda, and nothing else. */
  address: z.string().nullable(),
  madeAt: instant.nullable(),
})
export type Subscription = z.infer<typeof subscription>

export const programRoutes = declareRoutes({
  'program.agenda': {
    summary: 'The whole agenda, with where each session stands.',
    who: roles,
    reply: program,
  },
  'program.calendar': {
    summary: 'One session for a calendar.',
    who: roles,
    params: { sessionId: id },
    reply: files('text/calendar'),
  },
  'program.calendarOfAll': {
    summary: 'The whole programme for a calendar.',
    who: roles,
    reply: files('text/calendar'),
    rate: calendarRate,
  },
  'program.ownCalendar': {
    summary: 'Your own agenda for a calendar.',
    who: roles,
    reply: files('text/calendar'),
    rate: calendarRate,
  },
  'program.subscription': {
    summary: 'The address by which a calendar follows your own agenda, if there is one.',
    who: roles,
    reply: subscription,
  },
  'program.subscribe': {
    summary: 'Makes such an address; an earlier one stops working.',
    who: roles,
    reply: subscription,
    status: 201,
    rate: { points: 20, seconds: 60 },
  },
  'program.unsubscribe': {
    summary: 'Revokes that address.',
    who: roles,
    reply: subscription,
  },
  'program.subscribedCalendar': {
    summary: 'Somebody’s own agenda, for the calendar that follows it. Signs nobody in.',
    who: 'anybody',
    of: 'installation',
    params: { token: calendarToken },
    reply: files('text/calendar'),
    rate: { points: 600, seconds: 60, byAddress: true, pool: 'subscribed-calendars' },
    failures: { codes: ['not_found'], points: 30, seconds: 60, pool: 'subscribed-calendars' },
  },
  'program.ownAgenda': {
    summary: 'The sessions in your own agenda.',
    who: roles,
    reply: ownAgenda,
  },
  'program.keep': {
    summary: 'Adds a session to your own agenda.',
    who: roles,
    params: { sessionId: id },
    reply: ownAgenda,
    rate: agendaRate,
  },
  'program.unkeep': {
    summary: 'Takes a session out of your own agenda.',
    who: roles,
    params: { sessionId: id },
    reply: ownAgenda,
    rate: agendaRate,
  },
  'program.session': {
    summary: 'One session of the agenda.',
    who: roles,
    params: { sessionId: id },
    reply: sessionView,
  },
  'program.biasReports': {
    summary: 'What people reported as commercial bias, newest first.',
    who: ['office'],
    reply: biasReports,
  },
  'program.decideBias': {
    summary: 'Says what came of a report of commercial bias.',
    who: ['office'],
    params: { sessionId: id, reportId: bounded(120) },
    body: biasDecision,
    reply: done,
    rate: { points: 60, seconds: 60 },
  },
})

export interface ProgramEvents {
  /** The conference's name, days or supporters have changed. */
  'program.conference': (conference: Conference) => void
  /** A session was added or changed. */
  'program.plan': (session: Session) => void
  /** A session was removed from the programme. */
  'program.removed': (event: { sessionId: string }) => void
  'program.state': (state: SessionState) => void
}
