// Which attention checks are due for whom, and the next step for each: send, keep for later, or nothing.
import { slotMs } from '@lectern/shared/attendance'
import type { SessionState } from '@lectern/shared/program'
import { rangeOf } from '@lectern/shared/slots'
import { hasBit, type PersonFacts, type SessionFacts, slotAt } from '@lectern/shared/watchTime'
import { type CheckSchedule, liveMsAt, momentOf, windowMsOf } from './checkSchedule.ts'
import type { SentCheck } from './checksStore.ts'
import { type Demand, isJudged, waits } from './openCheck.ts'
import { isThere, type Viewer, type WatchedSession } from './watching.ts'

/** How long (ms) after a slot's end its beats are written. */
const writtenMs = 1000

/** Finds checks that became due since the last look; for a new viewer, all so far. */
export function findDue(
  { sessionId, activity, viewers }: WatchedSession,
  state: SessionState,
  schedule: CheckSchedule,
  demand: Demand,
  liveMs: number,
): void {
  const policy = { ...activity.attendance, checks: demand }
  for (const viewer of viewers.values()) {
    const since = viewer.nextCheckAt ?? 0
    const wasHere = viewer.nextCheckAt !== undefined
    if (wasHere && liveMs < since) continue
    const { passed, nextAt } = schedule(policy, sessionId, viewer.personId, liveMs)
    viewer.nextCheckAt = nextAt
    for (const { window, atMs } of passed)
      if (atMs >= since) viewer.due.set(window, { at: momentOf(state, atMs), wasHere, isKept: false })
  }
}

/** True once the beats of this moment's slot are written, so they show whether the page was there. */
const isMarked = ({ liveAt }: WatchedSession, at: number, now: number): boolean =>
  now >= liveAt + (slotAt(liveAt, at) + 1) * slotMs + writtenMs

/** True if Redis must be asked: a check may be sent now, or became due while the page was silent. */
export function mustLook(session: WatchedSession, viewer: Viewer, now: number): boolean {
  if (viewer.seat === undefined || viewer.due.size === 0) return false
  const last = viewer.checks.at(-1)
  if (last && waits(last) && !viewer.mayBeUntold && !isJudged(session, last.dueAt, now)) return false
  if (isThere(session, viewer, now)) return true
  return [...viewer.due.values()].some(({ at, isKept }) => !isKept && isMarked(session, at, now))
}

/** Whether the next step depends on the person's slots. */
export const mustKnowSlots = (
  session: WatchedSession,
  { due }: Viewer,
  checks: readonly SentCheck[],
  now: number,
): boolean =>
  [...due].some(
    ([window, { at }]) => isMarked(session, at, now) && checks.every((check) => check.window !== window),
  )

export interface SendStep {
  do: 'send'
  window: number
  at: number
}

/** Records a check that is never shown: `proven` by another proof, or `postponed` as the page was silent. */
export interface NoteStep {
  do: 'note'
  window: number
  as: 'proven' | 'postponed'
  from: number
  to: number
}

interface CheckInputs {
  checks: readonly SentCheck[]
  /** Times of poll votes. */
  votes: readonly number[]
  person: Pick<PersonFacts, 'present'> | undefined
}

/**
 * The next step for a viewer's due checks, oldest first; drops those that need nothing more. Of checks due
 * together, one is sent at a time, and its answer settles all.
 */
export function nextStep(
  session: WatchedSession,
  viewer: Viewer,
  { checks, votes, person }: CheckInputs,
  given: SessionFacts & { state: SessionState },
  demand: Demand,
  now: number,
): SendStep | NoteStep | undefined {
  const { liveAt } = session
  const proofs = [...votes, ...checks.flatMap(({ answeredAt }) => answeredAt ?? [])]
  const windowMs = windowMsOf(demand.perHour)
  const inWindow = (window: number) => (at: number) =>
    Math.floor(liveMsAt(given.state, at) / windowMs) === window
  const present = person?.present ?? new Uint8Array()
  for (const [window, due] of [...viewer.due].sort(([one], [other]) => one - other)) {
    const own = checks.filter((check) => check.window === window)
    const proof = votes.find(inWindow(window)) ?? proofs.find((at) => at >= due.at)
    const isSettled = own.some((check) => check.outcome !== 'postponed')
    if (isSettled || (own.length > 0 && proof !== undefined)) {
      viewer.due.delete(window)
      continue
    }
    if (own.length === 0) {
      if (proof !== undefined) return { do: 'note', window, as: 'proven', from: proof, to: proof }
      const slot = slotAt(liveAt, due.at)
      if (isMarked(session, due.at, now) && !hasBit(present, slot)) {
        // People who had not come yet are not asked afterwards.
        if (!due.wasHere && slot < rangeOf(present).first) {
          viewer.due.delete(window)
          continue
        }
        const to = due.at + demand.answerSeconds * 1000
        if (hasBit(given.onAir, slot)) return { do: 'note', window, as: 'postponed', from: due.at, to }
      }
    }
    if (isThere(session, viewer, now)) return { do: 'send', window, at: now }
    due.isKept = true
  }
  return undefined
}
