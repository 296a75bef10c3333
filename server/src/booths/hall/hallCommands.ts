// Entering and leaving the hall, and being at a booth.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import { type Hall, type OwnBooking, slotMs, slotsOf } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Caller } from '../../live/connection.ts'
import type { Handlers } from '../../live/handlers.ts'
import { rooms } from '../../live/rooms.ts'
import { isStaffOf } from '../boothAccess.ts'
import { publicBooth, summaryOf } from '../boothViews.ts'
import type { Booths } from '../createBooths.ts'

type Names =
  | 'inHall'
  | 'enterHall'
  | 'leaveHall'
  | 'visit'
  | 'leaveBooth'
  | 'beat'
  | 'say'
  | 'myChat'
  | 'seen'
  | 'slots'
  | 'book'
  | 'myBookings'
  | 'cancelBooking'

export function createHallCommands(parts: Booths): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { hall, booths, presence, chats, calls, bookings, views, live, access, broadcast, clock } = parts

  async function unreadOf(personId: string): Promise<Hall['unread']> {
    const boothIds = await presence.visitedBooths(personId)
    const counts = await Promise.all(
      boothIds.map(async (boothId) => {
        const visitor = await presence.visitorOf(boothId, personId)
        return [boothId, visitor ? await chats.unreadByVisitor(boothId, visitor.visitorId) : 0] as const
      }),
    )
    return Object.fromEntries(counts.filter(([, count]) => count > 0))
  }

  /** Their bookings from this slot on that has not ended. */
  async function bookingsOf(boothId: string, boothName: string, visitorId: string): Promise<OwnBooking[]> {
    const coming = await bookings.from(boothId, clock() - slotMs)
    return coming
      .filter((booking) => booking.visitorId === visitorId)
      .map(({ slot }) => ({ boothId, boothName, slot }))
  }

  async function leave(boothId: string, visitorId: string, { connection }: Caller): Promise<void> {
    live.left(connection.id, boothId)
    await live.sweptOut(boothId, await presence.leave(boothId, visitorId))
  }

  async function visitorBeats(boothId: string, personId: string): Promise<boolean> {
    const [visitor, [inside]] = await Promise.all([
      presence.visitorOf(boothId, personId),
      hall.insideOf([personId]),
    ])
    return inside === true && visitor !== undefined && presence.beat(boothId, visitor.visitorId)
  }

  return {
    'booths.inHall': async (_request, { person }) => {
      const [inside = false] = await hall.insideOf([person.id])
      return { inside }
    },
    'booths.enterHall': async (_request, { person, connection }) => {
      if (await hall.enter(person.id)) broadcast(rooms.person(person.id), 'booths.inHall', { inside: true })
      // Into the room first: what changes while the list is read is told.
      await connection.join(rooms.hall())
      const [all, until, unread] = await Promise.all([
        booths.all(),
        booths.staffedUntil(),
        unreadOf(person.id),
      ])
      const now = clock()
      return { booths: all.map((booth) => summaryOf(booth, (until.get(booth.id) ?? 0) > now)), unread }
    },
    'booths.leaveHall': async (_request, caller) => {
      const { person } = caller
      const wasInside = await hall.leave(person.id)
      const left = [rooms.hall()]
      // After the hall itself: whoever comes to a booth in this very moment finds that they are not inside any more.
      const boothIds = await presence.visitedBooths(person.id)
      await Promise.all(
        boothIds.map(async (boothId) => {
          const visitor = await presence.visitorOf(boothId, person.id)
          if (!visitor) return
          await leave(boothId, visitor.visitorId, caller)
          left.push(rooms.booth(boothId), rooms.visitor(boothId, visitor.visitorId))
        }),
      )
      if (wasInside) broadcast(rooms.person(person.id), 'booths.inHall', { inside: false })
      parts.leaveRooms(person.id, left)
      return {}
    },

    'booths.visit': async ({ boothId }, { person, connection }) => {
      const booth = await access.visitable(boothId, person)
      const { visitorId, came } = await presence.visit(boothId, person.id)
      // Left meanwhile, on another device: nobody is at a booth while their credit clock runs.
      await access.visitable(boothId, person).catch(async (error: unknown) => {
        await presence.leave(boothId, visitorId)
        throw error
      })
      await connection.join(rooms.booth(boothId))
      await connection.join(rooms.visitor(boothId, visitorId))
      live.arrived(connection.id, boothId, { kind: 'visitor', who: visitorId })
      live.watch(boothId)
      if (came) live.touch(boothId, 'present', 'hours')
      const [{ staff }, chat, open, own] = await Promise.all([
        presence.atDesk(boothId),
        views.chat(boothId, visitorId),
        calls.openOf(boothId, visitorId),
        bookingsOf(boothId, booth.name, visitorId),
      ])
      return {
        booth: publicBooth(booth),
        staff,
        me: chat.visitor,
        chat,
        call: open ? await views.call(boothId, open) : null,
        bookings: own,
      }
    },
    'booths.leaveBooth': async ({ boothId }, caller) => {
      const visitor = await presence.visitorOf(boothId, caller.person.id)
      if (!visitor) return {}
      await caller.connection.leave(rooms.booth(boothId))
      await caller.connection.leave(rooms.visitor(boothId, visitor.visitorId))
      live.left(caller.connection.id, boothId)
      // They may be there by another page of theirs, perhaps in a call.
      if (!live.holds(boothId, visitor.visitorId)) await leave(boothId, visitor.visitorId, caller)
      return {}
    },
    'booths.beat': async ({ boothId }, { person }) => {
      const booth = await booths.booth(boothId)
      live.watch(boothId)
      const isHere = isStaffOf(booth, person)
        ? await presence.staffBeat(boothId, person.id)
        : await visitorBeats(boothId, person.id)
      if (!isHere) throw errors.conflict('You are not at this booth any more. Open it again.')
      return {}
    },

    'booths.say': async ({ boothId, messageId, text }, { person }) => {
      const { visitorId } = await access.visitor(boothId, person)
      const { message, fresh } = await chats.say(boothId, visitorId, null, { messageId, text })
      if (fresh) {
        const both = [rooms.visitor(boothId, visitorId), rooms.boothDesk(boothId)]
        broadcast(both, 'booths.said', { boothId, visitorId, message })
        live.touch(boothId, 'chats')
      }
      return message
    },
    'booths.myChat': async ({ boothId, before }, { person }) => {
      const { visitorId } = await access.owner(boothId, person)
      return views.chat(boothId, visitorId, before)
    },
    'booths.seen': async ({ boothId, seq }, { person }) => {
      const { visitorId } = await access.owner(boothId, person)
      const seen = await chats.seen(boothId, visitorId, 'visitor', seq)
      const both = [rooms.visitor(boothId, visitorId), rooms.boothDesk(boothId)]
      if (seen > 0) broadcast(both, 'booths.seen', { boothId, visitorId, by: 'visitor', seq: seen })
      return {}
    },

    'booths.slots': async ({ boothId }, { person }) => {
      const { booth, visitorId } = await access.visitor(boothId, person)
      const taken = await bookings.from(boothId, clock() - slotMs)
      return {
        slots: slotsOf(booth, clock()).map((at) => {
          const held = taken.find(({ slot }) => Math.abs(slot - at) < slotMs)
          const isMine = held?.slot === at && held.visitorId === visitorId
          return { at, state: isMine ? ('mine' as const) : held ? ('taken' as const) : ('free' as const) }
        }),
      }
    },
    'booths.book': async ({ boothId, slot }, { person }) => {
      const { booth, visitorId } = await access.visitor(boothId, person)
      if (!slotsOf(booth, clock()).includes(slot))
        throw errors.conflict('This time cannot be booked: it is over, or outside the opening hours.')
      await bookings.book(boothId, slot, visitorId)
      broadcast(rooms.visitor(boothId, visitorId), 'booths.booking', { boothId, slot, booked: true })
      live.touch(boothId, 'bookings')
      return { boothId, boothName: booth.name, slot }
    },
    'booths.myBookings': async (_request, { person }) => {
      const boothIds = await presence.visitedBooths(person.id)
      const found = await Promise.all(
        boothIds.map(async (boothId) => {
          const [booth, visitor] = await Promise.all([
            booths.find(boothId),
            presence.visitorOf(boothId, person.id),
          ])
          return booth && visitor ? bookingsOf(boothId, booth.name, visitor.visitorId) : []
        }),
      )
      return { bookings: found.flat().sort((a, b) => a.slot - b.slot) }
    },
    'booths.cancelBooking': async ({ boothId, slot }, { person }) => {
      const { visitorId } = await access.side(boothId, person)
      const holder = await bookings.cancel(boothId, slot, visitorId)
      // Cancelling twice is cancelling.
      if (holder) {
        broadcast(rooms.visitor(boothId, holder), 'booths.booking', { boothId, slot, booked: false })
        live.touch(boothId, 'bookings')
      }
      return {}
    },
  }
}
