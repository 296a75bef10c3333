// A body's daily maximum over several activities of one day, as they are claimed, corrected and revoked in
// different orders. The Royal Colleges' policy gives at most 6 credits a day, one for an hour.
import { expect, test } from '@jest/globals'
import type { Identity } from '@lectern/shared/accounts'
import type { Activity } from '@lectern/shared/credit'
import { createAudit } from '../../../scripts/ledger/credit/audit.ts'
import { linesOf } from '../../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../../shared/src/verifying/verifyLedger.ts'
import { dayMs } from '../core/clock.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import { createLedgerKey } from '../ledger/ledgerKey.ts'
import { conferenceId } from '../testing/conference.ts'
import {
  invite,
  liveAt,
  minuteMs,
  plannedActivity,
  plannedSession,
  startCredit,
  watchedSession,
} from '../testing/credit.ts'
import { createOfficeActs } from './officeActs.ts'

const hourMs = 60 * minuteMs
let now = liveAt + 30 * hourMs
const { server, office } = await startCredit(() => now)
const { credit } = server
const acts = createOfficeActs(credit)

interface Day {
  person: Identity
  morning: Activity
  afternoon: Activity
}
let days = 0

/** Two activities of five hours each, all of it watched. `from`: hours after 9:00 in Berlin. */
async function watchedDay(from: readonly [number, number] = [0, 6]): Promise<Day> {
  const n = ++days
  const personId = `doctor-${n}`
  await invite(server, personId, 'physician')
  const person = (await server.accounts.memberOf(personId, conferenceId))!
  const [morning, afternoon] = [`morning-${n}`, `afternoon-${n}`].map((id) =>
    plannedActivity(id, {
      test: [],
      designations: [{ policyId: 'uk-rcp', maximum: 5, designatedAt: liveAt - dayMs, number: '123456' }],
    }),
  ) as [Activity, Activity]
  for (const [i, activity] of [morning, afternoon].entries()) {
    const startsAt = liveAt + from[i]! * hourMs
    const endsAt = startsAt + 5 * hourMs
    await server.plan(conferenceId, activity)
    const sessionId = `of-${activity.id}`
    await server.program.saveSession({ ...plannedSession(sessionId, activity.id), startsAt, endsAt })
    await watchedSession(server.redis, sessionId, { [personId]: 300 }, 300, startsAt)
    const answers = { useful: '5', 'commercial-bias': 'yes' }
    await credit.submitting.saveEvaluation(activity, person, answers, true)
  }
  return { person, morning, afternoon }
}
/** Each claim some time after the one before. */
function claim({ person }: Day, activity: Activity, amount: number) {
  now += minuteMs
  return credit.claim(person, activity, { policyId: 'uk-rcp' }, amount)
}
const earned = async ({ person }: Day, activity: Activity): Promise<number> =>
  (await credit.creditOf(activity, person)).results.find(({ policyId }) => policyId === 'uk-rcp')!.amount
const held = async ({ person }: Day): Promise<number[]> =>
  (await credit.claims.of(person.id)).map(({ amount }) => amount).sort((a, b) => a - b)
const withdraw = ({ person }: Day, { id }: Activity, toMinute: number) =>
  acts.override(office, {
    ...{ sessionId: `of-${id}`, personId: person.id, fromMinute: 0, toMinute, credited: false },
    reason: 'The log says so.',
  })

test('what is claimed first leaves the rest of the day, whichever it is', async () => {
  for (const [first, second] of [
    ['morning', 'afternoon'],
    ['afternoon', 'morning'],
  ] as const) {
    const day = await watchedDay()
    await claim(day, day[first], 5)
    expect(await earned(day, day[second])).toBe(1)
    await expect(claim(day, day[second], 1.25)).rejects.toMatchObject({ code: 'not_earned' })
    await claim(day, day[second], 1)
    expect(await held(day)).toEqual([1, 5])
  }
})

test('a part that is claimed leaves what is left of the day', async () => {
  const day = await watchedDay()
  await claim(day, day.morning, 3.25)
  expect(await earned(day, day.afternoon)).toBe(2.75)
})

test('what is withdrawn from one activity can be claimed in the other', async () => {
  const day = await watchedDay()
  await claim(day, day.morning, 5)
  await claim(day, day.afternoon, 1)
  await withdraw(day, day.morning, 120)
  expect(await held(day)).toEqual([1, 3])
  expect(await earned(day, day.afternoon)).toBe(3)
  await claim(day, day.afternoon, 3)
  expect(await held(day)).toEqual([3, 3])
})

test('what is revoked leaves its room, and then only what is left can be claimed again', async () => {
  const day = await watchedDay()
  const { code } = await claim(day, day.morning, 5)
  await claim(day, day.afternoon, 1)
  await acts.revoke(office, conferenceId, code, 'It was claimed by mistake.')
  expect(await earned(day, day.afternoon)).toBe(5)
  await claim(day, day.afternoon, 5)
  expect(await earned(day, day.morning)).toBe(1)
  await claim(day, day.morning, 1)
  expect(await held(day)).toEqual([1, 5])
})

test('a correction in the second activity leaves the first as it is', async () => {
  const day = await watchedDay()
  await claim(day, day.morning, 5)
  await claim(day, day.afternoon, 1)
  // Four and a half hours are left of it: still more than one.
  await withdraw(day, day.afternoon, 30)
  expect(await held(day)).toEqual([1, 5])
  await withdraw(day, day.afternoon, 270)
  expect(await held(day)).toEqual([0.5, 5])
})

test('two claims at once are worth no more than the day', async () => {
  const day = await watchedDay()
  now += minuteMs
  await Promise.allSettled(
    [day.morning, day.afternoon].map((activity) =>
      credit.claim(day.person, activity, { policyId: 'uk-rcp' }, 5),
    ),
  )
  const sum = (await held(day)).reduce((all, amount) => all + amount, 0)
  expect(sum).toBeGreaterThanOrEqual(5)
  expect(sum).toBeLessThanOrEqual(6)
})

test('a session that goes on over midnight is of the day on which it began', async () => {
  // 22:00 to 3:00, then 4:00 to 9:00 of the next day.
  const day = await watchedDay([13, 19])
  await claim(day, day.morning, 5)
  expect(await earned(day, day.afternoon)).toBe(5)
})

test('the ledger has each claim count what was claimed before it', async () => {
  const about = { conference: { id: conferenceId, title: 'Cardiology' }, exportedAt: now }
  const key = createLedgerKey(Buffer.alloc(32, 7).toString('base64'))
  const audit = createAudit()
  async function* bytes() {
    for await (const part of exportLines(server.ledger, await server.ledger.head(), about, key))
      yield Buffer.from(part)
  }
  expect((await verifyLedger(linesOf(bytes()), nodeTools(), audit.see)).is).toBe('unaltered')
  // Attendance is not in it: the sessions were not held by the server.
  const problems = audit.report().differences.flatMap((each) => each.problems)
  expect(
    problems.filter((each) =>
      /claimed before|other moments for|too$|revokes it|computed as|replaced/.test(each),
    ),
  ).toEqual([])
})
