// What a visitor leaves with one exhibitor: field by field, each ticked and filled in by the visitor, each revocable.
import { z } from 'zod'
import { visitor } from './booths.ts'
import { id, instant } from './ids.ts'
import { leadMessageMax, leadValueMax, notesMax } from './limits.ts'
import { list, textOrNone } from './text.ts'

export const leadFields = ['name', 'email', 'affiliation', 'profession', 'phone', 'message'] as const
export const leadField = z.enum(leadFields)
export type LeadField = z.infer<typeof leadField>

/** One @ with something before it, and behind it a name with a dot inside; no blanks. */
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
 * The fields that were ticked, and what they say. A field that is ticked and empty, or filled in and not ticked, is
 * refused. What was given before for other fields stays; a field given again has the new value.
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
})
export type Receipt = z.infer<typeof receipt>

/** All that a person has given to one exhibitor. */
export const givenConsent = z.object({
  boothId: id,
  boothName: z.string(),
  /** What the exhibitor sees now. */
  live: z.array(z.object({ field: leadField, value: z.string(), consentId: id, at: instant })),
  /** Oldest first; kept as evidence, without the values. */
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

/** What an exhibitor sees of a lead: exactly the fields with a live consent, and the staff's own words. */
export const lead = z.object({
  visitor,
  values: z.partialRecord(leadField, z.string()),
  /** When the first of the fields was given, and the last change. */
  at: instant,
  changedAt: instant,
  notes: z.string(),
  rating: z.number().int().min(1).max(5).nullable(),
})
export type Lead = z.infer<typeof lead>

/** That something was withdrawn, never what it said. */
const withdrawal = z.object({
  visitorId: id,
  number: z.number().int(),
  fields: z.array(leadField),
  /** Nothing is left: the lead is gone. */
  whole: z.boolean(),
  at: instant,
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
