// The health of a running conference, for those who run it; and announcements to its people.
import { z } from 'zod'
import { byHand, command } from './command.ts'
import { deliveryQuality } from './deliveryQuality.ts'
import { createdId, id, instant } from './ids.ts'
import { announcementMax, nameMax, trackMax } from './limits.ts'
import { roles } from './roles.ts'
import { declareRoutes } from './route.ts'
import { text } from './text.ts'

const count = z.number().int().nonnegative()

/** A minute of a session, as one of the servers found it. */
const healthMinute = z.object({
  /** When the minute began. */
  at: instant,
  /** People with a page in the session's room. */
  watching: count,
  /**
   * People whose page plays the stage, and those of them whom media reached; null where nobody has a seat.
   */
  playing: count.nullable(),
  reached: count.nullable(),
  /** Questions that wait for a moderator. */
  waiting: count,
  /** Joins that failed since the session began. */
  failedSoFar: count,
  /** What media nodes measured in this minute, sample by sample; absent where they measured nothing. */
  quality: deliveryQuality.exactOptional(),
})
export type HealthMinute = z.infer<typeof healthMinute>

/** Why somebody does not see the session as they should. */
const troubleKinds = ['failed', 'not_playing', 'not_reached'] as const
const trouble = z.object({
  personId: id,
  name: z.string().max(nameMax),
  kind: z.enum(troubleKinds),
  /** The error's code, of a join that failed. */
  code: z.string().optional(),
  /** Since when, as far as it was seen. */
  since: instant,
})
export type Trouble = z.infer<typeof trouble>

/** At most this many people are listed for a session. */
export const troublesShown = 50
/** Of a session's minutes, at most the last: four hours. */
export const minutesShown = 240

const sessionHealth = z.object({
  sessionId: id,
  title: z.string(),
  track: z.string(),
  phase: z.enum(['live', 'paused', 'ended']),
  /** Now; the newest minute if it has ended. */
  now: healthMinute,
  minutes: z.array(healthMinute),
  /** By the error's code. */
  failedJoins: z.array(z.object({ code: z.string(), count })),
  /** People who have trouble now, the newest first, and how many there are. */
  troubles: z.array(trouble),
  troubled: count,
})
export type SessionHealth = z.infer<typeof sessionHealth>

const health = z.object({
  now: instant,
  /** Sessions that run, and those that ended in the last day; the running ones first. */
  sessions: z.array(sessionHealth),
  /** Media nodes. `load`: the share of their cores in use, 0 to 1. */
  nodes: z.array(
    z.object({ nodeId: id, region: z.string(), load: z.number(), viewers: count, draining: z.boolean() }),
  ),
  /** `load`: the share of time (0 to 1) in which its event loop was busy, in the last minute. */
  servers: z.array(z.object({ name: z.string(), at: instant, load: z.number(), sockets: count })),
  /** The platform's own failures in the last day, newest first. */
  outages: z.array(
    z.object({
      id: z.string(),
      cause: z.enum(['server', 'node', 'stall']),
      sessionId: id.nullable(),
      from: instant,
      to: instant.nullable(),
    }),
  ),
})
export type Health = z.infer<typeof health>

const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everybody') }),
  z.strictObject({ kind: z.literal('track'), track: text(trackMax) }),
  z.strictObject({ kind: z.literal('session'), sessionId: id }),
])
export type Audience = z.infer<typeof audience>

const announcement = z.object({
  announcementId: id,
  text: z.string(),
  at: instant,
  /** It is shown until then. */
  until: instant,
  /** The sessions on whose pages it is shown; null: on every page of the conference. */
  sessionIds: z.array(id).nullable(),
  /** The track's name or the session's title; empty for everybody. */
  to: z.string(),
})
export type Announcement = z.infer<typeof announcement>

const organisers = ['organiser'] as const

export const healthCommands = {
  'health.announce': command({
    who: organisers,
    request: z.strictObject({
      announcementId: createdId,
      text: text(announcementMax),
      audience,
      /** How long it is shown. */
      minutes: z.number().int().min(1).max(480),
    }),
    reply: announcement,
    rate: byHand,
  }),
  'health.withdraw': command({
    who: organisers,
    request: z.strictObject({ announcementId: id }),
    reply: z.object({}),
    rate: byHand,
  }),
}

/** To every page of the conference. */
export interface HealthEvents {
  'health.announced': (announcement: Announcement) => void
  'health.withdrawn': (event: { announcementId: string }) => void
}

export const healthRoutes = declareRoutes({
  'health.now': {
    summary: 'How the conference runs: viewers, delivery, failed joins, trouble, load and outages.',
    who: organisers,
    reply: health,
    rate: { points: 60, seconds: 60 },
  },
  'health.announcements': {
    summary: 'The announcements that are shown now, oldest first.',
    who: roles,
    reply: z.object({ announcements: z.array(announcement) }),
    rate: { points: 120, seconds: 60 },
  },
})
