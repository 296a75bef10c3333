// What the provider keeps until when, what was purged, and holds: an inquiry stops purging.
import { z } from 'zod'
import { day, id, instant } from './ids.ts'
import { officeReasonMax } from './limits.ts'
import { retentionRuleNames } from './retentionRules.ts'
import { declareRoutes } from './route.ts'
import { text } from './text.ts'

const accreditationTerm = z
  .strictObject({ startsOn: day, endsOn: day })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'the term would end before it begins',
  })

const hold = z.object({ reason: z.string(), by: id, name: z.string(), at: instant })
const keptActivity = z.object({
  id,
  title: z.string(),
  /** When its last session ended that was held; null: nothing is held yet. */
  endedAt: instant.nullable(),
  kept: z.array(z.object({ rule: z.enum(retentionRuleNames), until: instant })),
  until: instant.nullable(),
  hold: hold.nullable(),
})
export type KeptActivity = z.output<typeof keptActivity>
const keptConference = z.object({
  id,
  title: z.string(),
  /** Contents in its ledger that can be purged. */
  contents: z.number().int().nonnegative(),
  /** When those are that are not held back: null if nothing was held. */
  purgedAt: instant.nullable(),
  activities: z.array(keptActivity),
  /** What was purged, the newest first. */
  purged: z.array(z.object({ at: instant, why: z.string(), contents: z.number().int() })),
})
export const retention = z.object({
  term: accreditationTerm.nullable(),
  conferences: z.array(keptConference),
})
export type Retention = z.output<typeof retention>

const office = ['office'] as const
const rate = { points: 60, seconds: 60, pool: 'retention' } as const
const ofHold = { conferenceId: id, heldId: id }
const why = z.strictObject({ reason: text(officeReasonMax, { min: 3, lines: true }) })

export const retentionRoutes = declareRoutes({
  'retention.list': {
    summary: 'What is kept until when and why, and what was purged.',
    who: office,
    of: 'installation',
    reply: retention,
    rate,
  },
  'retention.setTerm': {
    summary: 'Sets the provider’s accreditation term.',
    who: office,
    of: 'installation',
    body: accreditationTerm,
    reply: retention,
    rate,
  },
  'retention.hold': {
    summary: 'Stops purging for an activity, while an inquiry needs its records.',
    who: office,
    of: 'installation',
    params: ofHold,
    body: why,
    reply: retention,
    rate,
  },
  'retention.release': {
    summary: 'Ends the hold of an activity.',
    who: office,
    of: 'installation',
    params: ofHold,
    body: why,
    reply: retention,
    rate,
  },
})
