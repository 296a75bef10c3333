import { expect, test } from '@jest/globals'
import { slotMs } from '@lectern/shared/attendance'
import { withBit } from '@lectern/shared/slots'
import { segmentOf, segmentSlots } from '../attendance/marksStore.ts'
import { playsOf, type RecentMarks, troubleAt } from './recentMarks.ts'

const liveAt = 1_000_000
const empty = new Uint8Array(0)

/** Marks by seat and slot. `onAir`: the slots in which the stage sent something. */
function marksOf(
  last: number,
  present: [seat: number, slots: number[]][],
  delivered: [seat: number, slots: number[]][],
  onAir: number[],
): RecentMarks {
  const numbers = [segmentOf(last) - 1, segmentOf(last)].filter((segment) => segment >= 0)
  const bitsOf = (segment: number, marks: [number, number[]][]) =>
    marks
      .flatMap(([seat, slots]) => slots.map((slot) => [seat, slot] as const))
      .filter(([, slot]) => segmentOf(slot) === segment)
      .reduce<Uint8Array>(
        (bits, [seat, slot]) => withBit(bits, seat * segmentSlots + (slot % segmentSlots)),
        empty,
      )
  const segments = new Map(
    numbers.map((segment) => [
      segment,
      { present: bitsOf(segment, present), delivered: bitsOf(segment, delivered) },
    ]),
  )
  return {
    last,
    liveAt,
    segments,
    onAir: onAir.reduce<Uint8Array>((bits, slot) => withBit(bits, slot), empty),
  }
}
const slots = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

test('who plays and is reached has no trouble, even if the last mark is missing', () => {
  const recent = marksOf(40, [[3, slots(30, 39)]], [[3, slots(30, 39)]], slots(0, 40))
  expect(playsOf(recent, 3)).toEqual({ plays: true, isReached: true })
  expect(troubleAt(recent, 3)).toBeUndefined()
})

test('who is in the room without playing has trouble since the first slot without a mark, over segments', () => {
  const recent = marksOf(34, [[0, slots(5, 20)]], [[0, slots(5, 20)]], slots(0, 34))
  expect(troubleAt(recent, 0)).toEqual({ kind: 'not_playing', since: liveAt + 21 * slotMs })
})

test('who plays without being reached has trouble since media stopped', () => {
  const recent = marksOf(34, [[7, slots(0, 34)]], [[7, slots(0, 28)]], slots(0, 34))
  expect(playsOf(recent, 7)).toEqual({ plays: true, isReached: false })
  expect(troubleAt(recent, 7)).toEqual({ kind: 'not_reached', since: liveAt + 29 * slotMs })
})

test('nobody has trouble with a dark stage, nor in the first half minute', () => {
  expect(troubleAt(marksOf(34, [], [], slots(0, 32)), 0)).toBeUndefined()
  expect(troubleAt(marksOf(1, [], [], slots(0, 1)), 0)).toBeUndefined()
  expect(troubleAt(marksOf(-1, [], [], []), 0)).toBeUndefined()
})

test('another seat’s marks are not one’s own', () => {
  const recent = marksOf(10, [[1, slots(0, 10)]], [[1, slots(0, 10)]], slots(0, 10))
  expect(troubleAt(recent, 0)?.kind).toBe('not_playing')
  expect(troubleAt(recent, 1)).toBeUndefined()
})
