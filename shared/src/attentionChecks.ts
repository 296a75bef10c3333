// Attention checks: when they are due, their outcomes, and what a missed one takes back.
//
// A silent page postpones a check but never cancels it: the check is sent again when the page is back, and is
// missed once the page has had the full time to answer it. A check still due when the session ends is missed.
// What a missed check takes back depends only on when it was first due. So falling silent gains nothing, and
// a learner who lost the connection and answers later loses only those slots.
import type { AttendancePolicy } from './attendance.ts'
import { hasBit, outagesOf, type PlatformOutage, rangeOf, slotAt, slotsPerMinute } from './slots.ts'
import { slotMs } from './slotTimes.ts'

/** One sending of a check. `dueAt` includes the extension, if one was granted. */
export interface CheckFact {
  /** Number of this sending, per person and session. */
  check: number
  /**
   * The part of the session it covers; all sendings for one part are one check. Absent: a check of its own.
   */
  window?: number
  sentAt: number
  dueAt: number
  answeredAt: number | null
  /** The person asked for more time. */
  extended?: boolean
  /** Due at `sentAt` but never shown, because the page was silent. */
  unsent?: boolean
}

/**
 * `missed`: no proof of attention in time. `postponed`: the page fell silent, so the check is due again.
 * `cancelled`: the platform failed when it was first due. `open`: the time is not over, or the end cut it
 * short.
 */
export type CheckOutcome = 'answered' | 'missed' | 'postponed' | 'cancelled' | 'open'

export interface CheckResult {
  /** Number of the last sending. */
  check: number
  outcome: CheckOutcome
  /** When the check, or a poll instead of it, was answered. */
  answeredAt: number | null
  /** Oldest first. */
  sendings: CheckFact[]
}

interface Session {
  liveAt: number
  until: number
  breaks: readonly { from: number; to: number | null }[]
  outages: readonly PlatformOutage[]
  /** The session has not ended: an open check can still be answered. */
  running?: boolean
  /** Slots in which the stage sent something. */
  onAir?: Uint8Array
  /** It was frozen by an earlier version, whose rules hold for it. */
  isFormer?: true
}
interface Person {
  outages?: readonly string[]
  present: Uint8Array
  checks: CheckFact[]
  /** Times of poll votes, in ms. */
  proofs: number[]
}

function sendingsOf(checks: readonly CheckFact[]): CheckFact[][] {
  const byWindow = new Map<number | CheckFact, CheckFact[]>()
  for (const check of checks) {
    const sendings = byWindow.get(check.window ?? check)
    if (sendings) sendings.push(check)
    else byWindow.set(check.window ?? check, [check])
  }
  return [...byWindow.values()]
}

const proofsOf = ({ proofs, checks }: Person): number[] => [
  ...proofs,
  ...checks.flatMap(({ answeredAt }) => answeredAt ?? []),
]

/** The slots in which a sending was open, `to` excluded. */
const slotsOf = (liveAt: number, { sentAt, dueAt }: CheckFact) => ({
  from: slotAt(liveAt, sentAt),
  to: slotAt(liveAt, dueAt - 1) + 1,
})

/**
 * The end of what could be watched. A session that ended in a break stopped when the break began, one that
 * ended with a dark stage when the stage went dark.
 */
function liveUntil({ liveAt, breaks, until, onAir, isFormer }: Session): number {
  const last = breaks.at(-1)
  const end = last && (last.to ?? until) >= until ? Math.min(last.from, until) : until
  if (!onAir || isFormer) return end
  const lastOnAir = rangeOf(onAir).last
  return lastOnAir < 0 ? end : Math.min(end, liveAt + (lastOnAir + 1) * slotMs)
}

/**
 * Whether the page was there long enough to answer, with the check shown. Nobody has to be there in a break.
 */
function wasThere({ liveAt, breaks }: Session, present: Uint8Array, sendings: readonly CheckFact[]): boolean {
  const time = slotsOf(liveAt, sendings[0]!)
  const isBreak = (slot: number): boolean =>
    breaks.some(
      ({ from, to }) => slotAt(liveAt, from) <= slot && (to === null || liveAt + slot * slotMs < to),
    )
  let slots = 0
  for (const sending of sendings) {
    if (sending.unsent) continue
    const { from, to } = slotsOf(liveAt, sending)
    for (let slot = from; slot < to; slot += 1) if (hasBit(present, slot) && !isBreak(slot)) slots += 1
  }
  return slots >= time.to - time.from
}

function resultOf(session: Session, person: Person, sendings: CheckFact[]): CheckResult {
  const { outages, running } = session
  // A paused session may still resume.
  const until = running ? session.until : liveUntil(session)
  const first = sendings[0]!
  const last = sendings.at(-1)!
  const isOver = last.dueAt <= until
  const overlooked = isOver && wasThere(session, person.present, sendings)
  // Any proof answers a postponed check.
  const answerBy = overlooked || (sendings.length === 1 && !isOver) ? last.dueAt : Number.POSITIVE_INFINITY
  const answeredAt =
    sendings.find((sending) => sending.answeredAt !== null)?.answeredAt ??
    proofsOf(person).find((at) => at >= first.sentAt && at <= answerBy) ??
    null
  const outcomeOf = (): CheckOutcome => {
    if (answeredAt !== null) return 'answered'
    if (outagesOf(outages, person).some(({ from, to }) => from < first.dueAt && to > first.sentAt))
      return 'cancelled'
    if (overlooked) return 'missed'
    if (!isOver && (running || sendings.length === 1)) return 'open'
    return running ? 'postponed' : 'missed'
  }
  return { check: last.check, outcome: outcomeOf(), answeredAt, sendings }
}

/** The outcome of each check, in the order in which they were due. */
export function checkOutcomes(session: Session, person: Person, policy: AttendancePolicy): CheckResult[] {
  if (!policy.checks) return []
  return sendingsOf(person.checks).map((sendings) => resultOf(session, person, sendings))
}

/**
 * The slots that missed checks take back, `to` excluded: from the last proof before the check was first due
 * up to the slot in which it expired, but never more than the policy's bound.
 */
export function takenBack(
  session: Session,
  person: Person,
  policy: AttendancePolicy,
): { from: number; to: number }[] {
  if (!policy.checks || person.checks.length === 0) return []
  const bound = policy.checks.uncreditMinutes * slotsPerMinute
  const proofs = proofsOf(person)
  return checkOutcomes(session, person, policy)
    .filter(({ outcome }) => outcome === 'missed')
    .map(({ sendings: [first] }) => {
      const { sentAt, dueAt } = first!
      const lastProof = Math.max(...proofs.filter((at) => at < sentAt))
      const to = slotAt(session.liveAt, dueAt) + 1
      return { from: Math.max(slotAt(session.liveAt, lastProof) + 1, to - bound), to }
    })
}

/** Checks keep this share of a window away from its ends, so no two come in quick succession. */
const margin = 0.1

/** The live time, in ms, after which everybody has surely been asked once and had the time to answer. */
export function surelyAskedMs({
  perHour,
  perMinutes = 60,
  answerSeconds,
}: NonNullable<AttendancePolicy['checks']>): number {
  return Math.ceil(((perMinutes * 60_000) / perHour) * (1 - margin)) + answerSeconds * 1000
}

/**
 * When checks are due, in ms of live time (breaks left out): one at a random moment in each nth part of the
 * policy's stretch (an hour, or NASBA's 50 minutes). `random` returns 0 to 1, always the same for the same
 * window.
 */
export function checkMoments(
  policy: AttendancePolicy,
  random: (window: number) => number,
  liveMs: number,
): { window: number; atMs: number }[] {
  if (!policy.checks) return []
  const { perHour, perMinutes = 60 } = policy.checks
  const windowMs = (perMinutes * 60_000) / perHour
  const moments: { window: number; atMs: number }[] = []
  for (let window = 0; window * windowMs < liveMs; window += 1) {
    const atMs = Math.floor(windowMs * (window + margin + random(window) * (1 - 2 * margin)))
    if (atMs <= liveMs) moments.push({ window, atMs })
  }
  return moments
}
