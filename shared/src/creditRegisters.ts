// Registers to which learners' credit is reported: the CE office makes a file, uploads it, and then records
// that.
import { z } from 'zod'
import { instant } from './ids.ts'
import { registers } from './registerNames.ts'

export { type Register, registers } from './registerNames.ts'

/**
 * The progress of reporting an activity to a register. Counts people and credits: a person's two credits are
 * two.
 */
export const registerStatus = z.object({
  register: z.enum(registers),
  /** Claimed, and not reported with the current certificate. */
  unreported: z.number().int(),
  /** How many of these cannot be in a file yet; the list of missing records says why. */
  keptBack: z.number().int(),
  /** When the first of the unreported is due; null if none has a deadline. */
  dueBy: instant.nullable(),
  /** Null until a file was made. */
  lastFile: z
    .object({
      madeAt: instant,
      records: z.number().int(),
      /** Records of the file that are not marked as reported yet. */
      unreported: z.number().int(),
    })
    .nullable(),
})
export type RegisterStatus = z.infer<typeof registerStatus>

/** The file made at that time was uploaded. */
export const reportedRequest = z.strictObject({ madeAt: instant })
/** How many were marked: a record whose certificate has changed since is due again. */
export const reportedAnswer = z.object({ marked: z.number().int() })
export type ReportedAnswer = z.infer<typeof reportedAnswer>
