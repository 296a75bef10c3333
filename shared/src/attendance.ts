// Watched time, in slots of ten seconds on the server's clock, counted from the moment the session went live.
//
// possible(slot) = live ∧ ¬break ∧ on air
// credited(slot) = possible ∧ ((present ∧ delivered) ∨ excused), minus slots taken back by a missed check
//
// A dark stage teaches nobody: its slots are neither possible nor credited, even if the platform failed.
// `present`: the server accepted a beat of the person's page. `delivered`: a media node saw media reach the
// person. Bits are only ever set, so several devices, reloads, servers and repeated messages simply unite
// (`watchTime.ts`).
import { z } from 'zod'
import { byHand, byPage, command } from './command.ts'
import { id, instant } from './ids.ts'
import { exemptionGrounds } from './sessionKinds.ts'
import { bounded } from './text.ts'

export { beatEveryMs, deliveryEveryMs, judgedAfterMs, slotMs } from './slotTimes.ts'

/** How much attention the provider demands and which faults it excuses. Announced before the session. */
export const attendancePolicy = z.strictObject({
  /** Null: no attention checks. */
  checks: z
    .strictObject({
      /**
       * One at a random moment in each nth part of `perMinutes`. The strictest known practice is 3 (NASBA).
       */
      perHour: z.number().int().min(1).max(60),
      /** The stretch that `perHour` is a number for, in minutes; absent: 60. NASBA's credit has 50. */
      perMinutes: z.number().int().min(30).max(120).exactOptional(),
      /** Time to answer, in s. */
      answerSeconds: z.number().int().min(20).max(600),
      /** Added once per check when the person asks for more time, in s. */
      extensionSeconds: z.number().int().min(0).max(600),
      /** A missed check takes back the time since the last proof of attention, at most this many minutes. */
      uncreditMinutes: z.number().int().min(0).max(120),
    })
    .nullable(),
  /** Time lost to a fault of the platform counts for learners who were credited right before it. */
  excuseOutages: z.boolean(),
  /** Per person and session, in minutes. */
  maxExcusedMinutes: z.number().int().min(0).max(240),
})
export type AttendancePolicy = z.infer<typeof attendancePolicy>

/** Why a slot counts or does not. Only `possible` slots could earn credit. */
export const slotVerdicts = [
  /** Not possible for anyone: a break, or nothing on air. */
  'break',
  'off_air',
  /** Possible and credited. */
  'counted',
  'excused',
  'granted',
  /** Possible and not credited. */
  'not_joined',
  'not_watching',
  'no_media',
  'connection_lost',
  'hall',
  'missed_check',
  'withdrawn',
  /** Of a speaker's time only. */
  'not_on_stage',
] as const
const slotVerdict = z.enum(slotVerdicts)
/**
 * `granted`, `withdrawn`: by an override of the CE office. `not_joined`: before the first or after the last
 * sign of the person. `not_watching`: media arrived, but the page did not show or play it. `no_media`: the
 * page was there, but no media arrived. `connection_lost`: neither; or no beats, next to such a slot.
 * `not_on_stage`: the session ran, and its speaker was not on stage.
 */
export type SlotVerdict = z.infer<typeof slotVerdict>

/** Possible time that was not credited, oldest first. */
export const gap = z.object({ from: instant, to: instant, reason: slotVerdict })
export type Gap = z.infer<typeof gap>

/** The state of the person's credit clock. */
const meterStates = [
  'counting',
  /** The clock runs for nobody. */
  'scheduled',
  'break',
  'off_air',
  'ended',
  /** The person can fix these. */
  'not_joined',
  'not_watching',
  'no_media',
  'hall',
  'missed_check',
] as const
const meterState = z.enum(meterStates)
export type MeterState = z.infer<typeof meterState>

const meter = z.object({
  sessionId: id,
  /** Judged up to here, on the server's clock. */
  asOf: instant,
  creditedSlots: z.number().int().nonnegative(),
  possibleSlots: z.number().int().nonnegative(),
  state: meterState,
  gaps: z.array(gap),
  /** After the session: the final count, which only an override can change. */
  isFinal: z.boolean(),
})
export type Meter = z.infer<typeof meter>

/** An attention check waiting for an answer, numbered per person and session. */
const openCheck = z.object({
  sessionId: id,
  check: z.number().int().nonnegative(),
  dueAt: instant,
  /** Added on request, in s; 0 if already used. */
  extensionSeconds: z.number().int().nonnegative(),
})
export type OpenCheck = z.infer<typeof openCheck>

/** What learners see and acknowledge before they join (ACCME Standards 3 and 4). */
export const disclosures = z.object({
  /** Identifies these exact words: acknowledging another version is refused as `stale`. */
  version: bounded(64),
  people: z.array(
    z.object({
      name: z.string(),
      credentials: z.string(),
      part: z.enum(['speaker', 'moderator', 'planner']),
      /** Their disclosure is not on file (yet): nothing may be said about their relationships. */
      isMissing: z.literal(true).optional(),
      /** Empty: nothing to disclose. */
      relationships: z.array(
        z.object({
          company: z.string(),
          nature: z.string(),
          /** How the CE office resolved it; null if not recorded. */
          note: z
            .enum([
              'mitigated',
              'mitigated_late',
              'not_relevant',
              'exception_a',
              'exception_b',
              'exception_c',
            ])
            .nullable(),
          /** When a late mitigation was recorded, after the person's part had begun. */
          recordedAt: instant.optional(),
        }),
      ),
    }),
  ),
  /** The session is exempt from Standard 3, on this ground. */
  exempt: z.enum(exemptionGrounds).optional(),
  /** Of the session and of its conference. */
  support: z.array(z.object({ supporter: z.string(), nature: z.string() })),
})
export type Disclosures = z.infer<typeof disclosures>

/** Announced before the session: what credit requires and how much there is. */
const announced = z.object({
  activityId: id,
  activityTitle: z.string(),
  attendance: attendancePolicy,
  /** In the bodies' own words, with *…* for italics. */
  statements: z
    .object({ accreditation: z.array(z.string()), designation: z.array(z.string()) })
    .exactOptional(),
  /** One per credit body that serves this person's profession. */
  credits: z.array(
    z.object({
      policyId: id,
      title: z.string(),
      unit: z.string(),
      /** The unit of exactly 1: "AMA PRA Category 1 Credit™". */
      unitOfOne: z.string().exactOptional(),
      maximum: z.number(),
      /** Share of the possible time, 0 to 1. */
      minimumShare: z.number(),
      /** Whether the share applies to each session or to the whole activity. */
      shareOf: z.enum(['session', 'activity']),
      /** Share of attention checks that must be answered, 0 to 1; null for none. */
      minimumChecks: z.number().nullable(),
      evaluation: z.boolean(),
      /** The score to reach, 0 to 1, and the number of attempts; null for unlimited. */
      test: z
        .object({
          minimumScore: z.number(),
          attempts: z.number().nullable(),
          /** Days after the end for taking it; absent: as long as credit can be claimed. */
          days: z.number().exactOptional(),
        })
        .nullable(),
      /**
       * Days for claiming after the person's last session, or the end of what is whole; null for no limit.
       */
      claimDays: z.number().nullable(),
      /** Days for claiming after an appeal was granted. */
      appealDays: z.number().exactOptional(),
      /** Days after the person's last session in which the register takes a record, and none later. */
      reportDays: z.number().exactOptional(),
      /** All that was designated, or nothing. */
      isWhole: z.literal(true).exactOptional(),
      /** What is designated and claimed by itself; absent: the whole activity. */
      per: z.enum(['session', 'day']).exactOptional(),
      /** The most for one day. */
      dailyMaximum: z.number().exactOptional(),
      /** The body's own statements, filled in; *…* is in italics. */
      statements: z.array(z.string()).exactOptional(),
      /** Converts time into an amount, for the running count. */
      rate: z
        .object({ minutesPerUnit: z.number(), step: z.number(), rounding: z.enum(['nearest', 'down']) })
        .optional(),
    }),
  ),
})
export type Announced = z.infer<typeof announced>

/** Everything a session page shows about the person's watched time. */
const attendanceStatus = z.object({
  sessionId: id,
  /** Null if the session carries no credit for this person, e.g. its speaker: nothing is measured. */
  announced: announced.nullable(),
  disclosures,
  acknowledgedAt: instant.nullable(),
  meter,
  check: openCheck.nullable(),
})
export type AttendanceStatus = z.infer<typeof attendanceStatus>

const learners = ['clinician', 'speaker', 'moderator', 'organiser'] as const
const bySession = z.strictObject({ sessionId: id })
const byCheck = bySession.extend({ check: z.number().int().nonnegative() })

export const attendanceCommands = {
  'attendance.status': command({
    who: learners,
    request: bySession,
    reply: attendanceStatus,
    rate: byPage,
    large: true,
  }),
  /**
   * From here on the person can receive media and earn slots. Repeatable. `stale` if the words have changed.
   */
  'attendance.acknowledge': command({
    who: learners,
    request: bySession.extend({ version: bounded(64) }),
    reply: z.object({ acknowledgedAt: instant }),
    rate: byHand,
  }),
  /** `conflict` after the deadline. Repeatable. */
  'attendance.answer': command({
    who: learners,
    request: byCheck,
    reply: z.object({ answeredAt: instant }),
    rate: byHand,
  }),
  /** More time for a check, once. */
  'attendance.extend': command({ who: learners, request: byCheck, reply: openCheck, rate: byHand }),
}

/**
 * Sent by a page while it shows or plays the stage. Not a command: nothing is answered; `attendance.slot`
 * reports the result. It carries no time, so a client cannot claim any. `peerId` is the page's own peer.
 */
export const beat = z.strictObject({ peerId: id })
export type Beat = z.infer<typeof beat>

export interface AttendanceEvents {
  /** Once a slot, to each page that watches: the count so far. */
  'attendance.slot': (event: {
    sessionId: string
    asOf: number
    creditedSlots: number
    possibleSlots: number
    state: MeterState
  }) => void
  /** To all of the person's pages in the session. */
  'attendance.check': (event: OpenCheck) => void
  /** Answered on any device, or over. */
  'attendance.checkClosed': (event: { sessionId: string; check: number; answered: boolean }) => void
  /** The count is final: pages may reload what they show. */
  'attendance.frozen': (event: { sessionId: string }) => void
}
