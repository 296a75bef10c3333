// Leaving the hall: by its own button, and by watching a session, whose clock stands still in the hall.
import type { Broadcast } from '../../live/broadcast.ts'
import type { Caller } from '../../live/connection.ts'
import { rooms } from '../../live/rooms.ts'
import type { BoothsLive } from '../boothsLive.ts'
import type { PresenceStore } from '../visit/presenceStore.ts'
import type { HallStore } from './hallStore.ts'

export interface LeaveHallOptions {
  hall: Pick<HallStore, 'leave'>
  presence: Pick<PresenceStore, 'visitsOf' | 'leave'>
  live: Pick<BoothsLive, 'left' | 'sweptOut'>
  broadcast: Broadcast
  /** Takes all of a person's sockets out of rooms. */
  leaveRooms: (personId: string, rooms: string[]) => void
}

export function createLeaveHall({ hall, presence, live, broadcast, leaveRooms }: LeaveHallOptions) {
  /** Leaves one booth, and tells its desk. */
  async function leaveBooth(boothId: string, visitorId: string, connectionId: string): Promise<void> {
    live.left(connectionId, boothId)
    await live.sweptOut(boothId, await presence.leave(boothId, visitorId))
  }

  /** Out of the hall and every booth, on all devices: those that still show the hall are told. */
  async function leaveHall({ person, connection }: Caller): Promise<void> {
    if (!(await hall.leave(person.id))) return
    const left = [rooms.hall()]
    // After the hall itself: whoever comes to a booth in this very moment finds that they are not inside any more.
    await Promise.all(
      (await presence.visitsOf(person.id)).map(async ({ boothId, visitorId }) => {
        await leaveBooth(boothId, visitorId, connection.id)
        left.push(rooms.booth(boothId), rooms.visitor(boothId, visitorId))
      }),
    )
    broadcast(rooms.person(person.id), 'booths.inHall', { inside: false })
    leaveRooms(person.id, left)
  }

  return { leaveBooth, leaveHall }
}
