// What the marks of the last minutes say about each person in a session's room. Pure, but for reading them.
import { slotMs } from '@lectern/shared/attendance'
import type { Trouble } from '@lectern/shared/health'
import { hasBit } from '@lectern/shared/slots'
import { type MarksStore, type SegmentBits, segmentOf, segmentSlots } from '../attendance/marksStore.ts'

/** Slots that are looked at: half a minute. Marks of one slot may be missing without any trouble. */
const looked = 3

export interface RecentMarks {
  /** The last slot whose marks have all arrived; negative right after the start. */
  last: number
  liveAt: number
  onAir: Uint8Array
  segments: ReadonlyMap<number, SegmentBits>
}

export async function readRecentMarks(
  marks: Pick<MarksStore, 'segment' | 'onAir'>,
  sessionId: string,
  liveAt: number,
  last: number,
): Promise<RecentMarks> {
  const newest = segmentOf(Math.max(0, last))
  const numbers = newest === 0 ? [0] : [newest - 1, newest]
  const [onAir, ...bits] = await Promise.all([
    marks.onAir(sessionId),
    ...numbers.map((segment) => marks.segment(sessionId, segment)),
  ])
  return { last, liveAt, onAir, segments: new Map(numbers.map((segment, i) => [segment, bits[i]!])) }
}

const isMarked = (recent: RecentMarks, kind: keyof SegmentBits, seat: number, slot: number): boolean => {
  const bits = recent.segments.get(segmentOf(slot))?.[kind]
  return bits !== undefined && hasBit(bits, seat * segmentSlots + (slot % segmentSlots))
}

const slotsLooked = ({ last }: RecentMarks): number[] =>
  Array.from({ length: looked }, (_, i) => last - i).filter((slot) => slot >= 0)

/** Whether this person's page has played the stage, and whether media reached it. */
export function playsOf(recent: RecentMarks, seat: number): { plays: boolean; isReached: boolean } {
  const played = slotsLooked(recent).filter((slot) => isMarked(recent, 'present', seat, slot))
  return {
    plays: played.length > 0,
    isReached: played.some((slot) => isMarked(recent, 'delivered', seat, slot)),
  }
}

/** Since when (ms) `holds`, as far back as the marks go. */
function since({ last, liveAt, segments }: RecentMarks, holds: (slot: number) => boolean): number {
  const oldest = Math.min(...segments.keys()) * segmentSlots
  let slot = last
  while (slot > oldest && holds(slot - 1)) slot -= 1
  return liveAt + slot * slotMs
}

/** The trouble of somebody who is in the room, if any. Nobody has trouble with a stage that sends nothing. */
export function troubleAt(recent: RecentMarks, seat: number): Pick<Trouble, 'kind' | 'since'> | undefined {
  const slots = slotsLooked(recent)
  if (slots.length < looked || !slots.every((slot) => hasBit(recent.onAir, slot))) return undefined
  const { plays, isReached } = playsOf(recent, seat)
  const isPresent = (slot: number) => isMarked(recent, 'present', seat, slot)
  if (!plays) return { kind: 'not_playing', since: since(recent, (slot) => !isPresent(slot)) }
  if (isReached || !isPresent(recent.last)) return undefined
  const isStarved = (slot: number) => isPresent(slot) && !isMarked(recent, 'delivered', seat, slot)
  return { kind: 'not_reached', since: since(recent, isStarved) }
}
