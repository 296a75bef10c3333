// Calls between a visitor and a booth's staff. Each step is
// one script: if several people take a call, one gets it.

import { type CallState, callPeopleMax, type StaffMember } from '@lectern/shared/booths'
import { type AppError, errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { newId } from '../../core/newId.ts'
import { script } from '../../core/script.ts'

export interface CallRecord {
  callId: string
  visitorId: string
  state: CallState
  askedAt: number
  place: number | null
  staff: StaffMember | null
  activeAt: number | null
  endedAt: number | null
}

export type CallStep =
  | 'request'
  | 'cancel'
  | 'accept'
  | 'offer'
  | 'answer'
  | 'decline'
  | 'join'
  | 'leave'
  | 'end'
  | 'settle'

export type CallsStore = ReturnType<typeof createCallsStore>

const runCall = script<[string, string, string, string]>(import.meta.url, './call.lua')
const missedMax = 100

const words: Partial<Record<CallState, string>> = {
  ringing: 'This call is still ringing.',
  offered: 'The visitor has not answered this call yet.',
  active: 'This call has already begun.',
  ended: 'This call has ended.',
  cancelled: 'This call was cancelled.',
  declined: 'The visitor declined this call.',
  missed: 'The visitor has left. Their request is listed under missed calls.',
  answered: 'A colleague has dealt with this request.',
}

export function createCallsStore(redis: Redis, clock: Clock) {
  function readCall(callId: string, text: string): Omit<CallRecord, 'place'> {
    const call = JSON.parse(text) as Partial<CallRecord> & Pick<CallRecord, 'visitorId' | 'state' | 'askedAt'>
    return { staff: null, activeAt: null, endedAt: null, ...call, callId }
  }
  async function withPlace(boothId: string, call: Omit<CallRecord, 'place'>): Promise<CallRecord> {
    const rank = call.state === 'ringing' ? await redis.zrank(keys.boothRinging(boothId), call.callId) : null
    return { ...call, place: rank === null ? null : rank + 1 }
  }

  function refusalOf(outcome: string, text: string): AppError {
    if (outcome === 'missing') return errors.notFound('call')
    if (outcome === 'absent') return errors.conflict('The visitor has left the booth.')
    if (outcome === 'full') return errors.conflict(`This call is full: it has ${callPeopleMax} people.`)
    const { state, staff } = readCall('', text)
    if (outcome === 'taken' && staff) return errors.callTaken(staff.name, { staff })
    if (outcome === 'busy') return errors.conflict('This visitor already has a call.', { state })
    return errors.conflict(words[state] ?? 'This is not possible in the call’s present state.', { state })
  }

  return {
    /** `by`: the visitor, or the member of staff. `before`: the previous state, '' for a new call. */
    async step(
      boothId: string,
      step: CallStep,
      callId: string | undefined,
      by: { visitorId?: string; staff?: StaffMember },
    ): Promise<{ call: CallRecord; before: string }> {
      const [outcome, id, text, before] = await runCall(
        redis,
        [
          keys.boothCalls(boothId),
          keys.boothCallOf(boothId),
          keys.boothRinging(boothId),
          keys.boothMissed(boothId),
          keys.boothCallPeople(boothId),
          keys.boothPresent(boothId),
          keys.boothStaff(boothId),
          keys.boothStaffStates(boothId),
        ],
        [
          step,
          callId ?? newId(),
          clock(),
          by.visitorId ?? '',
          by.staff ? JSON.stringify(by.staff) : '',
          callPeopleMax,
        ],
      )
      if (outcome !== 'ok') throw refusalOf(outcome, text)
      return { call: await withPlace(boothId, readCall(id, text)), before }
    },

    async find(boothId: string, callId: string): Promise<CallRecord | undefined> {
      const text = await redis.hget(keys.boothCalls(boothId), callId)
      return text === null ? undefined : withPlace(boothId, readCall(callId, text))
    },
    /** The visitor's call that rings, is offered or is active. */
    async openOf(boothId: string, visitorId: string): Promise<CallRecord | undefined> {
      const callId = await redis.hget(keys.boothCallOf(boothId), visitorId)
      const text = callId && (await redis.hget(keys.boothCalls(boothId), callId))
      return callId && text ? withPlace(boothId, readCall(callId, text)) : undefined
    },
    /** All calls that ring, are offered or are active: by place, then by time. */
    async open(boothId: string): Promise<CallRecord[]> {
      const [flat, ringing] = await Promise.all([
        redis.hgetall(keys.boothCallOf(boothId)),
        redis.zrange(keys.boothRinging(boothId), '0', '-1'),
      ])
      const ids = Object.entries(flat)
        .filter(([field]) => !field.includes(' '))
        .map(([, callId]) => callId)
      const texts = ids.length > 0 ? await redis.hmget(keys.boothCalls(boothId), ...ids) : []
      const places = new Map(ringing.map((callId, i) => [callId, i + 1]))
      return ids
        .flatMap((callId, i) => {
          const text = texts[i]
          return text ? [{ ...readCall(callId, text), place: places.get(callId) ?? null }] : []
        })
        .sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity) || a.askedAt - b.askedAt)
    },
    /** How many took place. */
    taken: async (boothId: string): Promise<number> =>
      Number((await redis.hget(keys.boothCallOf(boothId), 'taken ')) ?? 0),
    /** Newest first. */
    async missed(boothId: string): Promise<CallRecord[]> {
      const ids = await redis.zrevrange(keys.boothMissed(boothId), '0', String(missedMax - 1))
      const texts = ids.length > 0 ? await redis.hmget(keys.boothCalls(boothId), ...ids) : []
      return ids.flatMap((callId, i) => {
        const text = texts[i]
        return text ? [{ ...readCall(callId, text), place: null }] : []
      })
    },
  }
}
