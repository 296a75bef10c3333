// What visitors left with one exhibitor and took back. A value exists only while its consent is live.

import {
  type Consent,
  type GivenConsent,
  type LeadField,
  leadFields,
  type Withdrawal,
} from '@lectern/shared/consents'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import type { Clock } from '../../core/clock.ts'
import { newId } from '../../core/newId.ts'
import { script } from '../../core/script.ts'
import { intentHead, type Place } from '../../ledger/intent.ts'
import type { VisitorIds } from './presenceStore.ts'

/** Who consents, and to whom. */
export interface Parties {
  boothId: string
  exhibitorId: string
  personId: string
  visitor: VisitorIds
}
export interface LeadRecord {
  visitorId: string
  values: Partial<Record<LeadField, string>>
  at: number
  changedAt: number
  notes: string
  rating: number | null
  /** Grows with each consent and withdrawal of this visitor. */
  version: number
}

/** The place of intents that record a visitor's consents and withdrawals, in the order given. */
export const consentPlace = (boothId: string, visitorId: string): Place => [
  keys.boothIntents(boothId),
  `consent ${visitorId}`,
]

const runConsent = script<[string?, string?]>(import.meta.url, './consent.lua')
const runWithdraw = script<[number, number, ...LeadField[]]>(import.meta.url, './withdraw.lua')
const runAnnotate = script(import.meta.url, './annotate.lua')

const withdrawalsMax = 100
/** Per visitor and booth; a withdrawal is never refused, and each needs a consent before it. */
const consentsMax = 200
const tooManyConsents =
  'You have changed what this exhibitor may see very often, and no more changes are kept. You can still withdraw; tell the exhibitor the rest in the chat.'

function readLead(
  visitorId: string,
  fields: Record<string, string>,
  version: number,
): LeadRecord | undefined {
  const values = Object.fromEntries(
    leadFields.flatMap((field) => {
      const value = fields[`value ${field}`]
      return value === undefined ? [] : [[field, value] as const]
    }),
  )
  if (Object.keys(values).length === 0) return
  return {
    visitorId,
    values,
    at: Number(fields.at),
    changedAt: Number(fields.changedAt),
    notes: fields.notes ?? '',
    rating: fields.rating ? Number(fields.rating) : null,
    version,
  }
}

export type LeadsStore = ReturnType<typeof createLeadsStore>

export function createLeadsStore(redis: Redis, clock: Clock) {
  const keysOf = (boothId: string, visitorId: string): string[] => [
    keys.boothLead(boothId, visitorId),
    keys.boothLeads(boothId),
    keys.boothConsents(boothId, visitorId),
    keys.boothIntents(boothId),
    keys.boothShown(boothId),
  ]

  const store = {
    async give(
      { boothId, exhibitorId, personId, visitor }: Parties,
      { fields, values }: Consent,
      consentId = newId(),
    ): Promise<{ consentId: string; at: number }> {
      const at = clock()
      const entry: LedgerRecord = {
        kind: 'consent.given',
        by: personId,
        data: { boothId, exhibitorId, consentId, fields },
      }
      const [heldId, givenAt] = await runConsent(redis, keysOf(boothId, visitor.visitorId), [
        visitor.visitorId,
        consentId,
        at,
        JSON.stringify({ consentId, kind: 'given', fields, at }),
        JSON.stringify(entry),
        intentHead('entries', at),
        consentsMax,
        ...fields.flatMap((field) => [field, values[field] ?? '']),
      ])
      if (heldId === undefined) throw errors.conflict(tooManyConsents)
      return { consentId: heldId, at: Number(givenAt) }
    },

    /** Null if none of these fields was live. */
    async withdraw(
      { boothId, exhibitorId, personId, visitor }: Parties,
      fields: readonly LeadField[],
      consentId = newId(),
    ): Promise<Withdrawal | null> {
      const at = clock()
      const entry: LedgerRecord = {
        kind: 'consent.withdrawn',
        by: personId,
        data: { boothId, exhibitorId, consentId },
      }
      const [whole, version, ...withdrawn] = await runWithdraw(
        redis,
        [...keysOf(boothId, visitor.visitorId), keys.boothWithdrawals(boothId)],
        [
          visitor.visitorId,
          consentId,
          at,
          visitor.number,
          JSON.stringify(entry),
          intentHead('entries', at),
          withdrawalsMax,
          ...fields,
        ],
      )
      if (withdrawn.length === 0) return null
      const { visitorId, number } = visitor
      return { visitorId, number, fields: withdrawn, whole: whole === 1, at, version }
    },

    /** For the visitor alone. */
    async given(boothId: string, visitorId: string): Promise<Pick<GivenConsent, 'live' | 'history'>> {
      const [fields, texts] = await Promise.all([
        redis.hgetall(keys.boothLead(boothId, visitorId)),
        redis.lrange(keys.boothConsents(boothId, visitorId), 0, -1),
      ])
      return {
        live: leadFields.flatMap((field) => {
          const [value, consentId, at] = [
            fields[`value ${field}`],
            fields[`consent ${field}`],
            fields[`at ${field}`],
          ]
          return value !== undefined && consentId && at ? [{ field, value, consentId, at: Number(at) }] : []
        }),
        history: texts.map((text) => JSON.parse(text) as GivenConsent['history'][number]),
      }
    },

    async lead(boothId: string, visitorId: string): Promise<LeadRecord | undefined> {
      const replies = await redis
        .multi()
        .hgetall(keys.boothLead(boothId, visitorId))
        .llen(keys.boothConsents(boothId, visitorId))
        .exec()
      const [fields, version] = replies!.map(([error, reply]) => {
        if (error) throw error
        return reply
      }) as [Record<string, string>, number]
      return readLead(visitorId, fields, version)
    },
    /** How many visitors have a live consent. */
    count: (boothId: string): Promise<number> => redis.zcard(keys.boothLeads(boothId)),
    /** Newest first. */
    async leads(boothId: string): Promise<LeadRecord[]> {
      const visitorIds = await redis.zrevrange(keys.boothLeads(boothId), 0, -1)
      const found = await Promise.all(visitorIds.map((visitorId) => store.lead(boothId, visitorId)))
      return found.filter((lead) => lead !== undefined)
    },
    async withdrawals(boothId: string): Promise<Withdrawal[]> {
      const texts = await redis.lrange(keys.boothWithdrawals(boothId), 0, -1)
      // Those of earlier releases have no version.
      return texts.map((text) => ({ version: 0, ...(JSON.parse(text) as Omit<Withdrawal, 'version'>) }))
    },
    /** Throws `not_found` if there is no such lead (any more). */
    async annotate(boothId: string, visitorId: string, notes: string, rating: number | null): Promise<void> {
      const done = await runAnnotate(
        redis,
        [keys.boothLead(boothId, visitorId)],
        [notes, rating ?? '', clock()],
      )
      if (done !== 1) throw errors.notFound('lead')
    },
  }
  return store
}
