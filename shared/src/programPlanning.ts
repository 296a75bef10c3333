// Planning the programme in the browser: the organiser's routes, and the CE office's approval.
import { z } from 'zod'
import { bodyRules } from './bodyRules.ts'
import { conference } from './conferences.ts'
import { conflict } from './conflict.ts'
import { activity } from './credit.ts'
import { id, instant } from './ids.ts'
import { facultyMax, officeReasonMax, reviewedAtOnceMax, titleMax, trackMax } from './limits.ts'
import { byIdAlone, facultyWords, sessionPlan } from './plans.ts'
import { session, sessionState } from './program.ts'
import { review } from './programReview.ts'
import { seriesRule } from './programSeries.ts'
import { declareRoutes } from './route.ts'
import { exemptionGrounds } from './sessionKinds.ts'
import { list, table, text, textOrNone } from './text.ts'

/** Their disclosure on file stays; only the office clears it. */
const facultyEdit = z.preprocess(byIdAlone, facultyWords)

/** What is to change; an omitted field keeps its value. */
const { shape } = sessionPlan
export const sessionEdit = z.strictObject({
  title: shape.title,
  summary: shape.summary,
  kind: shape.kind,
  startsAt: shape.startsAt,
  endsAt: shape.endsAt,
  track: shape.track,
  speakers: list(facultyEdit, facultyMax).exactOptional(),
  moderators: list(facultyEdit, facultyMax).exactOptional(),
  planners: list(facultyEdit, facultyMax).exactOptional(),
  objectives: shape.objectives,
  languages: shape.languages,
  support: shape.support,
  activityId: shape.activityId,
})
export type SessionEdit = z.output<typeof sessionEdit>

/** Which sessions of a series a change is for. */
const scope = z.enum(['this', 'following', 'all']).default('this')
export type Scope = z.output<typeof scope>

/** The version that its maker saw: refused as `stale` if somebody has changed the session since. */
const version = z.number().int().nonnegative()

const changeRequest = z.strictObject({
  /** Null for a new session, with the id that the page made. */
  version: version.nullable(),
  change: sessionEdit,
  scope,
})

/** A session as its planners see it: without what people disclosed, and with what is missing. */
const plannedView = z.object({ session, state: sessionState, review })
export type PlannedView = z.infer<typeof plannedView>

const removedSession = z.object({
  sessionId: id,
  title: z.string(),
  startsAt: instant,
  endsAt: instant,
  removedAt: instant,
  by: id,
})
export type RemovedSession = z.infer<typeof removedSession>

const planning = z.object({
  conference,
  sessions: z.array(plannedView),
  conflicts: z.array(conflict),
  /** Newest first. */
  removed: z.array(removedSession),
  activities: z.array(activity),
  bodies: z.array(bodyRules),
  /** By series id. */
  series: z.record(id, seriesRule),
})
export type Planning = z.infer<typeof planning>

/** What an edit did; conflicts are those of the whole programme, as they are now. */
const edited = z.object({
  sessions: z.array(plannedView),
  removed: z.array(id),
  conflicts: z.array(conflict),
})
export type Edited = z.infer<typeof edited>

/** Sessions to submit or approve together, by id, each with the version that was seen. */
const seenSessions = z.strictObject({ versions: table(id, version, reviewedAtOnceMax) })
export type SeenSessions = z.output<typeof seenSessions>

/**
 * What became of each session: one that is refused keeps no other back. `sessions` has all of them as they
 * are now, so that a page which saw an older version can go on from here.
 */
const reviewedTogether = edited.extend({
  outcomes: z.array(
    z.object({ sessionId: id, refusal: z.object({ code: z.string(), message: z.string() }).nullable() }),
  ),
})
export type ReviewedTogether = z.infer<typeof reviewedTogether>

/** `details` of a refusal as `stale`: what was done since the version that the maker saw. */
export interface StaleDetails {
  sessionId: string
  version: number
  /** Who changed it last, and when. */
  by: string
  name: string
  at: number
  /** Field by field; faculty without disclosures. */
  changes: { field: string; before: unknown; after: unknown }[]
}

const seen = z.strictObject({ version })
const bySession = { sessionId: id }
/** Dragging in the grid saves each time that something is dropped. */
const rate = { points: 240, seconds: 60, pool: 'planning' } as const
/** Each may concern hundreds of sessions. */
const together = { points: 20, seconds: 60, pool: 'planning-together' } as const
const organisers = ['organiser'] as const
const office = ['office'] as const

export const planningRoutes = declareRoutes({
  'program.planning': {
    summary: 'The whole programme for its planners: what is missing, conflicts, removed sessions.',
    who: organisers,
    reply: planning,
    rate: { points: 120, seconds: 60 },
  },
  'program.review': {
    summary: 'What a session lacks before it may go live, and whose turn it is.',
    who: ['speaker', 'moderator', 'organiser'],
    params: bySession,
    reply: review,
  },
  'program.change': {
    summary: 'Makes, changes or moves a session, or several of a series.',
    who: organisers,
    params: bySession,
    body: changeRequest,
    reply: edited,
    rate,
  },
  'program.remove': {
    summary: 'Removes a session, or several of a series, from the programme.',
    who: organisers,
    params: bySession,
    body: seen.extend({ scope }),
    reply: edited,
    rate,
  },
  'program.duplicate': {
    summary: 'Makes a draft like a session.',
    who: organisers,
    params: bySession,
    body: z.strictObject({
      copyId: id,
      title: text(titleMax).exactOptional(),
      startsAt: instant.exactOptional(),
      track: textOrNone(trackMax).exactOptional(),
    }),
    reply: edited,
    rate,
  },
  'program.restore': {
    summary: 'Brings a removed session back as it was.',
    who: organisers,
    params: bySession,
    reply: edited,
    rate,
  },
  'program.submit': {
    summary: 'Submits a session for the CE office’s approval.',
    who: organisers,
    params: bySession,
    body: seen,
    reply: edited,
    rate,
  },
  'program.approve': {
    summary: 'Approves a session of which nothing is missing.',
    who: office,
    params: bySession,
    body: seen,
    reply: edited,
    rate,
  },
  'program.submitTogether': {
    summary: 'Submits many sessions, each by its own rule, and says what became of each.',
    who: organisers,
    body: seenSessions,
    reply: reviewedTogether,
    rate: together,
  },
  'program.approveTogether': {
    summary: 'Approves many sessions, each of which nothing may be missing, and says what became of each.',
    who: office,
    body: seenSessions,
    reply: reviewedTogether,
    rate: together,
  },
  'program.withdraw': {
    summary: 'Takes an approval, or a submission, back.',
    who: organisers,
    params: bySession,
    body: seen.extend({ why: text(officeReasonMax) }),
    reply: edited,
    rate,
  },
  'program.exempt': {
    summary: 'Records that a session is exempt from Standard 3, and why; or that it is not.',
    who: office,
    params: bySession,
    body: seen.extend({ ground: z.enum(exemptionGrounds).nullable() }),
    reply: edited,
    rate,
  },
  'program.repeat': {
    summary: 'Repeats a session by a weekly rule, or changes the rule of its series.',
    who: organisers,
    params: bySession,
    body: seen.extend({ seriesId: id, rule: seriesRule }),
    reply: edited,
    rate,
  },
  'program.renameTrack': {
    summary: 'Renames a track in the whole programme.',
    who: organisers,
    body: z.strictObject({ from: text(trackMax), to: text(trackMax) }),
    reply: edited,
    rate,
  },
})
