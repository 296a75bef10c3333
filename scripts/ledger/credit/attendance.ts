// Whether the attendance that the ledger calls final is what its own entries give.
import { countSlots, type StageTime, stageTimeProblems } from '../../../shared/src/stageTime.ts'
import { checkOutcomes, countOf, judge } from '../../../shared/src/watchTime.ts'
import type { HeldSession, Row } from './facts.ts'

/** An entry about an attention check. */
export interface CheckEntry {
  outcome: string
  check: number
  sentAt?: unknown
  dueAt?: unknown
  answeredAt?: unknown
}

/** What differs in a person's final attendance, in words; none if nothing does. */
export function* attendanceProblems(
  { facts, attendance }: HeldSession,
  row: Row,
  said: { creditedSlots: unknown; possibleSlots: unknown },
  entries: readonly CheckEntry[],
): Iterable<string> {
  const person = { ...row, overrides: [] }
  const { creditedSlots, possibleSlots } = countOf(judge(facts, person, attendance))
  if (creditedSlots !== said.creditedSlots || possibleSlots !== said.possibleSlots)
    yield `it says ${String(said.creditedSlots)} of ${String(said.possibleSlots)} slots, and its marks give ${creditedSlots} of ${possibleSlots}`
  const sent = new Map(row.checks.map((each) => [each.check, each]))
  for (const { outcome, check, ...times } of entries) {
    const own = sent.get(check)
    if (!own) yield `check ${check} was ${outcome}, as another entry says, and is missing from it`
    else if ((['sentAt', 'dueAt', 'answeredAt'] as const).some((at) => (times[at] ?? own[at]) !== own[at]))
      yield `check ${check} was ${outcome} at other times, as another entry says`
  }
  for (const { outcome, sendings } of checkOutcomes(facts, person, attendance)) {
    if (outcome === 'open') continue
    const isTold = entries.some(
      (entry) => entry.outcome === outcome && sendings.some(({ check }) => check === entry.check),
    )
    if (!isTold) yield `check ${sendings.at(-1)!.check} was ${outcome} by what it holds, and no entry says so`
  }
}

/** What differs in a person's final time on stage. `isNamed`: the session's own entry names them. */
export function* presentedProblems(
  { facts }: HeldSession,
  time: StageTime,
  said: unknown,
  isNamed: boolean,
): Iterable<string> {
  yield* stageTimeProblems(facts, time)
  const slots = countSlots(time.slots)
  if (slots !== said) yield `it says ${String(said)} slots on stage, and it holds ${slots}`
  if (!isNamed) yield 'the entry of the session does not name this person among those on stage'
}
