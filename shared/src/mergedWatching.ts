// One person's watched time made of two people's: what counted for either of them counts, and no slot twice.
import type { AttendancePolicy } from './attendance.ts'
import { hasBit, withBit } from './slots.ts'
import { isCredited, judge, type PersonFacts, type SessionFacts } from './watchTime.ts'

type Watched = Omit<PersonFacts, 'overrides'> & { acknowledgedAt: number }

const either = (one: Uint8Array, other: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: Math.max(one.length, other.length) }, (_, i) => (one[i] ?? 0) | (other[i] ?? 0))

const sortedUnion = (one: readonly number[], other: readonly number[]): number[] =>
  [...new Set([...one, ...other])].sort((a, b) => a - b)

/** The slots for which `is` holds, as bits. */
function bitsWhere(slots: number, is: (slot: number) => boolean): Uint8Array {
  let bits: Uint8Array = new Uint8Array()
  for (let slot = 0; slot < slots; slot += 1) if (is(slot)) bits = withBit(bits, slot)
  return bits
}

/**
 * The side with more credited time stays as it was, with its checks and visits to the hall; of the other one
 * only what counted is added. Where a check that the first side missed would take that away again, missed
 * checks have no effect: the person was there, under the other name. Pure; the same again if it is repeated.
 */
export function mergedWatching<Row extends Watched>(
  facts: SessionFacts,
  one: Row,
  other: Row,
  policy: AttendancePolicy,
): Row {
  const verdictsOf = (row: Row) => judge(facts, { ...row, overrides: [] }, policy)
  const [own, others] = [verdictsOf(one), verdictsOf(other)]
  const credited = (verdicts: typeof own) => verdicts.filter(isCredited).length
  const isFirst = credited(own) >= credited(others)
  const [first, second] = isFirst ? [one, other] : [other, one]
  const [verdicts, added] = isFirst ? [own, others] : [others, own]

  const counted = bitsWhere(
    added.length,
    (slot) => isCredited(added[slot]!) && hasBit(second.present, slot) && hasBit(second.delivered, slot),
  )
  const merged: Row = {
    ...first,
    acknowledgedAt: Math.min(one.acknowledgedAt, other.acknowledgedAt),
    present: either(first.present, counted),
    delivered: either(first.delivered, counted),
    proofs: sortedUnion(first.proofs, second.proofs),
  }
  const result = verdictsOf(merged)
  if (result.every((verdict, slot) => isCredited(verdict) || !hasBit(counted, slot))) return merged
  const unpunished = bitsWhere(
    verdicts.length,
    (slot) => hasBit(first.present, slot) && verdicts[slot] !== 'missed_check',
  )
  return {
    ...merged,
    present: either(unpunished, counted),
    checks: first.checks.filter(({ answeredAt }) => answeredAt !== null),
    hall: [],
  }
}
