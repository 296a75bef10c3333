import { expect, test } from '@jest/globals'
import { dayMs } from '../core/clock.ts'
import { conferenceId } from '../testing/conference.ts'
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
  now += 400 * dayMs
  await expect(plan(conferenceId, planned('three', ama))).rejects.toThrow('had to be checked again')
  await plan(conferenceId, { ...planned('two', ama), title: 'Another title' })
})

test('the example is planned whatever has expired', async () => {
  await plan(conferenceId, planned('example', ama), { isExample: true })
})
