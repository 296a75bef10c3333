// Attention checks: when they come, what became of them, and what a missed one takes back.
import type { AttendancePolicy } from './attendance.ts'
import { hasBit, slotAt, slotsPerMinute } from './slots.ts'

/** A check as it was sent. `dueAt` has the extension in it, if more time was asked for. */
export interface CheckFact {
  check: number
  sentAt: number
  dueAt: number
  answeredAt: number | null
}

/**
 * `missed`: there was no proof of attention while it was open, though the page was there all the time. `lapsed`: the page was
 * not, so that nobody can be blamed.
 */
export type CheckOutcome = 'answered' | 'missed' | 'lapsed' | 'open'

interface Session {
  liveAt: number
  until: number
}
interface Person {
  present: Uint8Array
  checks: CheckFact[]
  /** Of poll votes, in ms. */
  proofs: number[]
}

function outcomeOf({ liveAt, until }: Session, person: Person, check: CheckFact): CheckOutcome {
  const { sentAt, dueAt, answeredAt } = check
  if (answeredAt !== null || person.proofs.some((at) => at >= sentAt && at <= dueAt)) return 'answered'
  if (dueAt > until) return 'open'
  const last = slotAt(liveAt, dueAt - 1)
  for (let slot = slotAt(liveAt, sentAt); slot <= last; slot += 1)
    if (!hasBit(person.present, slot)) return 'lapsed'
  return 'missed'
}

/** In the order in which they were sent. */
export function checkOutcomes(
  session: Session,
  person: Person,
  policy: AttendancePolicy,
): { check: number; outcome: CheckOutcome }[] {
  if (!policy.checks) return []
  return person.checks.map((each) => ({ check: each.check, outcome: outcomeOf(session, person, each) }))
}

/**
 * The slots that missed checks take back, `to` not included: those behind the last proof before the check, up to the one in
 * which its time was over, but never more than the policy's bound.
 */
export function takenBack(
  session: Session,
  person: Person,
  policy: AttendancePolicy,
): { from: number; to: number }[] {
  if (!policy.checks || person.checks.length === 0) return []
  const bound = policy.checks.uncreditMinutes * slotsPerMinute
  const answers = person.checks.flatMap(({ answeredAt }) => answeredAt ?? [])
  const proofs = [...person.proofs, ...answers]
  return person.checks
    .filter((check) => outcomeOf(session, person, check) === 'missed')
    .map(({ sentAt, dueAt }) => {
      const lastProof = Math.max(...proofs.filter((at) => at < sentAt))
      const to = slotAt(session.liveAt, dueAt) + 1
      return { from: Math.max(slotAt(session.liveAt, lastProof) + 1, to - bound), to }
    })
}

/** Checks keep this share of a window's length away from each of its ends, so that two never follow on each other's heels. */
const margin = 0.1

/**
 * When checks are due in so much live time, in ms of it (breaks left out): one at a random moment in each nth part of an hour.
 * `random` gives 0 to 1, always the same for the same window.
 */
export function checkMoments(
  policy: AttendancePolicy,
  random: (window: number) => number,
  liveMs: number,
): { window: number; atMs: number }[] {
  if (!policy.checks) return []
  const windowMs = 3_600_000 / policy.checks.perHour
  const moments: { window: number; atMs: number }[] = []
  for (let window = 0; window * windowMs < liveMs; window += 1) {
    const atMs = Math.floor(windowMs * (window + margin + random(window) * (1 - 2 * margin)))
    if (atMs <= liveMs) moments.push({ window, atMs })
  }
  return moments
}
