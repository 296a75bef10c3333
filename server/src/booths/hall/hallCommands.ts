// Entering and leaving the hall.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import type { Hall } from '@lectern/shared/booths'
import type { Handlers } from '../../live/handlers.ts'
import { rooms } from '../../live/rooms.ts'
import type { Booths } from '../boothParts.ts'
import { summaryOf } from '../boothViews.ts'

type Names = 'inHall' | 'enterHall' | 'leaveHall'
type Parts = Pick<Booths, 'hall' | 'booths' | 'presence' | 'chats' | 'leaving' | 'broadcast' | 'clock'>

export function createHallCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { hall, booths, presence, chats, leaving, broadcast, clock } = parts

  async function unreadOf(personId: string, here: readonly { id: string }[]): Promise<Hall['unread']> {
    const visits = (await presence.visitsOf(personId)).filter(({ boothId }) =>
      here.some(({ id }) => id === boothId),
    )
    const counts = await Promise.all(
      visits.map(
        async ({ boothId, visitorId }) => [boothId, await chats.unreadByVisitor(boothId, visitorId)] as const,
      ),
    )
    return Object.fromEntries(counts.filter(([, count]) => count > 0))
  }

  return {
    'booths.inHall': async (_request, { person, conferenceId }) => ({
      inside: (await hall.hallOf(person.id)) === conferenceId,
    }),
    'booths.enterHall': async (_request, caller) => {
      const { person, conferenceId, connection } = caller
      const before = await hall.hallOf(person.id)
      if (before !== null && before !== conferenceId) await leaving.leaveHall(caller)
      if (await hall.enter(person.id, conferenceId))
        broadcast(rooms.member(conferenceId, person.id), 'booths.inHall', { inside: true })
      // Join the channel first, so that changes made while the list is read are delivered.
      await connection.join(rooms.hall(conferenceId))
      const [all, staff] = await Promise.all([
        booths.all(conferenceId),
        booths.staffAt(conferenceId, clock()),
      ])
      const unread = await unreadOf(person.id, all)
      return { booths: all.map((booth) => summaryOf(booth, staff.get(booth.id) ?? 0)), unread }
    },
    'booths.leaveHall': async (_request, caller) => {
      await leaving.leaveHall(caller)
      return {}
    },
  }
}
