// How the ACCME calls an activity's format: a type of Template D, and a format of its JSON.
import type { DeliveryMethod } from '@lectern/shared/planningWords'

export interface AccreditedFormat {
  /** Of Template D. */
  type: 'C' | 'RSS' | 'IL' | 'EM' | 'IEM' | 'JN' | 'MR' | 'TIW' | 'PI' | 'ISL'
  /** Of the JSON; the draft names two as examples, and no list. */
  format: string
}

/** By the AMA's names of formats, as designations use them. */
const others: readonly [words: RegExp, AccreditedFormat][] = [
  [/journal/i, { type: 'JN', format: 'Journal-based CME' }],
  [/test[- ]item/i, { type: 'TIW', format: 'Test Item Writing' }],
  [/manuscript/i, { type: 'MR', format: 'Manuscript Review' }],
  [/performance improvement/i, { type: 'PI', format: 'Performance Improvement' }],
  [/point[- ]of[- ]care/i, { type: 'ISL', format: 'Internet Searching and Learning' }],
]

/** A live activity is a course where somebody is there in person, else one on the internet. */
export function accreditedFormat(
  format: string,
  delivery: readonly DeliveryMethod[],
  isSeries: boolean,
): AccreditedFormat {
  const other = others.find(([words]) => words.test(format))
  if (other) return other[1]
  if (/enduring/i.test(format))
    return { type: delivery.includes('Online') ? 'IEM' : 'EM', format: 'Enduring Material' }
  if (isSeries) return { type: 'RSS', format: 'Regularly Scheduled Series' }
  return { type: delivery.includes('In-Person') ? 'C' : 'IL', format: 'Live Course' }
}
