// Watched time. Its unit is a slot of ten seconds on the server's clock, counted from the moment the session went live.
//
//   possible(slot) = live ∧ ¬break ∧ on air
//   credited(slot) = possible ∧ ((present ∧ delivered) ∨ excused), less what a missed attention check takes back
//
// A stage that is dark teaches nobody: such a slot is neither possible nor credited, whatever failed.
// `present`: a beat of the person's page was accepted; `delivered`: a media node saw media reach the person. Bits are only
// ever set, so that devices, reloads, servers and repeated messages unite by themselves (`watchTime.ts`).
import { z } from 'zod'
import { byHand, byPage, command } from './command.ts'
import { id, instant } from './ids.ts'
import { bounded } from './text.ts'

export { beatEveryMs, deliveryEveryMs, judgedAfterMs, slotMs } from './slotTimes.ts'

/** What the provider demands of attention and forgives of faults; part of an activity, told before the session. */
export const attendancePolicy = z.strictObject({
  /** Null: no attention checks. */
  checks: z
    .strictObject({
      /** One at a random moment in each nth part of an hour. Strictest known practice: 3 (NASBA). */
      perHour: z.number().int().min(1).max(60),
      /** Time to answer, in s. */
      answerSeconds: z.number().int().min(20).max(600),
      /** What asking for more time adds, once a check, in s. */
      extensionSeconds: z.number().int().min(0).max(600),
      /** A missed check takes back the time since the last proof of attention, but never more than this, in minutes. */
      uncreditMinutes: z.number().int().min(0).max(120),
    })
    .nullable(),
  /** A talk that a fault of the platform kept from a learner counts for whoever was credited right before the fault. */
  excuseOutages: z.boolean(),
  /** For one person and session, in minutes. */
  maxExcusedMinutes: z.number().int().min(0).max(240),
})
export type AttendancePolicy = z.infer<typeof attendancePolicy>

/** Why a slot counts or does not. Those that say "possible" are the learner's to gain; the others are nobody's. */
export const slotVerdicts = [
  /** Nobody's: a break, or nothing was on air. */
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
] as const
const slotVerdict = z.enum(slotVerdicts)
/**
 * `granted` and `withdrawn`: by an override of the CE office. `not_joined`: before the first or after the last sign of the
 * person. `not_watching`: media arrived, but the page neither showed nor played it. `no_media`: the page was there, but
 * media did not arrive. `connection_lost`: neither, or next to such a slot without beats.
 */
export type SlotVerdict = z.infer<typeof slotVerdict>

/** Possible time that was not credited, oldest first. */
export const gap = z.object({ from: instant, to: instant, reason: slotVerdict })
export type Gap = z.infer<typeof gap>

/** Where the person's clock stands. */
const meterStates = [
  'counting',
  /** Nobody's clock runs. */
  'scheduled',
  'break',
  'off_air',
  'ended',
  /** Something the person can mend. */
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
  /** After the session: the final count, which only an override changes. */
  isFinal: z.boolean(),
})
export type Meter = z.infer<typeof meter>

/** An attention check that waits for an answer. Numbered by person and session. */
const openCheck = z.object({
  sessionId: id,
  check: z.number().int().nonnegative(),
  dueAt: instant,
  /** What asking for more time would add, in s; 0 where that was used up. */
  extensionSeconds: z.number().int().nonnegative(),
})
export type OpenCheck = z.infer<typeof openCheck>

/** What learners are shown before they engage (ACCME Standards 3 and 4), and what they acknowledge. */
const disclosures = z.object({
  /** Of exactly these words: acknowledging others is refused as `stale`. */
  version: bounded(64),
  people: z.array(
    z.object({
      name: z.string(),
      credentials: z.string(),
      part: z.enum(['speaker', 'moderator', 'planner']),
      /** None: nothing to disclose. */
      relationships: z.array(
        z.object({
          company: z.string(),
          nature: z.string(),
          /** How the CE office has dealt with it; null where nobody has recorded that. */
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
          /** When a late mitigation came on record, after the person's part had begun. */
          recordedAt: instant.optional(),
        }),
      ),
    }),
  ),
  support: z.array(z.object({ supporter: z.string(), nature: z.string() })),
})
export type Disclosures = z.infer<typeof disclosures>

/** Told before the session: what is demanded for credit, and how much there is. */
const announced = z.object({
  activityId: id,
  activityTitle: z.string(),
  attendance: attendancePolicy,
  /** One for each body that this person's profession can earn from. */
  credits: z.array(
    z.object({
      policyId: id,
      title: z.string(),
      unit: z.string(),
      maximum: z.number(),
      /** Of the possible time, 0 to 1. */
      minimumShare: z.number(),
      /** Of each session, or of the whole activity. */
      shareOf: z.enum(['session', 'activity']),
      /** Share of the attention checks that must be answered, 0 to 1; null for none. */
      minimumChecks: z.number().nullable(),
      evaluation: z.boolean(),
      /** The score to reach, 0 to 1, and how often it may be tried; attempts null for as often as one likes. */
      test: z.object({ minimumScore: z.number(), attempts: z.number().nullable() }).nullable(),
      /** Days after the activity's end in which credit can be claimed; null for ever. */
      claimDays: z.number().nullable(),
      /** How time becomes an amount, for the count that is shown while the session runs. */
      rate: z
        .object({ minutesPerUnit: z.number(), step: z.number(), rounding: z.enum(['nearest', 'down']) })
        .optional(),
    }),
  ),
})
export type Announced = z.infer<typeof announced>

/** Everything a session page needs to know of the person's watched time. */
const attendanceStatus = z.object({
  sessionId: id,
  /** Null where the session carries no credit for this person, e.g. its speaker: nothing is measured or acknowledged then. */
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
  /** From here on media may be received and slots may be earned. Twice is once. `stale` where the words have changed. */
  'attendance.acknowledge': command({
    who: learners,
    request: bySession.extend({ version: bounded(64) }),
    reply: z.object({ acknowledgedAt: instant }),
    rate: byHand,
  }),
  /** `conflict` where its time is over; twice is once. */
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
 * A page's sign of life while it shows or plays the stage; not a command, for nothing is answered: what came of it is told by
 * `attendance.slot`. It bears no time, so none can be claimed. `peerId` is the page's own place on the stage.
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
  /** Answered, on whichever device, or over. */
  'attendance.checkClosed': (event: { sessionId: string; check: number; answered: boolean }) => void
  /** The session's count is final: what was shown before may be asked for again. */
  'attendance.frozen': (event: { sessionId: string }) => void
}
