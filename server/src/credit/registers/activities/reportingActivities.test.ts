// Reporting activities over HTTP, on the whole server: what the next file does after each step.
import { expect, test } from '@jest/globals'
import type { ActivityRecordReport, TemplateReport } from '@lectern/shared/activityRecords'
import { activityIn, planned } from '../../../testing/activityRecords.ts'
import { errorIn } from '../../../testing/answers.ts'
import { testLedger } from '../../../testing/conference.ts'
import { plannedActivity } from '../../../testing/credit.ts'
import { startCreditServer } from '../../../testing/creditServer.ts'
import { accmeRecord } from './accmeRecord.ts'
import { recordsOf } from './facts.ts'
import { createRecordsStore } from './recordsStore.ts'

const lectern = await startCreditServer({ clara: 60, noah: 30 })
const activityId = 'heart-failure-2026'
const at = (path = '') => `/api/credit/office/${activityId}/record${path}`
const report = () => lectern.answerOf<ActivityRecordReport>('ito', 'GET', at())
const record = async () => (await report()).records[0]!
interface Sent {
  ACCMEActivities: {
    MedicalEducationMetrics: {
      Lom: { general: { identifier: { catalog: string; entry: string }[]; title: string } }
      ParticipationMetrics: { participantsByCategory: unknown[] }
      XtensibleInfo: { activityRecordAction: string; closeActivityRecord: boolean }
    }[]
  }
}
const file = async () =>
  (await lectern.answerOf<Sent>('ito', 'GET', at('.json'))).ACCMEActivities.MedicalEducationMetrics
async function send(): Promise<number> {
  const { lastFile } = await report()
  const body = { madeAt: lastFile!.madeAt }
  return (await lectern.answerOf<{ marked: number }>('ito', 'POST', at('/sent'), body)).marked
}
const answer = (rejected: string | null, number: string | null = null) =>
  lectern.answerOf('ito', 'POST', at('/answers'), {
    ...{ keys: ['all'], number },
    rejected: rejected === null ? null : { reason: rejected },
  })
const wish = (to: string) => lectern.answerOf('ito', 'PUT', at('/wish'), { wish: to })
const plan = (changes: object) =>
  lectern.answerOf('ito', 'PUT', '/api/office/activities', { id: activityId, ...changes })
const planning = (version: number, form: object) =>
  lectern.answerOf('ito', 'PUT', `/api/credit/office/${activityId}/planning`, { version, form })

test('what is missing keeps the record back, and no file is made', async () => {
  const { state, action, problems, sent } = await record()
  expect({ state, action, sent }).toEqual({ state: 'kept_back', action: 'Add', sent: null })
  expect(problems).toContainEqual({
    ...{ who: 'office', field: 'description' },
    says: 'The description of content is missing.',
  })
  const refused = await lectern.send('ito', 'GET', at('.json'))
  expect((await errorIn(refused)).code).toBe('conflict')
  expect(await lectern.codeOf('ito', 'POST', at('/sent'), { madeAt: 1 })).toBe('conflict')
})

test('it is added once, with the people who watched', async () => {
  await plan({ number: '', provider: { name: 'Riverside', address: '1 Walk', number: '1234567' } })
  await planning(0, planned)
  expect(await record()).toMatchObject({ state: 'ready', action: 'Add', problems: [] })
  const [sent] = await file()
  expect(sent!.XtensibleInfo).toMatchObject({ activityRecordAction: 'Add', closeActivityRecord: false })
  expect(sent!.ParticipationMetrics.participantsByCategory).toEqual([
    { category: 'physician', numberOfParticipants: 1 },
    { category: 'nurse', numberOfParticipants: 1 },
  ])
  expect((await record()).state).toBe('ready')
  expect(await lectern.codeOf('ito', 'POST', at('/sent'), { madeAt: 1 })).toBe('stale')
  expect(await send()).toBe(1)
  expect(await send()).toBe(0)
  expect(await record()).toMatchObject({ state: 'sent', action: null, sent: { action: 'Add' } })
  expect((await errorIn(await lectern.send('ito', 'GET', at('.json')))).message).toContain('nothing to send')
})

test('what the register rejects is added again, and says why', async () => {
  await answer('Unknown provider.')
  expect(await record()).toMatchObject({
    ...{ state: 'ready', action: 'Add' },
    answer: { rejected: 'Unknown provider.' },
  })
  await file()
  await send()
})

test('what it accepts has its number from then on, which is no change', async () => {
  await answer(null, '202600499')
  expect(await record()).toMatchObject({ state: 'accepted', action: null, answer: { number: '202600499' } })
})

test('a change is an update; one that is rejected is due again', async () => {
  await plan({ title: 'Heart failure, revised' })
  expect(await record()).toMatchObject({ state: 'ready', action: 'Update' })
  const [sent] = await file()
  expect(sent!.XtensibleInfo.activityRecordAction).toBe('Update')
  expect(sent!.Lom.general.identifier).toEqual([
    { catalog: 'ACCME Activity ID', entry: '202600499' },
    { catalog: 'Provider Activity ID', entry: activityId },
  ])
  await send()
  await answer('Locked.')
  expect(await record()).toMatchObject({ state: 'ready', action: 'Update' })
  await plan({ title: 'Heart failure in 2026' })
  // As the register has it.
  expect((await record()).action).toBeNull()
})

test('closing is a change, and so is opening again', async () => {
  await wish('close')
  expect(await record()).toMatchObject({ state: 'ready', action: 'Update' })
  expect((await file())[0]!.XtensibleInfo.closeActivityRecord).toBe(true)
  await wish('report')
  expect((await record()).action).toBeNull()
})

test('a record that is taken back is deleted as it was sent, and may be added again', async () => {
  await wish('delete')
  expect(await record()).toMatchObject({ state: 'ready', action: 'Delete' })
  const [sent] = await file()
  expect(sent!.XtensibleInfo.activityRecordAction).toBe('Delete')
  await send()
  expect((await record()).state).toBe('sent')
  await answer(null)
  expect(await record()).toMatchObject({ state: 'deleted', action: null })
  await wish('report')
  expect(await record()).toMatchObject({ state: 'ready', action: 'Add' })
})

test('an agreement with a supporter is in the record, in whole units of its currency', async () => {
  const terms = {
    ...{ supporter: 'Acme Pharma', currency: 'EUR', amount: 1_250_049, purpose: 'Education.' },
    allocations: [{ activityId, amount: 1_250_049, inKind: ['facilities'] }],
  }
  const agreed = { actId: 'agreed', revision: 0, reason: 'Agreed on later.', terms }
  await lectern.answerOf('ito', 'PUT', '/api/office/support/agreements/acme', agreed)
  const [sent] = await file()
  expect(sent).toMatchObject({
    ActivityDescription: {
      commercialSupportAmount: expect.arrayContaining([
        { currency: 'EUR', supportSource: 'Acme Pharma', value: 12_500 },
      ]),
    },
    healthcareMetadata: { healthcareEducation: { commercialSupport: true } },
    XtensibleInfo: { InKindSupports: { InKindSupport: [{ source: 'Acme Pharma' }] } },
  })
})

test('an activity that the register has a record of is not removed', async () => {
  const { conferenceId: _conference, ...unused } = plannedActivity('unused')
  await lectern.answerOf('ito', 'PUT', '/api/office/activities', unused)
  const store = createRecordsStore(lectern.connection)
  const [facts] = recordsOf(activityIn())
  const sent = { at: 1, action: 'Add' as const, content: accmeRecord(facts!, false), madeAt: 1 }
  const held = { there: null, sent, answer: null, number: null }
  await store.saveHeld('unused', new Map([['all', held]]))
  const remove = () => lectern.codeOf('ito', 'DELETE', '/api/office/activities/unused')
  expect(await remove()).toBe('conflict')
  const path = '/api/credit/office/unused/record'
  const { records } = await lectern.answerOf<ActivityRecordReport>('ito', 'GET', path)
  // No session of it is left, so the register is to take its record back.
  expect(records).toMatchObject([{ key: 'all', state: 'ready', action: 'Delete' }])
  const answered = { at: 2, rejected: null, number: null }
  await store.saveHeld(
    'unused',
    new Map([['all', { ...held, sent: { ...sent, action: 'Delete' }, answer: answered }]]),
  )
  expect(await remove()).toBe('ok')
  expect((await store.all('unused')).held.size).toBe(0)
})

test('the ledger has each file, what was sent, and each answer', async () => {
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const { seq } = await ledger.head()
  const own = (await ledger.read(1, seq)).filter(({ data }) =>
    [data.register, data.what].includes('pars-activities'),
  )
  expect(
    own
      .slice(0, 4)
      .map(({ kind, by, data: { digest: _digest, madeAt: _madeAt, contents: _contents, ...data } }) => [
        kind,
        by,
        data,
      ]),
  ).toEqual([
    ['export.made', 'ito', { activityId, what: 'pars-activities', records: 1 }],
    [
      'register.reported',
      'ito',
      { activityId, register: 'pars-activities', records: [{ key: 'all', action: 'Add' }] },
    ],
    ['register.answered', 'ito', { activityId, register: 'pars-activities', keys: ['all'], rejected: true }],
    ['export.made', 'ito', { activityId, what: 'pars-activities', records: 1 }],
  ])
  expect(await ledger.contents.of(own[2]!)).toEqual({ rejected: 'Unknown provider.' })
})

test('Template D has the right activities of the conference and of a year, and names what the others lack', async () => {
  const path = '/api/office/activity-records'
  const { rows } = await lectern.answerOf<TemplateReport>('ito', 'GET', path)
  const bad = rows.filter(({ problems }) => problems.length > 0)
  expect(bad.length).toBeGreaterThan(0)
  expect(rows.find((row) => row.activityId === activityId)!.problems).toEqual([])
  const text = await (await lectern.send('ito', 'GET', `${path}.txt`)).text()
  expect(
    text
      .split('\n')
      .slice(0, -1)
      .map((row) => row.split('\t')[2]),
  ).toEqual([activityId])
  const { year } = rows.find((row) => row.activityId === activityId)!
  const ofYear = await lectern.send('ito', 'GET', `/api/activity-records/${year}.txt`)
  expect(await ofYear.text()).toBe(text)
  expect(await lectern.codeOf('ito', 'GET', '/api/activity-records/2099.txt')).toBe('conflict')
  expect(await lectern.codeOf('ito', 'GET', '/api/activity-records/20266.txt')).toBe('not_found')
})
