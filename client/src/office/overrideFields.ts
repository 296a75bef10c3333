// The office's correction as it is written, and as it is sent.
import type { Gap } from '@lectern/shared/attendance'
import type { OverrideRequest } from '@lectern/shared/creditOffice'
import type { Problems } from '../words/problems.ts'
import { reasonProblems } from './reasons.ts'
import { clockOf, longestOf, minutesOf, stretchOf } from './sessionClock.ts'

export interface OverrideFields {
  /** As the session's clock: m:ss or h:mm:ss. */
  from: string
  to: string
  credited: boolean
  reason: string
}

export const emptyOverride: OverrideFields = { from: '', to: '', credited: true, reason: '' }

/** For an appeal: what it is most likely about. */
export function prefilled(gaps: readonly Gap[], liveAt: number): OverrideFields {
  const gap = longestOf(gaps)
  if (!gap) return emptyOverride
  const { fromMinute, toMinute } = stretchOf(gap, liveAt)
  return { ...emptyOverride, from: clockOf(fromMinute), to: clockOf(toMinute) }
}

export function problemsOf({ from, to, reason }: OverrideFields): Problems {
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const problems: Problems = reasonProblems({ reason })
  if (begin === undefined) problems.from = 'Write it like 12:30.'
  if (end === undefined) problems.to = 'Write it like 15:00.'
  else if (begin !== undefined && end <= begin) problems.to = 'It must end after it begins.'
  return problems
}

interface About {
  sessionId: string
  personId: string
  appealId: string | null
}

/** Only of fields without problems. */
export const overrideOf = (
  fields: OverrideFields,
  { sessionId, personId, appealId }: About,
): OverrideRequest => ({
  sessionId,
  personId,
  fromMinute: minutesOf(fields.from)!,
  toMinute: minutesOf(fields.to)!,
  credited: fields.credited,
  reason: fields.reason.trim(),
  ...(appealId && { appealId }),
})
