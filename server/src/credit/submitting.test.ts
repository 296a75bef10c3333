import { beforeEach, describe, expect, test } from '@jest/globals'
import type { Identity } from '@lectern/shared/accounts'
import type { Activity } from '@lectern/shared/credit'
import { biasQuestion, type FormAnswers } from '@lectern/shared/creditForms'
import { attemptsMax } from '@lectern/shared/limits'
import { everythingIn } from '../../../scripts/testing/redis.ts'
import { createSeatsStore } from '../attendance/seatsStore.ts'
import {
  entriesOf,
  invite,
  liveAt,
  minuteMs,
  plannedActivity,
  startCredit,
  watchedSession,
  watcherOf,
} from '../testing/credit.ts'
import { evaluationResults } from './evaluationResults.ts'
import { createFormsStore } from './formsStore.ts'

const now = liveAt + 61 * minuteMs
let time = now
const { server } = await startCredit(() => time)
let activity: Activity
let person: Identity
let sessionId: string

const right = { first: 'a', second: 'yes' }
const wrong = { first: 'b', second: 'no' }
const evaluation = { useful: '4', 'commercial-bias': 'no' }

const evaluate = (answers: FormAnswers, submit: boolean) =>
  server.credit.submitting.saveEvaluation(activity, person, answers, submit)
const take = (answers: FormAnswers, submit: boolean) =>
  server.credit.submitting.saveTest(activity, person, answers, submit)
const refusalOf = (done: Promise<unknown>) =>
  done.then(
    () => undefined,
    (error: unknown) => error,
  )

/** A new pharmacist, with a planned session whose disclosures are acknowledged. */
beforeEach(async () => {
  time = now
  ;({ activity, person, sessionId } = await watcherOf(server, { profession: 'pharmacist', minutes: null }))
  await createSeatsStore(server.redis).give(sessionId, person.id, 'words', liveAt)
})

const watched = () => watchedSession(server.redis, sessionId, { [person.id]: 60 })

test('the evaluation always asks about commercial bias, last', async () => {
  const { questions } = await server.credit.submitting.evaluation(activity, person)
  expect(questions.at(-1)).toEqual(biasQuestion)
  const asking = { ...activity, evaluation: [biasQuestion, ...activity.evaluation] }
  const asked = (await server.credit.submitting.evaluation(asking, person)).questions
  expect(asked.filter(({ id }) => id === biasQuestion.id)).toHaveLength(1)
})

test('before the session goes live a form is closed', async () => {
  expect(await refusalOf(evaluate(evaluation, false))).toMatchObject({ code: 'conflict' })
  expect(await refusalOf(take(right, false))).toMatchObject({ code: 'conflict' })
})

test('during the session drafts are saved, and a form cannot be submitted', async () => {
  await server.program.move(sessionId, 'start')
  await evaluate({ useful: '2' }, false)
  expect(await refusalOf(evaluate(evaluation, true))).toMatchObject({ code: 'conflict' })
  expect(await server.credit.submitting.evaluation(activity, person)).toMatchObject({
    answers: evaluation,
    submittedAt: null,
  })
  expect(await refusalOf(take(right, true))).toMatchObject({ code: 'conflict' })
  expect(await server.credit.submitting.test(activity, person)).toMatchObject({
    answers: right,
    outcomes: [],
  })
})

test('a person who has joined no session has no form', async () => {
  await watched()
  await invite(server, 'stranger', 'pharmacist')
  person = await server.credit.personOf('stranger')
  expect(await refusalOf(evaluate(evaluation, true))).toMatchObject({ code: 'conflict' })
  expect(await refusalOf(take(right, true))).toMatchObject({ code: 'conflict' })
})

test('unanswered required questions are named, and the draft is kept', async () => {
  await watched()
  const refusal = await refusalOf(evaluate({ useful: '4' }, true))
  expect(refusal).toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining(biasQuestion.prompt),
    details: { questions: ['commercial-bias'] },
  })
  expect(await server.credit.submitting.evaluation(activity, person)).toMatchObject({
    answers: { useful: '4' },
    submittedAt: null,
  })
})

test.each([
  ['a question that is not asked', { nonsense: 'x' }],
  ['a rating above five', { useful: '6' }],
  ['a rating that is a word', { useful: 'very' }],
  ['neither yes nor no', { 'commercial-bias': 'maybe' }],
])('%s is refused', async (_what, answers) => {
  await watched()
  expect(await refusalOf(evaluate(answers, false))).toMatchObject({ code: 'invalid_request' })
})

const submissions = async () =>
  (await entriesOf(server.ledger)).filter(
    ({ by, kind }) => by === person.id && kind === 'evaluation.submitted',
  )

test('a submitted evaluation can be changed, each time with its evidence; a repeat changes nothing', async () => {
  await watched()
  const first = await evaluate(evaluation, true)
  expect(first).toMatchObject({ answers: evaluation, submittedAt: now, isChanged: false, isClosed: false })
  expect(await evaluate(evaluation, true)).toEqual(first)
  expect(await submissions()).toHaveLength(1)
  const changed = { useful: '1', 'commercial-bias': 'yes' }
  // A change counts once it is submitted.
  expect(await evaluate(changed, false)).toMatchObject({ answers: changed, isChanged: true })
  expect((await createFormsStore(server.redis).evaluation(person.id, activity.id)).submitted).toMatchObject({
    answers: evaluation,
  })
  expect(await evaluate(changed, true)).toMatchObject({ answers: changed, isChanged: false })
  expect(await submissions()).toHaveLength(2)
})

test('of two different evaluations at once both are recorded, and one stands', async () => {
  await watched()
  const other = { useful: '1', 'commercial-bias': 'yes' }
  await Promise.all([evaluate(evaluation, true), evaluate(other, true)])
  const { answers } = await server.credit.submitting.evaluation(activity, person)
  expect([evaluation, other]).toContainEqual(answers)
  expect(await submissions()).toHaveLength(2)
})

test('answers can be changed until the deadline for claims, and not after', async () => {
  await watched()
  const { changeUntil } = await evaluate(evaluation, true)
  expect(changeUntil).toBeGreaterThan(now)
  time = changeUntil! + 1
  expect(await server.credit.submitting.evaluation(activity, person)).toMatchObject({ isClosed: true })
  for (const submit of [false, true])
    expect(await refusalOf(evaluate({ useful: '1', 'commercial-bias': 'yes' }, submit))).toMatchObject({
      code: 'deadline_passed',
    })
  expect(await submissions()).toHaveLength(1)
})

test('while a session is still to end there is no deadline', async () => {
  await watched()
  const endsAt = liveAt + 20 * 86_400_000
  const later = { ...(await server.program.session(sessionId)), id: `${sessionId}-later`, endsAt }
  await server.program.saveSession(later)
  time = endsAt - 1
  expect(await evaluate(evaluation, true)).toMatchObject({ changeUntil: null, isClosed: false })
})

test('what is wrong in the last session can be said until its credit can no longer be claimed', async () => {
  await watched()
  const first = await server.program.session(sessionId)
  const [later, days] = [`${sessionId}-far`, 86_400_000]
  const startsAt = liveAt + 70 * days
  // Too far away for the claim of the first session to wait for it.
  await server.program.saveSession({ ...first, id: later, startsAt, endsAt: startsAt + 60 * minuteMs })
  await evaluate({ useful: '4', 'commercial-bias': 'yes' }, true)
  time = liveAt + 65 * days
  expect((await server.credit.creditOf(activity, person)).results[0]!.claimBy).toBeLessThan(time)
  expect(await server.credit.submitting.evaluation(activity, person)).toMatchObject({ isClosed: false })
  // The person is in the last session for a few minutes, which earn nothing, and sees bias there.
  await createSeatsStore(server.redis).give(later, person.id, 'words', startsAt)
  await watchedSession(server.redis, later, { [person.id]: 5 }, 60, startsAt)
  time = startsAt + 2 * days
  expect(await evaluate(evaluation, true)).toMatchObject({ answers: evaluation, isClosed: false })
  // 59 days after 11 May, to their end in Berlin.
  const { changeUntil } = await server.credit.submitting.evaluation(activity, person)
  expect(new Date(changeUntil!)).toEqual(new Date('2026-07-09T23:59:59.999+02:00'))
})

test('a session that is never held keeps no evaluation open', async () => {
  await watched()
  const first = await server.program.session(sessionId)
  const startsAt = liveAt + 70 * 86_400_000
  await server.program.saveSession({
    ...{ ...first, id: `${sessionId}-never`, startsAt },
    endsAt: startsAt + 60 * minuteMs,
  })
  time = startsAt + 3 * 86_400_000
  expect(await server.credit.submitting.evaluation(activity, person)).toMatchObject({ isClosed: true })
})

describe('questions for each session and speaker', () => {
  const per = { kind: 'rating' as const, options: [], required: true, correct: [], feedback: '' }
  beforeEach(() => {
    activity = plannedActivity(activity.id, {
      evaluation: [
        { ...per, id: 'session', per: 'session', prompt: 'How useful was this session?' },
        { ...per, id: 'speaker', per: 'speaker', prompt: 'How clear was this speaker?' },
      ],
    })
  })
  const questions = async () => (await server.credit.submitting.evaluation(activity, person)).questions
  const all = async () => ({
    'commercial-bias': 'yes',
    ...Object.fromEntries((await questions()).filter(({ subject }) => subject).map(({ id }) => [id, '4'])),
  })

  test('are asked once for each that the person has joined', async () => {
    expect(await questions()).toEqual([biasQuestion])
    await watched()
    const { title, speakers } = await server.program.session(sessionId)
    expect((await questions()).map(({ subject }) => subject)).toEqual([
      title,
      ...speakers.map(({ name }) => name),
      undefined,
    ])
  })

  test('open a submitted evaluation again for a session that ended later', async () => {
    await watched()
    await evaluate(await all(), true)
    const evaluatedAt = async () => (await server.credit.creditOf(activity, person)).evaluatedAt
    expect(await evaluatedAt()).toBe(now)
    const later = `${sessionId}-second`
    await server.program.saveSession({
      ...(await server.program.session(sessionId)),
      id: later,
      title: 'The second',
    })
    await createSeatsStore(server.redis).give(later, person.id, 'words', liveAt)
    await watchedSession(server.redis, later, { [person.id]: 60 })
    expect((await questions()).map(({ subject }) => subject)).toContain('The second')
    expect(await evaluatedAt()).toBeNull()
    await evaluate(await all(), true)
    expect(await evaluatedAt()).toBe(now)
  })
})

test('answers keep the words in which they were asked, also when the question is gone', async () => {
  await watched()
  await evaluate(evaluation, true)
  activity = plannedActivity(activity.id, {
    evaluation: [{ id: 'useful', kind: 'rating', prompt: 'How much will you use?' }],
  })
  const forms = createFormsStore(server.redis)
  const { submitted } = await forms.evaluation(person.id, activity.id)
  const wordings = await forms.wordings(activity.id)
  const { questions } = evaluationResults({ ...activity, wordings }, [submitted!])
  expect(questions.map(({ prompt, answered, isEarlier = false }) => [prompt, answered, isEarlier])).toEqual([
    ['How much will you use?', 0, false],
    [biasQuestion.prompt, 1, false],
    ['How useful was it?', 1, true],
  ])
  // A page that was loaded before may still send its answer to a former question.
  activity = plannedActivity(activity.id, { evaluation: [] })
  expect(await evaluate({ ...evaluation, 'commercial-bias': 'yes' }, true)).toMatchObject({
    answers: { 'commercial-bias': 'yes' },
  })
  expect((await forms.evaluation(person.id, activity.id)).submitted!.answers).toEqual({
    useful: '4',
    'commercial-bias': 'yes',
  })
})

test('the ledger has a digest of the answers and none of their words', async () => {
  await watched()
  activity = plannedActivity(activity.id, { evaluation: [{ id: 'words', kind: 'text', prompt: 'Say.' }] })
  await evaluate({ words: 'Unmistakable', 'commercial-bias': 'yes' }, true)
  const ledger = JSON.stringify(await entriesOf(server.ledger))
  expect(ledger).not.toContain('Unmistakable')
  expect(await everythingIn(server.redis)).toContain('Unmistakable')
})

test('a test reveals neither the right answers nor the reasons before it is submitted', async () => {
  await watched()
  await take(wrong, false)
  const before = JSON.stringify(await server.credit.submitting.test(activity, person))
  expect(before).not.toContain('alphabet')
  expect(JSON.parse(before).questions.map(({ correct }: { correct: string[] }) => correct)).toEqual([[], []])
  const { outcomes, attemptsLeft } = await take(wrong, true)
  expect(attemptsLeft).toBe(2)
  expect(outcomes).toEqual([
    {
      attempt: 1,
      submittedAt: now,
      score: 0,
      questions: [
        { id: 'first', right: false, feedback: 'A, because of the alphabet.' },
        { id: 'second', right: false, feedback: 'It is.' },
      ],
    },
  ])
})

test('each attempt is kept and in the ledger; there are no more than the policy allows', async () => {
  await watched()
  await take(wrong, true)
  await take({ ...wrong, first: 'a' }, true)
  const third = await take({ ...wrong, second: 'yes' }, true)
  expect(third.outcomes.map(({ score }) => score)).toEqual([0, 0.5, 0.5])
  expect(third.attemptsLeft).toBe(0)
  expect(await refusalOf(take(right, true))).toMatchObject({ code: 'conflict' })
  const entries = (await entriesOf(server.ledger)).filter(({ by }) => by === person.id)
  expect(entries.map(({ kind, data }) => [kind, data.attempt, data.score])).toEqual([
    ['test.submitted', 1, 0],
    ['test.submitted', 2, 0.5],
    ['test.submitted', 3, 0.5],
  ])
})

test('the same answers again are the same attempt, also at once', async () => {
  await watched()
  await Promise.all([take(wrong, true), take(wrong, true)])
  expect((await take(wrong, true)).outcomes).toHaveLength(1)
})

test('a person who has passed need not, and cannot, take the test again', async () => {
  await watched()
  await take(right, true)
  expect(await refusalOf(take(wrong, true))).toMatchObject({ code: 'conflict' })
})

test('a person whose profession needs no test may take it any number of times', async () => {
  await watched()
  person = { ...person, profession: 'physician' }
  for (const first of ['b', 'a', 'b', 'a', 'b'])
    await take({ first, second: first === 'a' ? 'no' : 'yes' }, true)
  expect((await server.credit.submitting.test(activity, person))?.attemptsLeft).toBeNull()
})

test('at most a hundred attempts per person and test are kept', async () => {
  await watched()
  person = { ...person, profession: 'physician' }
  const forms = createFormsStore(server.redis)
  const rest = { submittedAt: now, score: 0, questions: [], answers: wrong, salt: '' }
  for (let attempt = 1; attempt < attemptsMax; attempt++)
    await forms.submitTest(person.id, activity.id, { ...rest, attempt })
  await take({ first: 'a', second: 'no' }, true)
  expect(await refusalOf(take({ first: 'b', second: 'yes' }, true))).toMatchObject({ code: 'conflict' })
})

test('an activity without a test offers none', async () => {
  activity = plannedActivity(activity.id, { test: [], designations: [activity.designations[0]] })
  expect(await server.credit.submitting.test(activity, person)).toBeNull()
  expect(await refusalOf(take(right, true))).toMatchObject({ code: 'not_found' })
})
