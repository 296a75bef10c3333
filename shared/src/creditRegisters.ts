// Registers to which learners' credit is reported: the CE office makes a file, uploads it, records that, and
// reads the register's answer back in.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { registerAnswerMax, registerReasonMax } from './limits.ts'
import { registers } from './registerNames.ts'
import { bounded, list, text } from './text.ts'

export { type Register, registers } from './registerNames.ts'

export const register = z.enum(registers)

/** What keeps a record or a whole file back, and who can mend it. */
const problem = z.object({ who: z.enum(['learner', 'office', 'nobody']), says: z.string() })
export type RegisterProblem = z.infer<typeof problem>

/**
 * `kept_back`: something is missing; `ready`: for the next file; `sent`: uploaded, and not answered yet.
 * A record that the register has rejected is `ready` or `kept_back` again. The same for one to delete.
 */
const recordStates = ['kept_back', 'ready', 'sent', 'accepted'] as const

/** One credit of one person at a register. */
export const registerRecord = z.object({
  /** Of the certificate that it reports or deletes. */
  code: z.string(),
  /** A record is never edited: what has changed is deleted and added again. */
  action: z.enum(['add', 'delete']),
  personId: id,
  name: z.string(),
  /** The policy's title. */
  credit: z.string(),
  amount: z.number(),
  /** The last moment at which the register takes it; null if it sets none. */
  dueBy: instant.nullable(),
  /** That has passed, and the register takes nothing any more: it will never be sent. */
  isTooLate: z.boolean(),
  /** To be deleted at the register by hand, since it takes nothing back by a file. */
  isByHand: z.boolean(),
  state: z.enum(recordStates),
  problems: z.array(problem),
  /** What to look at, although the record can be sent. */
  notices: z.array(z.string()),
  /** The register's last refusal of it. */
  rejected: z.object({ at: instant, reason: z.string() }).nullable(),
})
export type RegisterRecord = z.infer<typeof registerRecord>

/**
 * The progress of reporting an activity to a register. Counts people and credits: a person's two credits are
 * two.
 */
export const registerStatus = z.object({
  register,
  /** Claimed, and not reported with the current certificate. */
  unreported: z.number().int(),
  /** How many of these cannot be in a file yet; the list of missing records says why. */
  keptBack: z.number().int(),
  /** How many came too late, and are never sent. */
  tooLate: z.number().int(),
  /** When the first of the others is due, possibly in the past; null if none has a deadline. */
  dueBy: instant.nullable(),
  /** That is in the past. */
  isOverdue: z.boolean(),
  /** Null until a file was made. */
  lastFile: z
    .object({
      madeAt: instant,
      records: z.number().int(),
      /** Records of the file that are not marked as reported yet. */
      unreported: z.number().int(),
      /**
       * Those of them that are not to be sent any more, or not like this: a permission was withdrawn, a
       * certificate revoked.
       */
      outdated: z.number().int(),
    })
    .nullable(),
})
export type RegisterStatus = z.infer<typeof registerStatus>

/** Everything about one register. */
export const registerReport = z.object({
  register,
  /** Null where the file is as the register publishes it; else why it is a draft until it was tried there. */
  draft: z.string().nullable(),
  /** What is wrong with the activity: no record can be sent before it is mended. */
  problems: z.array(problem),
  records: z.array(registerRecord),
})
export type RegisterReport = z.infer<typeof registerReport>

/** The file made at that time was uploaded. */
export const reportedRequest = z.strictObject({ madeAt: instant })
/** How many were marked: a record whose certificate has changed since is due again. */
export const reportedAnswer = z.object({ marked: z.number().int() })
export type ReportedAnswer = z.infer<typeof reportedAnswer>

/** The register's answer as it came, in whatever layout: lines that name a record by a number of it. */
export const answerText = z.strictObject({ text: bounded(registerAnswerMax) })
/** What an answer says about records that were sent; nothing is recorded by reading it. */
export const answerRead = z.object({
  found: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      line: z.string(),
      /** The register is on record as having refused it, and it was not sent again since. */
      isRejected: z.boolean(),
    }),
  ),
  /** Lines that name no record that was sent, the first of them. */
  unclear: z.array(z.string()),
})
export type AnswerRead = z.infer<typeof answerRead>

/** What the register said of records that were sent; of those that it rejected, why. */
export const registerAnswer = z.strictObject({
  codes: list(bounded(40), 1000, 1),
  rejected: z.strictObject({ reason: text(registerReasonMax) }).nullable(),
  /** Accepted records may be on record as rejected: the register has them after all. */
  afterAll: z.boolean().default(false),
})
export type RegisterAnswer = z.infer<typeof registerAnswer>
export type RegisterAnswerInput = z.input<typeof registerAnswer>
/** Of how many records this was new. */
export const answerRecorded = z.object({ changed: z.number().int() })
