// Entering and leaving the hall.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import type { Hall } from '@lectern/shared/booths'
import type { Handlers } from '../../live/handlers.ts'
import { rooms } from '../../live/rooms.ts'
import { summaryOf } from '../boothViews.ts'
import type { Booths } from '../createBooths.ts'

type Names = 'inHall' | 'enterHall' | 'leaveHall'
type Parts = Pick<Booths, 'hall' | 'booths' | 'presence' | 'chats' | 'leaving' | 'broadcast' | 'clock'>

export function createHallCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { hall, booths, presence, chats, leaving, broadcast, clock } = parts

  async function unreadOf(personId: string): Promise<Hall['unread']> {
    const visits = await presence.visitsOf(personId)
    const counts = await Promise.all(
      visits.map(
        async ({ boothId, visitorId }) => [boothId, await chats.unreadByVisitor(boothId, visitorId)] as const,
      ),
    )
    return Object.fromEntries(counts.filter(([, count]) => count > 0))
  }

  return {
    'booths.inHall': async (_request, { person }) => {
      const [inside = false] = await hall.insideOf([person.id])
      return { inside }
    },
    'booths.enterHall': async (_request, { person, connection }) => {
      if (await hall.enter(person.id)) broadcast(rooms.person(person.id), 'booths.inHall', { inside: true })
      // Join the channel first, so that changes made while the list is read are delivered.
      await connection.join(rooms.hall())
      const [all, staff, unread] = await Promise.all([
        booths.all(),
        booths.staffAt(clock()),
        unreadOf(person.id),
      ])
      return { booths: all.map((booth) => summaryOf(booth, staff.get(booth.id) ?? 0)), unread }
    },
    'booths.leaveHall': async (_request, caller) => {
      await leaving.leaveHall(caller)
      return {}
    },
  }
}
