import { expect, test } from '@jest/globals'
import { dayMs } from '../core/clock.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import { entriesOf, plannedActivity, policies, startCredit } from '../testing/credit.ts'
import { createActivityPlans } from './activityPlans.ts'
import { createPlanningStore } from './planningStore.ts'
import { createPolicyConfirmations } from './policyConfirmations.ts'
import { createRecordsStore } from './registers/activities/recordsStore.ts'

/** After every shipped policy has expired. */
let now = Date.UTC(2028, 0, 10)
const { server } = await startCredit(() => now)
const { redis, intents, activities, program, ledger } = server
const clock = () => now
const confirmations = createPolicyConfirmations({ redis, policies, intents, clock })
const { plan } = createActivityPlans({
  ...{ activities, policies, program, intents, clock, confirmations },
  planningForms: createPlanningStore(redis),
  recordsStore: createRecordsStore(redis),
})
const ama = { policyId: 'ama', maximum: 1, designatedAt: Date.UTC(2028, 0, 1) }
const planned = (id: string, ...designations: object[]) => plannedActivity(id, { designations })

test('an expired policy is refused for a new designation, in words with what to do', async () => {
  await expect(plan(conferenceId, planned('one', ama))).rejects.toThrow(
    /designations\.ama\.policyId: .* had to be checked again by 2027-11-30.*Policies of credit bodies/,
  )
})

test('the office confirms it with day and source, in the ledger; what is designated stays', async () => {
  const source = 'https://www.ama-assn.org/pra'
  const confirm = (on: string) => confirmations.confirm('ito', conferenceId, 'ama', { on, source })
  await expect(confirm('2028-01-11')).rejects.toThrow('on: this day is still to come')
  await expect(confirm('2026-11-29')).rejects.toThrow('on: the file itself was checked later')
  await confirm('2028-01-09')
  await plan(conferenceId, planned('two', ama))
  const entries = await entriesOf(ledger)
  expect(entries.find(({ kind }) => kind === 'policy.confirmed')).toMatchObject({
    by: 'ito',
    data: { policyId: 'ama', on: '2028-01-09', source },
  })
  // A year of 365 days, its last one included.
  expect((await confirmations.all('2029-01-08')).has('ama')).toBe(true)
  expect((await confirmations.all('2029-01-09')).has('ama')).toBe(false)
  now += 400 * dayMs
  await expect(plan(conferenceId, planned('three', ama))).rejects.toThrow('had to be checked again')
  await plan(conferenceId, { ...planned('two', ama), title: 'Another title' })
})

test('the example is planned whatever has expired', async () => {
  await plan(conferenceId, planned('example', ama), { isExample: true })
})

test('a policy expires with its day where the conference is held, and not in Greenwich', async () => {
  const at = async (time: string, timeZone: string, id: string) => {
    now = Date.parse(time)
    const place = `in-${id}`
    await program.createConference({ ...testConference, id: place, timeZone }, now)
    return plan(place, planned(id, { ...ama, policyId: 'ancc', designatedAt: now }))
  }
  // 30 November 2027 is the last day: 15:00 in Honolulu, where it is 1:00 of the next day in Greenwich.
  await expect(at('2027-12-01T01:00Z', 'Pacific/Honolulu', 'honolulu')).resolves.toMatchObject({
    id: 'honolulu',
  })
  await expect(at('2027-11-30T10:59:59Z', 'Pacific/Auckland', 'before')).resolves.toMatchObject({
    id: 'before',
  })
  await expect(at('2027-11-30T11:00Z', 'Pacific/Auckland', 'after')).rejects.toThrow(
    'had to be checked again',
  )
})

test('who confirms a policy where a day has begun already may say so', async () => {
  now = Date.parse('2028-02-01T11:30Z')
  const confirm = (on: string) =>
    confirmations.confirm('ito', conferenceId, 'ancc', { on, source: 'nursingworld.org' })
  // It is half past midnight in Auckland.
  await expect(confirm('2028-02-02')).resolves.toBeUndefined()
  await expect(confirm('2028-02-03')).rejects.toThrow('on: this day is still to come')
})
