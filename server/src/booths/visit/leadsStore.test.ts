// Consents on a real Redis: what the staff see, what is kept, and that nothing remains of withdrawn values.
import { beforeEach, expect, test } from '@jest/globals'
import { type Consent, type LeadValues, leadFields } from '@lectern/shared/consents'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { memoryLog } from '../../../../scripts/testing/log.ts'
import { everythingIn } from '../../../../scripts/testing/redis.ts'
import { createIntents } from '../../ledger/intents.ts'
import { createIntentsStore } from '../../ledger/intentsStore.ts'
import { codeOf } from '../../testing/answers.ts'
import { testLedger } from '../../testing/conference.ts'
import { fileRedis } from '../../testing/redis.ts'
import { consentPlace, createLeadsStore, type Parties } from './leadsStore.ts'

let now = 1_798_761_600_000
const redis = await fileRedis()
const connection = redis.connect()
const leads = createLeadsStore(connection, () => ++now)
let last = 0
let parties: Parties
let boothId = ''
const visitorId = 'v-1'

const consentTo = (values: LeadValues): Consent => ({
  fields: Object.keys(values) as Consent['fields'],
  values,
})
/** Entries that the ledger does not have yet, oldest first. */
async function pending(): Promise<LedgerRecord[]> {
  const intent = await createIntentsStore(connection).find(consentPlace(boothId, visitorId))
  return (intent?.lines ?? []).map((line) => JSON.parse(line) as LedgerRecord)
}
const given = { name: 'Zephyrine Quillfeather', email: 'zq@post.example', phone: '+49 30 771' }

beforeEach(async () => {
  await connection.flushall()
  boothId = `booth-${++last}`
  parties = { boothId, exhibitorId: 'company', personId: 'person', visitor: { visitorId, number: 12 } }
})

test('a lead has exactly the fields that were given, with the newest values of several consents', async () => {
  await leads.give(parties, consentTo({ name: 'Z. Quillfeather', email: given.email }))
  const { consentId } = await leads.give(parties, consentTo({ name: given.name }))
  expect(await leads.lead(boothId, visitorId)).toMatchObject({
    values: { name: given.name, email: given.email },
    notes: '',
    rating: null,
  })
  const { live, history } = await leads.given(boothId, visitorId)
  expect(live.find(({ field }) => field === 'name')).toMatchObject({ value: given.name, consentId })
  expect(history.map(({ kind, fields }) => [kind, fields])).toEqual([
    ['given', ['name', 'email']],
    ['given', ['name']],
  ])
})

test('a repeated consent or withdrawal counts once, even after the other one', async () => {
  const first = await leads.give(parties, consentTo({ name: given.name }), 'consent-1')
  expect(await leads.give(parties, consentTo({ name: given.name }), 'consent-1')).toEqual(first)
  expect(await leads.withdraw(parties, ['name'], 'withdrawal-1')).toMatchObject({ fields: ['name'] })
  // A consent sent before the withdrawal and delivered after it restores nothing.
  expect(await leads.give(parties, consentTo({ name: given.name }), 'consent-1')).toEqual(first)
  expect(await leads.lead(boothId, visitorId)).toBeUndefined()
  await leads.give(parties, consentTo({ name: given.name }), 'consent-2')
  expect(await leads.withdraw(parties, ['name'], 'withdrawal-1')).toBeNull()
  expect(await leads.lead(boothId, visitorId)).toMatchObject({ values: { name: given.name } })
  const { history } = await leads.given(boothId, visitorId)
  expect(history.map(({ kind }) => kind)).toEqual(['given', 'withdrawn', 'given'])
  expect(await pending()).toHaveLength(3)
})

test('a withdrawn field is gone, and its value is nowhere in Redis', async () => {
  await leads.give(parties, consentTo(given))
  expect(await leads.withdraw(parties, ['email', 'message'])).toMatchObject({
    visitorId,
    number: 12,
    fields: ['email'],
    whole: false,
  })
  expect((await leads.lead(boothId, visitorId))?.values).toEqual({ name: given.name, phone: given.phone })
  expect(await everythingIn(connection)).not.toContain(given.email)
  expect((await leads.withdraw(parties, leadFields))?.whole).toBe(true)
  expect(await leads.leads(boothId)).toEqual([])
  const everything = await everythingIn(connection)
  for (const value of [given.name, given.phone]) expect(everything).not.toContain(value)
  expect((await leads.given(boothId, visitorId)).history.map(({ kind, fields }) => [kind, fields])).toEqual([
    ['given', ['name', 'email', 'phone']],
    ['withdrawn', ['email']],
    ['withdrawn', ['name', 'phone']],
  ])
})

test('each consent and withdrawal makes a new version, also of a lead that was gone in between', async () => {
  const version = async () => (await leads.lead(boothId, visitorId))?.version
  await leads.give(parties, consentTo({ name: given.name, email: given.email }))
  expect(await version()).toBe(1)
  await leads.annotate(boothId, visitorId, 'Wants a demonstration', 3)
  expect(await version()).toBe(1)
  expect((await leads.withdraw(parties, ['email']))?.version).toBe(2)
  expect(await version()).toBe(2)
  expect((await leads.withdraw(parties, leadFields))?.version).toBe(3)
  expect((await leads.withdrawals(boothId)).map((each) => each.version)).toEqual([3, 2])
  await leads.give(parties, consentTo({ name: given.name }))
  expect(await version()).toBe(4)
})

test('withdrawing a field that is not live has no effect', async () => {
  expect(await leads.withdraw(parties, leadFields)).toBeNull()
  await leads.give(parties, consentTo({ name: given.name }))
  const withdrawn = await Promise.all(Array.from({ length: 10 }, () => leads.withdraw(parties, ['name'])))
  expect(withdrawn.filter(Boolean)).toHaveLength(1)
  expect(await leads.withdrawals(boothId)).toHaveLength(1)
})

test('the staff’s notes lose withdrawn values, and are deleted with the lead', async () => {
  await leads.give(parties, consentTo(given))
  const notes = `Wrote to ${given.email.toUpperCase()} (${given.email}), wants 100% of %d [brochure].`
  await leads.annotate(boothId, visitorId, notes, 5)
  await leads.withdraw(parties, ['email'])
  expect(await leads.lead(boothId, visitorId)).toMatchObject({
    notes: 'Wrote to [withdrawn] ([withdrawn]), wants 100% of %d [brochure].',
    rating: 5,
  })
  await leads.withdraw(parties, leadFields)
  expect(await codeOf(leads.annotate(boothId, visitorId, 'Still here?', null))).toBe('not_found')
  await leads.give(parties, consentTo({ name: given.name }))
  expect(await leads.lead(boothId, visitorId)).toMatchObject({ notes: '', rating: null })
})

test('every change stays pending until the ledger has it, with field names and no values', async () => {
  const { consentId } = await leads.give(parties, consentTo(given))
  await leads.withdraw(parties, ['phone'])
  const waiting = await pending()
  expect(waiting.map(({ kind, by, data }) => [kind, by, data.fields])).toEqual([
    ['consent.given', 'person', ['name', 'email', 'phone']],
    ['consent.withdrawn', 'person', ['phone']],
  ])
  expect(waiting[0]?.data).toMatchObject({ boothId, exhibitorId: 'company', consentId })
  for (const value of Object.values(given)) expect(JSON.stringify(waiting)).not.toContain(value)
  const ledger = testLedger(connection, () => now)
  const intents = createIntents({ redis: connection, clock: () => now, ledger, log: memoryLog().log })
  await intents.settled(consentPlace(boothId, visitorId))
  intents.close()
  expect(await pending()).toEqual([])
  expect(await ledger.read(1, 10)).toMatchObject(waiting)
})

test('consents and withdrawals survive when everything is killed', async () => {
  await leads.give(parties, consentTo(given))
  await leads.withdraw(parties, ['name'])
  await redis.kill()
  await redis.start()
  expect((await leads.lead(boothId, visitorId))?.values).toEqual({ email: given.email, phone: given.phone })
})

test('repeating a consent returns the one in force and stores nothing new', async () => {
  const first = await leads.give(parties, consentTo(given))
  for (let n = 0; n < 20; n++) expect(await leads.give(parties, consentTo(given))).toEqual(first)
  const { history } = await leads.given(boothId, visitorId)
  expect(history).toHaveLength(1)
  expect(await pending()).toHaveLength(1)
})

test('changes to a consent are limited, but a visitor can always withdraw it', async () => {
  let refused: unknown
  for (let n = 0; n < 1000 && !refused; n++)
    await leads.give(parties, consentTo({ name: `Name ${n}` })).catch((error: unknown) => {
      refused = error
    })
  expect(refused).toMatchObject({ code: 'conflict' })
  expect(await leads.withdraw(parties, ['name'])).toMatchObject({ fields: ['name'], whole: true })
})
