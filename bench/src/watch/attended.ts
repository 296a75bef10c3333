// An hour of a session that everyone attended, written to Redis through the product's own stores: waiting for
// a real one would take an hour.
import { slotMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { createMarksStore, segmentOf, segmentSlots } from '../../../server/src/attendance/marksStore.ts'
import { createSeatsStore } from '../../../server/src/attendance/seatsStore.ts'
import { inFlight } from '../inFlight.ts'

const hourMs = 3_600_000
const hourSlots = hourMs / slotMs
/** People seated at a time. */
const atOnce = 256
/** Slots of one segment marked at a time: more would block Redis for long. */
const slotsAtOnce = 4

/** Slots of a segment within the hour, in groups. */
function* slotGroups(segment: number): Generator<number[]> {
  const slots = Array.from({ length: segmentSlots }, (_, slot) => slot).filter(
    (slot) => segment * segmentSlots + slot < hourSlots,
  )
  for (let first = 0; first < slots.length; first += slotsAtOnce)
    yield slots.slice(first, first + slotsAtOnce)
}

/** The session has been live for an hour with everyone present, except that each missed one slot. */
export async function attendForAnHour(redisUrl: string, sessionId: string, people: string[]): Promise<void> {
  const redis = new Redis(redisLocation(redisUrl), { enableAutoPipelining: true })
  const seats = createSeatsStore(redis)
  const marks = createMarksStore(redis)
  const liveAt = Date.now() - hourMs
  await redis.hset(keys.sessionState(sessionId), { phase: 'live', liveAt, version: 1, breaks: '[]' })
  await inFlight(people.length, atOnce, async (index) => {
    await seats.give(sessionId, people[index]!, 'words', liveAt)
  })
  for (let slot = 0; slot < hourSlots; slot++) await marks.markOnAir(sessionId, slot)
  for (let segment = 0; segment <= segmentOf(hourSlots - 1); segment++)
    for (const slots of slotGroups(segment)) {
      const there = new Map(
        slots.map((slot) => [
          slot,
          people.filter((_, index) => index % hourSlots !== segment * segmentSlots + slot),
        ]),
      )
      for (const kind of ['present', 'delivered'] as const) await marks.mark(kind, sessionId, segment, there)
    }
  redis.disconnect()
}
