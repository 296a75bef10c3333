// What a person still has to do for credit: the reasons of all results, without repeats.
import type { ActivityCredit, CreditReason, CreditResult } from '@lectern/shared/credit'

export interface Todo {
  code: CreditReason['code']
  message: string
  /** The earliest deadline (ms); null if there is none. */
  by: number | null
  /** Where to do it; undefined if it has no page of its own. */
  to: string | undefined
  /** The label of the link. */
  action: string | undefined
}

/** Where a person gives the details that bodies and registers ask for. */
export const detailsPage = '/account/details#licences'

type Place = Pick<Todo, 'to' | 'action'>
function placeOf(code: CreditReason['code'], activityId: string): Place {
  const page = `/credit/${activityId}`
  if (code === 'evaluation_missing') return { to: `${page}/evaluation`, action: 'Start evaluation' }
  if (code === 'test_missing') return { to: `${page}/test`, action: 'Take the test' }
  if (code === 'test_failed') return { to: `${page}/test`, action: 'Take the test again' }
  if (code === 'profile_missing') return { to: detailsPage, action: 'Add details' }
  return { to: undefined, action: undefined }
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

/** Forms are accepted once a session that the person joined has ended. */
export const formsAreOpen = ({ sessions }: Pick<ActivityCredit, 'sessions'>): boolean =>
  sessions.some(({ phase, acknowledged }) => acknowledged && phase === 'ended')

/** Neither the person nor an appeal changes these. */
const final = ['designated_late', 'not_accredited_for', 'deadline_passed', 'attempts_used', 'test_late']

/** This credit will not be given, whatever the person still does: its time paid for other credit, say. */
export function isOutOfReach({ reasons }: Pick<CreditResult, 'reasons'>): boolean {
  const blocking = reasons.filter(({ blocks, todo }) => blocks && !todo)
  const isTaken = reasons.some(({ code }) => code === 'claimed_elsewhere')
  return blocking.some(
    ({ code }) => final.includes(code) || (isTaken && (code === 'share_below' || code === 'below_least')),
  )
}

/**
 * What can be done now: a form that is not accepted yet is left out, and what only credit asks for that will
 * not be given. Where time is missing an appeal may bring it back, so its forms stay.
 */
export function checklistOf(credit: Pick<ActivityCredit, 'activity' | 'results' | 'sessions'>): Todo[] {
  const { activity, results } = credit
  const found = new Map<string, Todo>()
  const within = results.filter((result) => !isOutOfReach(result))
  for (const { code, todo, by, message } of within.flatMap(({ reasons }) => reasons)) {
    if (!todo || (code !== 'profile_missing' && !formsAreOpen(credit))) continue
    // One evaluation and one test serve all credit bodies; the numbers they ask for differ.
    const key = code === 'profile_missing' ? `${code} ${message}` : code
    const before = found.get(key)
    found.set(key, {
      code,
      message,
      by: before ? earlier(before.by, by) : by,
      ...placeOf(code, activity.id),
    })
  }
  return [...found.values()].sort((a, b) => (a.by ?? Infinity) - (b.by ?? Infinity))
}
