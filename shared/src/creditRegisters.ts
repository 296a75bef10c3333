// Registers to which learners' credit is reported: the CE office makes a file, uploads it, and then records
// that.
import { z } from 'zod'
import { instant } from './ids.ts'

/** The ACCME's PARS, and the NABP's CPE Monitor. */
export const registers = ['pars', 'cpe-monitor'] as const
export type Register = (typeof registers)[number]

/**
 * The progress of reporting an activity to a register. Counts people and credits: a person's two credits are
 * two.
 */
export const registerStatus = z.object({
  register: z.enum(registers),
  /** Claimed, and not reported as the certificate says it now. */
  unreported: z.number().int(),
  /** Of these, how many cannot be in a file yet: the list of what is missing says why. */
  keptBack: z.number().int(),
  /** Null until one was made. */
  lastFile: z
    .object({
      madeAt: instant,
      records: z.number().int(),
      /** Of its records, how many are still to be marked as reported. */
      unreported: z.number().int(),
    })
    .nullable(),
})
export type RegisterStatus = z.infer<typeof registerStatus>

/** What was in the file of that moment was uploaded. */
export const reportedRequest = z.strictObject({ madeAt: instant })
/** How many were marked: a record whose certificate has changed since is due again. */
export const reportedAnswer = z.object({ marked: z.number().int() })
export type ReportedAnswer = z.infer<typeof reportedAnswer>
