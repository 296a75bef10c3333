import { expect, test } from '@jest/globals'
import { standingsMax } from '@lectern/shared/creditOffice'
import { dayMs } from '../core/clock.ts'
import { conferenceId } from '../testing/conference.ts'
import { liveAt, minuteMs, startCredit, type Watcher, watcherOf } from '../testing/credit.ts'
import { makeAppeal } from './appealing.ts'
import { createAppealStandings } from './appealStandings.ts'
import { createOfficeActs } from './officeActs.ts'
import { createOfficeViews } from './officeViews.ts'

const now = liveAt + 61 * minuteMs
const { server, office } = await startCredit(() => now)
const { credit } = server
const views = createOfficeViews({ ...credit, publicUrl: () => 'https://lectern.example' })
const appeal = ({ person, sessionId }: Watcher) => makeAppeal(credit, person, sessionId, 'The picture froze.')
const standingOf = async ({ sessionId, personId }: Watcher) =>
  (await views.overview(conferenceId)).appeals.find(
    (one) => one.sessionId === sessionId && one.personId === personId,
  )

/** A share of 80% is asked for. */
const onlyNurses = { designations: [{ policyId: 'ancc', maximum: 1, designatedAt: liveAt - dayMs }] }

test('an appeal tells the minutes, and what granting its gap would change', async () => {
  const learner = await watcherOf(server, { minutes: 40, changes: onlyNurses, profession: 'nurse' })
  await appeal(learner)
  expect(await standingOf(learner)).toMatchObject({
    activityId: learner.activity.id,
    standing: {
      liveAt,
      until: liveAt + 60 * minuteMs,
      creditedSlots: 240,
      possibleSlots: 360,
      gaps: [{ from: liveAt + 40 * minuteMs, to: liveAt + 60 * minuteMs, reason: 'not_joined' }],
      eligible: false,
      grants: [{ fromMinute: 40, toMinute: 60, creditedSlots: 360, outcome: 'eligible' }],
    },
  })
  const { id, standing } = (await standingOf(learner))!
  const { fromMinute, toMinute } = standing!.grants[0]!
  await createOfficeActs(credit).override(office, {
    sessionId: learner.sessionId,
    personId: learner.personId,
    fromMinute,
    toMinute,
    credited: true,
    reason: 'The log says so.',
    appealId: id,
  })
  const { results } = await credit.creditOf(learner.activity, learner.person)
  expect(results[0]).toMatchObject({ eligible: true, amount: 1 })
  expect(await standingOf(learner)).toMatchObject({ granted: true, standing: null })
})

test('of several gaps, the longest one and all of them are tried', async () => {
  const learner = await watcherOf(server, { minutes: 50 })
  const take = (fromMinute: number, toMinute: number) =>
    createOfficeActs(credit).override(office, {
      sessionId: learner.sessionId,
      personId: learner.personId,
      fromMinute,
      toMinute,
      credited: false,
      reason: 'She says so.',
    })
  await take(5, 20)
  await appeal(learner)
  expect((await standingOf(learner))!.standing!.grants).toEqual([
    { fromMinute: 5, toMinute: 20, creditedSlots: 300, outcome: 'eligible' },
    { fromMinute: 5, toMinute: 60, creditedSlots: 360, outcome: 'eligible' },
  ])
})

test('a grant that leaves something to do, or too little time, says which', async () => {
  const later = await watcherOf(server, { minutes: 40, evaluated: false })
  const never = await watcherOf(server, { minutes: 0, profession: 'nurse', evaluated: false })
  await Promise.all([appeal(later), appeal(never)])
  expect((await standingOf(later))!.standing!.grants[0]!.outcome).toBe('enough')
  const late = { designations: [{ policyId: 'ama', maximum: 1, designatedAt: liveAt + minuteMs }] }
  const worthless = await watcherOf(server, { minutes: 40, changes: late })
  await appeal(worthless)
  expect((await standingOf(worthless))!.standing!.grants[0]!.outcome).toBe('too_little')
})

test('no more standings are computed than one page of appeals needs, the oldest first', async () => {
  const learner = await watcherOf(server, { minutes: 40 })
  const made = await appeal(learner)
  const decided = { decidedAt: null, decidedBy: null, decision: null, granted: false }
  const older = Array.from({ length: standingsMax }, (_, at) => ({ ...made, ...decided, id: `${at}`, at }))
  const standings = await createAppealStandings(credit).of(
    [{ ...made, ...decided }, ...older],
    await credit.program.views(),
  )
  expect(standings.size).toBe(standingsMax)
  expect(standings.has(made.id)).toBe(false)
})

test('the figures count people, each group within the one before', async () => {
  const before = (await views.overview(conferenceId)).figures
  const claimant = await watcherOf(server)
  // In a second activity, too: one person is counted once.
  await watcherOf(server, { person: claimant.person, minutes: 5 })
  await watcherOf(server, { minutes: 5 })
  await credit.claim(claimant.person, claimant.activity, { policyId: 'ama' }, 1)
  views.forgetFigures()
  const { figures, activities } = await views.overview(conferenceId)
  expect(figures).toEqual({
    learners: before.learners + 2,
    eligible: before.eligible + 1,
    claimed: before.claimed + 1,
    reported: before.reported,
  })
  expect(activities.find(({ id }) => id === claimant.activity.id)).toMatchObject({
    startsAt: liveAt,
    endsAt: liveAt + 60 * minuteMs,
    phase: 'ended',
    learners: 1,
    claims: 1,
    claimants: 1,
    evaluations: 1,
    toReport: 1,
  })
})

test('the office reads reasons in the third person; the learner is addressed', async () => {
  const { activity, person } = await watcherOf(server, {
    ...{ minutes: 20, evaluated: false, changes: onlyNurses, profession: 'nurse' },
  })
  const [row] = (await views.activity(activity)).people
  const messages = row!.results.flatMap(({ reasons }) => reasons.map(({ message }) => message))
  expect(messages).toContain('Name watched 20 of 60 minutes (33%); 80% is needed.')
  expect(messages.filter((message) => /\byou(r)?\b/i.test(message))).toEqual([])
  const { results } = await credit.creditOf(activity, person)
  const own = results.flatMap(({ reasons }) => reasons.map(({ message }) => message))
  expect(own).toContain('You watched 20 of 60 minutes (33%); 80% is needed.')
})
