// Visiting a booth.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import { errors } from '@lectern/shared/errors'
import type { Caller } from '../../live/connection.ts'
import type { Handlers } from '../../live/handlers.ts'
import { rooms } from '../../live/rooms.ts'
import { isStaffOf } from '../boothAccess.ts'
import type { Booths } from '../boothParts.ts'
import { publicBooth } from '../boothViews.ts'

type Names = 'visit' | 'leaveBooth' | 'beat'
type Parts = Pick<
  Booths,
  'hall' | 'booths' | 'presence' | 'calls' | 'bookings' | 'views' | 'live' | 'access' | 'leaving'
>

export function createVisitCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { hall, booths, presence, calls, bookings, views, live, access, leaving } = parts

  async function visitorBeats(boothId: string, { person, conferenceId }: Caller): Promise<boolean> {
    const [visitor, inside] = await Promise.all([
      presence.visitorOf(boothId, person.id),
      hall.hallOf(person.id),
    ])
    return inside === conferenceId && visitor !== undefined && presence.beat(boothId, visitor.visitorId)
  }

  return {
    'booths.visit': async ({ boothId }, { person, connection }) => {
      const booth = await access.visitable(boothId, person)
      const { visitorId, came } = await presence.visit(boothId, person.id)
      // The person left meanwhile on another device: nobody is at a booth while their credit clock runs.
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
        bookings.ofVisitor(boothId, visitorId),
      ])
      return {
        booth: publicBooth(booth),
        staff,
        me: chat.visitor,
        chat,
        call: open ? await views.call(boothId, open) : null,
        bookings: own.map(({ slot }) => ({ boothId, boothName: booth.name, slot })),
      }
    },
    'booths.leaveBooth': async ({ boothId }, caller) => {
      const visitor = await presence.visitorOf(boothId, caller.person.id)
      if (!visitor) return {}
      await caller.connection.leave(rooms.booth(boothId))
      await caller.connection.leave(rooms.visitor(boothId, visitor.visitorId))
      live.left(caller.connection.id, boothId)
      // They may be there on another of their pages, perhaps in a call.
      if (!live.holds(boothId, visitor.visitorId))
        await leaving.leaveBooth(boothId, visitor.visitorId, caller.connection.id)
      return {}
    },
    'booths.beat': async ({ boothId }, caller) => {
      const { person } = caller
      const booth = await booths.booth(boothId)
      live.watch(boothId)
      const isHere = isStaffOf(booth, person)
        ? await presence.staffBeat(boothId, person.id)
        : await visitorBeats(boothId, caller)
      if (!isHere) throw errors.conflict('You have left this booth. Open it again.')
      return {}
    },
  }
}
