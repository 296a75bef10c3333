// The chat between a visitor and a booth's staff: both sides of it.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import type { StaffMember } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Handlers } from '../../live/handlers.ts'
import { rooms } from '../../live/rooms.ts'
import { isStaffOf, memberOf } from '../boothAccess.ts'
import type { Booths } from '../boothParts.ts'

type Names = 'say' | 'myChat' | 'seen' | 'chat' | 'reply' | 'seenByStaff' | 'assignChat'
type Parts = Pick<Booths, 'accounts' | 'chats' | 'views' | 'live' | 'access' | 'broadcast'>

export function createChatCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  return { ...visitorSide(parts), ...staffSide(parts) }
}

const both = (boothId: string, visitorId: string): string[] => [
  rooms.visitor(boothId, visitorId),
  rooms.boothDesk(boothId),
]

function visitorSide({ chats, views, live, access, broadcast }: Parts) {
  return {
    'booths.say': async ({ boothId, messageId, text }, { person }) => {
      const { visitorId } = await access.visitor(boothId, person)
      const { message, fresh } = await chats.say(boothId, visitorId, null, { messageId, text })
      if (fresh) {
        broadcast(both(boothId, visitorId), 'booths.said', { boothId, visitorId, message })
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
      if (seen > 0)
        broadcast(both(boothId, visitorId), 'booths.seen', { boothId, visitorId, by: 'visitor', seq: seen })
      return {}
    },
  } satisfies Partial<Handlers<typeof declared>>
}

function staffSide({ accounts, chats, views, live, access, broadcast }: Parts) {
  function tellAssignee(boothId: string, visitorId: string, assignee: StaffMember | null): void {
    broadcast(both(boothId, visitorId), 'booths.assigned', { boothId, visitorId, assignee })
    live.touch(boothId, 'chats')
  }

  return {
    'booths.chat': async ({ boothId, visitorId, before }, { person }) => {
      await access.staff(boothId, person)
      return views.chat(boothId, visitorId, before)
    },
    'booths.reply': async ({ boothId, visitorId, messageId, text }, { person }) => {
      await access.staff(boothId, person)
      await views.visitor(boothId, visitorId)
      const said = await chats.say(boothId, visitorId, memberOf(person), { messageId, text })
      if (said.fresh) {
        broadcast(both(boothId, visitorId), 'booths.said', { boothId, visitorId, message: said.message })
        if (said.assigned) tellAssignee(boothId, visitorId, said.assigned)
        else live.touch(boothId, 'chats')
      }
      return said.message
    },
    'booths.seenByStaff': async ({ boothId, visitorId, seq }, { person }) => {
      await access.staff(boothId, person)
      const seen = await chats.seen(boothId, visitorId, 'staff', seq)
      if (seen > 0) {
        broadcast(both(boothId, visitorId), 'booths.seen', { boothId, visitorId, by: 'staff', seq: seen })
        live.touch(boothId, 'chats')
      }
      return {}
    },
    'booths.assignChat': async ({ boothId, visitorId, from, to }, { person }) => {
      const { booth } = await access.staff(boothId, person)
      const colleague = to === null ? null : await accounts.memberOf(to, booth.conferenceId)
      if (colleague === undefined || (colleague && !isStaffOf(booth, colleague)))
        throw errors.notFound('colleague at this booth')
      const assignee = colleague && memberOf(colleague)
      await chats.assign(boothId, visitorId, from, assignee)
      tellAssignee(boothId, visitorId, assignee)
      return views.chat(boothId, visitorId)
    },
  } satisfies Partial<Handlers<typeof declared>>
}
