// Leaving the hall: by its own button, or by watching a session, whose clock is stopped in the hall.
import type { Broadcast } from '../../live/broadcast.ts'
import type { Caller } from '../../live/connection.ts'
import { rooms } from '../../live/rooms.ts'
import type { BoothsLive } from '../boothsLive.ts'
import type { PresenceStore } from '../visit/presenceStore.ts'
import type { HallStore } from './hallStore.ts'

export interface LeaveHallOptions {
  hall: Pick<HallStore, 'leave'>
  presence: Pick<PresenceStore, 'visitsOf' | 'leave'>
  live: Pick<BoothsLive, 'left' | 'announceSweep'>
  broadcast: Broadcast
  /** Removes all of a person's sockets from channels. */
  leaveRooms: (personId: string, rooms: string[]) => void
}

export function createLeaveHall({ hall, presence, live, broadcast, leaveRooms }: LeaveHallOptions) {
  /** Leaves one booth, and notifies its desk. */
  async function leaveBooth(boothId: string, visitorId: string, connectionId: string): Promise<void> {
    live.left(connectionId, boothId)
    await live.announceSweep(boothId, await presence.leave(boothId, visitorId))
  }

  /**
   * Leaves whichever hall they are in and every booth, on all devices: pages that still show it are notified.
   */
  async function leaveHall({ person, connection }: Caller): Promise<void> {
    const conferenceId = await hall.leave(person.id)
    if (conferenceId === null) return
    const left = [rooms.hall(conferenceId)]
    // After the hall itself, so that a simultaneous visit finds the person no longer inside.
    await Promise.all(
      (await presence.visitsOf(person.id)).map(async ({ boothId, visitorId }) => {
        await leaveBooth(boothId, visitorId, connection.id)
        left.push(rooms.booth(boothId), rooms.visitor(boothId, visitorId))
      }),
    )
    broadcast(rooms.member(conferenceId, person.id), 'booths.inHall', { inside: false })
    leaveRooms(person.id, left)
  }

  return { leaveBooth, leaveHall }
}
