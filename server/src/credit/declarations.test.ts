import { expect, test } from '@jest/globals'
import { identifiers } from '@lectern/shared/details'
import { dayMs } from '../core/clock.ts'
import { conferenceId } from '../testing/conference.ts'
import { type CreditServer, entriesOf, liveAt, minuteMs, startCredit, watcherOf } from '../testing/credit.ts'
import { reportedKey } from './claimsStore.ts'

let now = liveAt + 61 * minuteMs
const { server } = await startCredit(() => now)

const moc = {
  designations: [
    { policyId: 'ama', maximum: 1, designatedAt: liveAt - dayMs },
    { policyId: 'moc-abim', maximum: 1, designatedAt: liveAt - dayMs },
    { policyId: 'moc-abp', maximum: 1, designatedAt: liveAt - dayMs },
  ],
}
const kindsOf = async (kind: string) =>
  (await entriesOf(server.ledger)).filter((entry) => entry.kind === kind).map(({ data }) => data)

async function diplomate(of: CreditServer) {
  const made = await watcherOf(of, { changes: moc })
  const { details } = of.credit
  await details.saveIdentifiers(
    made.personId,
    identifiers.parse({ boardIds: { ABIM: '123', ABP: '456' }, birthMonth: 3, birthDay: 9 }),
  )
  await of.credit.submitting.saveTest(made.activity, made.person, { first: 'a', second: 'yes' }, true)
  const idsOf = async () =>
    (await of.credit.creditOf(made.activity, made.person)).results.map(({ policyId }) => policyId)
  return { ...made, idsOf }
}

test('points of a board are given to those who asked for them, board by board', async () => {
  const { personId, idsOf } = await diplomate(server)
  expect(await idsOf()).toEqual(['ama'])
  await server.credit.declarations.wish(personId, 'ABIM', true)
  await server.credit.declarations.wish(personId, 'ABIM', true)
  expect(await idsOf()).toEqual(['ama', 'moc-abim'])
  expect(await kindsOf('moc.requested')).toMatchObject([{ personId, board: 'ABIM', conferenceId, at: now }])
  await server.credit.declarations.wish(personId, 'ABIM', false)
  expect(await idsOf()).toEqual(['ama'])
  expect(await kindsOf('moc.withdrawn')).toMatchObject([{ personId, board: 'ABIM' }])
})

test('claimed points stay when the wish is taken back, and it cannot be once they are reported', async () => {
  const { credit } = server
  const { personId, person, activity, idsOf } = await diplomate(server)
  await credit.declarations.wish(personId, 'ABIM', true)
  const claim = await credit.claim(person, activity, { policyId: 'moc-abim' }, 1)
  const added = { key: reportedKey(personId, claim), code: claim.code, action: 'add' as const }
  await credit.claims.markReported(activity.id, [added], now)
  await expect(credit.declarations.wish(personId, 'ABIM', false)).rejects.toMatchObject({ code: 'conflict' })
  await credit.claims.saveRegisterAnswers(activity.id, [claim.code], { at: now, rejected: 'Unknown ID.' })
  await credit.declarations.wish(personId, 'ABIM', false)
  expect(await idsOf()).toEqual(['ama', 'moc-abim'])
})

test('recruitment is declared for each activity, and can be corrected', async () => {
  const changes = {
    designations: [
      {
        policyId: 'italy-ecm',
        maximum: 1.5,
        designatedAt: liveAt - dayMs,
        number: '1-2',
        accreditedFor: [{ profession: 'physician', disciplines: ['Cardiologia'] }],
      },
    ],
  }
  const { personId, person, activity } = await watcherOf(server, { changes })
  const { details, declarations } = server.credit
  const reasons = async () =>
    (await server.credit.creditOf(activity, person)).results.flatMap(({ reasons: all }) =>
      all.filter(({ blocks }) => blocks).map(({ code }) => code),
    )
  await server.credit.submitting.saveTest(activity, person, { first: 'a', second: 'yes' }, true)
  expect(await reasons()).toEqual(['not_accredited_for', 'profile_missing', 'profile_missing'])
  await details.saveIdentifiers(
    personId,
    identifiers.parse({
      licences: [{ state: 'IT', number: '1' }],
      codiceFiscale: 'rssmra 85t10 a562s',
      discipline: 'Cardiologia',
    }),
  )
  expect(await reasons()).toEqual(['profile_missing'])
  expect(await declarations.asking(conferenceId)).toEqual([activity.id])
  await declarations.declare(personId, activity.id, 'Acme Pharma')
  expect(await reasons()).toEqual([])
  now += minuteMs
  await declarations.declare(personId, activity.id, '')
  expect((await details.of(personId)).recruitments[activity.id]).toEqual({ by: '', at: now })
  expect(await kindsOf('recruitment.declared')).toMatchObject([
    { activityId: activity.id, isRecruited: true },
    { activityId: activity.id, isRecruited: false },
  ])
  await server.credit.claim(person, activity, { policyId: 'italy-ecm' }, 1.5)
})

test('an activity is accredited for named professions and disciplines where its body wants that', async () => {
  const plan = (accreditedFor: unknown, policyId = 'italy-ecm') =>
    watcherOf(server, {
      minutes: null,
      changes: {
        designations: [{ policyId, maximum: 1, designatedAt: liveAt - dayMs, number: '1-2', accreditedFor }],
      },
    })
  await expect(plan([])).rejects.toThrow('designations.italy-ecm.accreditedFor: ')
  await expect(plan([{ profession: 'physician', disciplines: ['A', ' a. '] }])).rejects.toThrow('named twice')
  await expect(plan([{ profession: 'physician', disciplines: [] }], 'ama')).rejects.toThrow(
    'designations.ama.accreditedFor: ',
  )
})
