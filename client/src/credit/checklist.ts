// What a person has still to do for credit: the reasons of all results, each said once.
import type { ActivityCredit, CreditReason } from '@lectern/shared/credit'

export interface Todo {
  code: CreditReason['code']
  message: string
  /** The earliest date (ms) by which it must be done; null where there is none. */
  by: number | null
  /** Where it is done; undefined where it is not a page of its own. */
  to: string | undefined
  /** What the way there is called. */
  action: string | undefined
}

type Place = Pick<Todo, 'to' | 'action'>
function placeOf(code: CreditReason['code'], activityId: string): Place {
  const page = `/credit/${activityId}`
  if (code === 'evaluation_missing') return { to: `${page}/evaluation`, action: 'Write the evaluation' }
  if (code === 'test_missing') return { to: `${page}/test`, action: 'Take the test' }
  if (code === 'test_failed') return { to: `${page}/test`, action: 'Take the test again' }
  if (code === 'profile_missing') return { to: '/credit#licences', action: 'Enter your numbers' }
  return { to: undefined, action: undefined }
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

/** Forms are taken once a session that the person took part in has ended. */
export const formsAreOpen = ({ sessions }: Pick<ActivityCredit, 'sessions'>): boolean =>
  sessions.some(({ phase, acknowledged }) => acknowledged && phase === 'ended')

/** What can be done now: a form that is not taken yet needs nobody. */
export function checklistOf(credit: Pick<ActivityCredit, 'activity' | 'results' | 'sessions'>): Todo[] {
  const { activity, results } = credit
  const found = new Map<string, Todo>()
  for (const { code, todo, by, message } of results.flatMap(({ reasons }) => reasons)) {
    if (!todo || (code !== 'profile_missing' && !formsAreOpen(credit))) continue
    // One evaluation and one test serve all bodies; the numbers that they want differ.
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
