// A visitor's consents to one exhibitor: field by field, each ticked and filled in by the visitor, each
// revocable.
import { z } from 'zod'
import { visitor } from './booths.ts'
import { id, instant } from './ids.ts'
import { leadMessageMax, leadValueMax, notesMax } from './limits.ts'
import { list, textOrNone } from './text.ts'

export const leadFields = ['name', 'email', 'affiliation', 'profession', 'phone', 'message'] as const
export const leadField = z.enum(leadFields)
export type LeadField = z.infer<typeof leadField>

/** One @ with something before it and a dotted name after it; no blanks. */
function isMail(address: string): boolean {
  const [user, host, ...rest] = address.split('@')
  if (!user || !host || rest.length > 0 || /\s/.test(address)) return false
  const dot = host.indexOf('.', 1)
  return dot > 0 && dot < host.length - 1
}

export const leadValues = z.strictObject({
  name: textOrNone(leadValueMax).optional(),
  email: textOrNone(leadValueMax)
    .refine((words) => words === '' || isMail(words), 'must be a mail address')
    .optional(),
  affiliation: textOrNone(leadValueMax).optional(),
  profession: textOrNone(leadValueMax).optional(),
  phone: textOrNone(40)
    .refine((words) => words === '' || /^[+\d][\d\s()./-]{3,}$/.test(words), 'must be a telephone number')
    .optional(),
  message: textOrNone(leadMessageMax, { lines: true }).optional(),
})
export type LeadValues = z.infer<typeof leadValues>

/**
 * The ticked fields and their values. A field that is ticked but empty, or filled in but not ticked, is
 * refused. Consent to other fields stands; a field given again gets the new value.
 */
export const consent = z
  .strictObject({ fields: list(leadField, leadFields.length, 1), values: leadValues })
  .superRefine(({ fields, values }, context) => {
    const fail = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (new Set(fields).size !== fields.length) fail('fields', 'a field is named twice')
    for (const field of leadFields) {
      if (fields.includes(field) && !values[field]) fail(field, 'is ticked, but nothing is filled in')
      if (!fields.includes(field) && values[field]) fail(field, 'is filled in, but not ticked')
    }
  })
export type Consent = z.infer<typeof consent>

export const receipt = z.object({
  consentId: id,
  boothId: id,
  boothName: z.string(),
  fields: z.array(leadField),
  at: instant,
  /** The last entry of the ledger when it was recorded, as a short code (`headCode`). */
  ledgerHead: z.string(),
})
export type Receipt = z.infer<typeof receipt>

/** Everything a person has given to one exhibitor. */
export const givenConsent = z.object({
  boothId: id,
  boothName: z.string(),
  /** What the exhibitor can see now. */
  live: z.array(z.object({ field: leadField, value: z.string(), consentId: id, at: instant })),
  /** Oldest first; kept as evidence, without values. */
  history: z.array(
    z.object({
      consentId: id,
      kind: z.enum(['given', 'withdrawn']),
      fields: z.array(leadField),
      at: instant,
    }),
  ),
})
export type GivenConsent = z.infer<typeof givenConsent>

/** How many consents and withdrawals of a visitor are in it: one read earlier never replaces a newer one. */
const leadVersion = z.number().int().nonnegative()

/** A lead as the exhibitor sees it: exactly the fields with live consent, and the staff's own notes. */
export const lead = z.object({
  visitor,
  values: z.partialRecord(leadField, z.string()),
  /** When the first field was given, and the last change. */
  at: instant,
  changedAt: instant,
  notes: z.string(),
  rating: z.number().int().min(1).max(5).nullable(),
  version: leadVersion,
})
export type Lead = z.infer<typeof lead>

/** Says that something was withdrawn, never its value. */
const withdrawal = z.object({
  visitorId: id,
  number: z.number().int(),
  fields: z.array(leadField),
  /** Every field was withdrawn: the lead is gone. */
  whole: z.boolean(),
  at: instant,
  /** Of the lead, once this was withdrawn. */
  version: leadVersion,
})
export type Withdrawal = z.infer<typeof withdrawal>

export const leads = z.object({
  boothId: id,
  leads: z.array(lead),
  /** Newest first; at most 100. */
  withdrawn: z.array(withdrawal),
})
export const leadNotes = z.strictObject({
  notes: textOrNone(notesMax, { lines: true }),
  rating: z.number().int().min(1).max(5).nullable(),
})
