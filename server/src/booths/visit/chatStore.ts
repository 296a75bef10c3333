// Messages between a visitor and a booth's staff, kept for people who are away.
import type { Chat, ChatMessage, StaffMember } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { script } from '../../core/script.ts'

export type Side = 'visitor' | 'staff'
export type ChatRecord = Omit<Chat, 'boothId' | 'visitor'>
export interface ChatHead {
  visitorId: string
  last: ChatMessage
  unread: number
  assignee: StaffMember | null
}
export interface SayResult {
  message: ChatMessage
  /** False if the message was a repeat. */
  fresh: boolean
  /** Who looks after the chat since this message; undefined if unchanged. */
  assigned: StaffMember | undefined
}

export type ChatStore = ReturnType<typeof createChatStore>

const runSay = script<[string, string, string]>(import.meta.url, './say.lua')
const runSeen = script<number>(import.meta.url, './seen.lua')
const runAssign = script(import.meta.url, './assign.lua')

const pageSize = 100
const listMax = 100
/** Limit of messages in a chat. */
const messagesMax = 2000

const memberOrNull = (text: string | null | undefined): StaffMember | null =>
  text ? (JSON.parse(text) as StaffMember) : null

export function createChatStore(redis: Redis, clock: Clock) {
  return {
    /** A repeat with the same id is the same message. */
    async say(
      boothId: string,
      visitorId: string,
      staff: StaffMember | null,
      { messageId, text }: { messageId: string; text: string },
    ): Promise<SayResult> {
      const now = clock()
      const rest = JSON.stringify({ messageId, staff, text, at: now }).slice(1)
      const [outcome, message, assigned] = await runSay(
        redis,
        [keys.boothChat(boothId, visitorId), keys.boothChats(boothId)],
        [
          staff ? 'staff' : 'visitor',
          visitorId,
          messageId,
          now,
          rest,
          staff ? JSON.stringify(staff) : '',
          messagesMax,
        ],
      )
      if (outcome === 'full')
        throw errors.conflict('This chat is full. Share your details, or book a meeting.')
      return {
        message: JSON.parse(message) as ChatMessage,
        fresh: outcome === 'said',
        assigned: memberOrNull(assigned) ?? undefined,
      }
    },

    /** Returns the seq up to which messages are newly seen; 0 if nothing is new. */
    seen: async (boothId: string, visitorId: string, side: Side, seq: number): Promise<number> =>
      await runSeen(redis, [keys.boothChat(boothId, visitorId)], [side, seq]),

    /** Throws `stale` if `from` does not have the chat. */
    async assign(
      boothId: string,
      visitorId: string,
      from: string | null,
      to: StaffMember | null,
    ): Promise<void> {
      const outcome = await runAssign(
        redis,
        [keys.boothChat(boothId, visitorId)],
        [from ?? '', to ? JSON.stringify(to) : ''],
      )
      if (outcome === 'missing') throw errors.notFound('chat')
      if (outcome === 'stale')
        throw errors.stale('A colleague has taken this chat. The page shows its new owner.')
    },

    async read(boothId: string, visitorId: string, before?: number): Promise<ChatRecord> {
      const key = keys.boothChat(boothId, visitorId)
      const [total, assignee, byVisitor, byStaff] = await redis.hmget(
        key,
        'seq',
        'assignee',
        'seen visitor',
        'seen staff',
      )
      const last = Math.min(Number(total ?? 0), (before ?? Infinity) - 1)
      const first = Math.max(1, last - pageSize + 1)
      const fields = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => `m ${first + i}`)
      const texts = fields.length > 0 ? await redis.hmget(key, ...fields) : []
      return {
        messages: texts.flatMap((text) => (text ? [JSON.parse(text) as ChatMessage] : [])),
        more: first > 1,
        assignee: memberOrNull(assignee),
        seenByVisitor: Number(byVisitor ?? 0),
        seenByStaff: Number(byStaff ?? 0),
      }
    },

    /** Number of staff messages that the visitor has not been shown. */
    unreadByVisitor: async (boothId: string, visitorId: string): Promise<number> =>
      Number((await redis.hget(keys.boothChat(boothId, visitorId), 'unread visitor')) ?? 0),

    /** With how many visitors. */
    count: (boothId: string): Promise<number> => redis.zcard(keys.boothChats(boothId)),

    /** By last message, newest first. */
    async list(boothId: string): Promise<ChatHead[]> {
      const visitorIds = await redis.zrevrange(keys.boothChats(boothId), 0, listMax - 1)
      const heads = await Promise.all(
        visitorIds.map(async (visitorId): Promise<ChatHead[]> => {
          const key = keys.boothChat(boothId, visitorId)
          const [seq, unread, assignee] = await redis.hmget(key, 'seq', 'unread staff', 'assignee')
          const last = seq ? await redis.hget(key, `m ${seq}`) : null
          return last
            ? [
                {
                  visitorId,
                  last: JSON.parse(last) as ChatMessage,
                  unread: Number(unread ?? 0),
                  assignee: memberOrNull(assignee),
                },
              ]
            : []
        }),
      )
      return heads.flat()
    },
  }
}
