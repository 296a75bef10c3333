// What a member of an exhibitor's staff did at booths, in the lists of their data, and erased: visitors keep
// their chats, in which whoever answered has no name any more.
import type { ChatMessage, StaffMember } from '@lectern/shared/booths'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { PersonRecords } from '../accounts/personRecords.ts'
import { swap } from '../core/swap.ts'
import type { createBoothsStore } from './boothsStore.ts'

export interface StaffRecordsOptions {
  redis: Redis
  booths: Pick<ReturnType<typeof createBoothsStore>, 'all'>
  program: { conferenceIds(): Promise<string[]> }
}

const formerStaff = 'Former member of the staff'

/** A message, a call, or an assignee, with this person's name taken out of it; undefined if it has none. */
function nameless(text: string, personId: string): string | undefined {
  if (!text.includes(personId)) return undefined
  const value = JSON.parse(text) as Partial<StaffMember> & { staff?: StaffMember | null }
  if (value.staffId === personId) return JSON.stringify({ staffId: personId, name: formerStaff })
  if (value.staff?.staffId !== personId) return undefined
  return JSON.stringify({ ...value, staff: { staffId: personId, name: formerStaff } })
}

export function createStaffRecords({ redis, booths, program }: StaffRecordsOptions): PersonRecords {
  /** Booths at whose desk the person has been. */
  async function ownBooths(personId: string): Promise<{ id: string; name: string }[]> {
    const all = await Promise.all((await program.conferenceIds()).map(booths.all))
    const been = await Promise.all(
      all.flat().map(async (booth) => ({
        booth,
        isTheirs: (await redis.hexists(keys.boothStaffStates(booth.id), personId)) === 1,
      })),
    )
    return been.filter(({ isTheirs }) => isTheirs).map(({ booth }) => booth)
  }
  const chatKeys = async (boothId: string): Promise<string[]> =>
    (await redis.zrange(keys.boothChats(boothId), '0', '-1')).map((visitorId) =>
      keys.boothChat(boothId, visitorId),
    )

  async function saidIn(key: string, personId: string): Promise<ChatMessage[]> {
    const fields = Object.entries(await redis.hgetall(key)).filter(([field]) => field.startsWith('m '))
    return fields
      .map(([, text]) => JSON.parse(text) as ChatMessage)
      .filter(({ staff }) => staff?.staffId === personId)
  }

  async function forgetName(key: string, personId: string): Promise<void> {
    for (const [field, text] of Object.entries(await redis.hgetall(key))) {
      const isJson = text.startsWith('{')
      const without = isJson ? nameless(text, personId) : undefined
      if (without !== undefined) await swap(redis, key, field, text, without)
    }
  }

  return {
    async collect(personId) {
      const desks = await Promise.all(
        (await ownBooths(personId)).map(async ({ id, name }) => {
          const said = await Promise.all((await chatKeys(id)).map((key) => saidIn(key, personId)))
          const messages = said.flat().map(({ at, text }) => ({ at: new Date(at).toISOString(), text }))
          return { booth: name, messages }
        }),
      )
      return { 'Booths that they staffed': desks }
    },
    async move(from, to) {
      for (const { id } of await ownBooths(from)) {
        await redis.zrem(keys.boothStaff(id), from)
        const text = await redis.hget(keys.boothStaffStates(id), from)
        if (text !== null) await redis.hsetnx(keys.boothStaffStates(id), to, text)
        await redis.hdel(keys.boothStaffStates(id), from)
      }
    },
    async erase(personId) {
      for (const { id } of await ownBooths(personId)) {
        for (const key of [...(await chatKeys(id)), keys.boothCalls(id)]) await forgetName(key, personId)
        await redis.zrem(keys.boothStaff(id), personId)
        await redis.hdel(keys.boothTold(id), 'staff')
        // Last: it says where the person has been.
        await redis.hdel(keys.boothStaffStates(id), personId)
      }
    },
  }
}
