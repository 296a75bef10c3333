// A visitor books a time with a booth's staff.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import { bookingSlotMs, slotsOf } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Handlers } from '../../live/handlers.ts'
import { rooms } from '../../live/rooms.ts'
import type { Booths } from '../boothParts.ts'

type Names = 'slots' | 'book' | 'myBookings' | 'cancelBooking'
type Parts = Pick<Booths, 'booths' | 'presence' | 'bookings' | 'live' | 'access' | 'broadcast' | 'clock'>

export function createBookingCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { booths, presence, bookings, live, access, broadcast, clock } = parts

  return {
    'booths.slots': async ({ boothId }, { person }) => {
      const { booth, visitorId } = await access.visitor(boothId, person)
      const taken = await bookings.coming(boothId)
      return {
        slots: slotsOf(booth, clock()).map((at) => {
          const held = taken.find(({ slot }) => Math.abs(slot - at) < bookingSlotMs)
          const isMine = held?.slot === at && held.visitorId === visitorId
          return { at, state: isMine ? ('mine' as const) : held ? ('taken' as const) : ('free' as const) }
        }),
      }
    },
    'booths.book': async ({ boothId, slot }, { person }) => {
      const { booth, visitorId } = await access.visitor(boothId, person)
      if (!slotsOf(booth, clock()).includes(slot))
        throw errors.conflict('This time can’t be booked: it is over, or outside the opening hours.')
      await bookings.book(boothId, slot, visitorId)
      broadcast(rooms.visitor(boothId, visitorId), 'booths.booking', { boothId, slot, booked: true })
      live.touch(boothId, 'bookings')
      return { boothId, boothName: booth.name, slot }
    },
    'booths.myBookings': async (_request, { person, conferenceId }) => {
      const visits = await presence.visitsOf(person.id)
      const held = await Promise.all(
        visits.map(async ({ boothId, visitorId }) => {
          const booth = await booths.find(boothId)
          if (booth?.conferenceId !== conferenceId) return []
          const own = await bookings.ofVisitor(boothId, visitorId)
          return own.map(({ slot }) => ({ boothId, boothName: booth.name, slot }))
        }),
      )
      return { bookings: held.flat().sort((a, b) => a.slot - b.slot) }
    },
    'booths.cancelBooking': async ({ boothId, slot }, { person }) => {
      const { visitorId } = await access.side(boothId, person)
      const holder = await bookings.cancel(boothId, slot, visitorId)
      // A repeat finds no booking and changes nothing.
      if (holder) {
        broadcast(rooms.visitor(boothId, holder), 'booths.booking', { boothId, slot, booked: false })
        live.touch(boothId, 'bookings')
      }
      return {}
    },
  }
}
