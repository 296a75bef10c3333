// A conflict of a programme: what the pure checks find, and what the organiser and the office are shown.
import { z } from 'zod'
import type { BodyRules } from './bodyRules.ts'
import type { Activity } from './credit.ts'
import { id } from './ids.ts'
import type { Session } from './program.ts'

export const conflictCodes = [
  'ends_before_start',
  'longer_than_a_day',
  'over_days',
  'clock_change',
  'person_twice',
  'promotion_too_near',
  'promotion_unclear',
  'credit_for_kind',
  'activity_missing',
  'designation_above_time',
  'designation_below_least',
  'designation_step',
  'policy_expired',
  'designation_number',
  'number_missing',
  'format_not_live',
  'checks_too_few',
] as const
export type ConflictCode = (typeof conflictCodes)[number]

export const conflict = z.object({
  code: z.enum(conflictCodes),
  /** Whether it keeps its accredited sessions from being approved. */
  blocks: z.boolean(),
  /** The sessions that it is about, by start. */
  sessionIds: z.array(id),
  personId: id.optional(),
  activityId: id.optional(),
  policyId: id.optional(),
  /** Who must act. */
  who: z.enum(['organiser', 'office']),
  /** In words, with the names of the items. */
  message: z.string(),
})
export type Conflict = z.infer<typeof conflict>

export interface PlannedProgramme {
  sessions: readonly Session[]
  activities: readonly Activity[]
  bodies: readonly BodyRules[]
  /** The conference's. */
  timeZone: string
}

export const minuteMs = 60_000

export const named = ({ title }: Session): string => `“${title}”`

export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
