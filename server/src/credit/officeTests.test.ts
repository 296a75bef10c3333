// The test of an activity as the CE office writes it, on the whole server with a real Redis.
import { expect, test } from '@jest/globals'
import type { OfficeTest } from '@lectern/shared/activityTest'
import type { FormQuestion } from '@lectern/shared/creditForms'
import { errorIn } from '../testing/answers.ts'
import { startCreditServer, type Who } from '../testing/creditServer.ts'
import { createActivitiesStore, testEdition } from './activitiesStore.ts'

const lectern = await startCreditServer({ clara: 60, shah: 60 })
const activityId = 'heart-failure-2026'
const path = `/api/credit/office/${activityId}/test`
const activities = createActivitiesStore(lectern.connection)

const read = () => lectern.answerOf<OfficeTest>('ito', 'GET', path)
const plan = (questions: FormQuestion[], seen: FormQuestion[]) =>
  lectern.send('ito', 'PUT', path, { questions, seen: testEdition(seen) })
const planned = async (questions: FormQuestion[]) => {
  const answer = await plan(questions, (await read()).questions)
  if (!answer.ok) throw new Error(await answer.text())
  return ((await answer.json()) as { questions: FormQuestion[] }).questions
}
const refused = async (answer: Promise<Response>) => {
  const { code, message } = await errorIn(await answer)
  return `${code}: ${message}`
}
const take = (who: Who, answers: Record<string, string>, submit = true) =>
  lectern.send(who, 'PUT', `/api/credit/${activityId}/test`, { answers, submit })

const dose: FormQuestion = {
  ...{ id: 'dose', kind: 'choice', prompt: 'Which dose first?', required: true },
  objective: 'Choose the dose',
  options: [
    { id: 'low', text: 'Low' },
    { id: 'lower', text: 'Very low' },
    { id: 'high', text: 'High' },
  ],
  correct: ['low', 'lower'],
  feedback: 'Start low.',
}
const drugs: FormQuestion = {
  ...{ id: 'drugs', kind: 'multiple', prompt: 'Which two?', required: true, feedback: '' },
  options: [
    { id: 'a', text: 'A' },
    { id: 'b', text: 'B' },
    { id: 'c', text: 'C' },
  ],
  correct: ['a', 'b'],
}
const answers = { dose: 'low', drugs: 'a b' }

test('the office reads what the bodies ask, and from which activities questions can be copied', async () => {
  await lectern.operate('PUT', 'activities', { id: 'cardiology-update', test: [] })
  const { asks, isTaken, others } = await read()
  expect(asks).toEqual([
    expect.objectContaining({ policyId: 'acpe-knowledge', minimumScore: expect.any(Number) }),
  ])
  expect({ isTaken, others }).toEqual({ isTaken: false, others: [] })
  await lectern.operate('PUT', 'activities', { id: 'cardiology-update', test: [dose] })
  expect((await read()).others).toEqual([
    expect.objectContaining({ activityId: 'cardiology-update', questions: 1 }),
  ])
})

test('a question whose words change is another question; its right answer alone can be changed', async () => {
  await planned([dose, drugs])
  const [same, other] = await planned([
    { ...dose, correct: ['low'], feedback: 'Low.' },
    { ...drugs, prompt: 'Which of them?' },
  ])
  expect(same).toMatchObject({ id: 'dose', correct: ['low'] })
  expect(other!.id).not.toBe('drugs')
  // The reply was lost.
  const again = await plan([same!, { ...other!, id: 'drugs' }], [dose, drugs])
  expect((await again.json()) as object).toMatchObject({ questions: [same, other] })
  expect(await refused(plan([dose], [dose, drugs]))).toMatch(/^stale: Somebody else has changed this test/)
})

test('a body that demands a test keeps its last graded question', async () => {
  const { questions } = await read()
  const ungraded = { ...dose, correct: [] }
  expect(await refused(plan([], questions))).toContain('demands a test with right answers')
  expect(await refused(plan([ungraded], questions))).toContain('demands a test with right answers')
})

test('answers to a question that is asked no more are dropped, and the new ones named', async () => {
  await planned([dose, drugs])
  await take('shah', { dose: 'high', drugs: 'c' }, false)
  await planned([dose, { ...drugs, id: 'others', prompt: 'Which others?' }])
  const { test: form } = await lectern.answerOf<{ test: { answers: object } }>(
    'shah',
    'GET',
    `/api/credit/${activityId}`,
  )
  expect(form.answers).toEqual({ dose: 'high' })
  expect(await refused(take('shah', { dose: 'high', drugs: 'c' }))).toMatch(
    /^stale: The questions of this test/,
  )
  await planned([dose, drugs])
})

test('what is changed while somebody submits is never graded by the former text', async () => {
  const { questions } = await read()
  // The office's plan has reached its first step on another server.
  expect(await activities.changeTest(activityId, [dose])).toBe(true)
  expect(await refused(take('shah', answers))).toMatch(/^stale: The questions of this test have changed/)
  expect(await activities.changeTest(activityId, questions)).toBe(true)
})

test('once somebody has submitted it stays, for the office and for scripts', async () => {
  expect((await take('shah', answers)).status).toBe(200)
  const { questions, isTaken } = await read()
  expect(isTaken).toBe(true)
  expect(await refused(plan([dose], questions))).toMatch(
    /^conflict: Somebody has submitted this test, so it stays as it is/,
  )
  await expect(lectern.operate('PUT', 'activities', { id: activityId, test: [dose] })).rejects.toMatchObject({
    code: 'conflict',
  })
  // Everything else of the activity can be planned.
  await lectern.operate('PUT', 'activities', { id: activityId, place: 'Online' })
})

test('attempts from before it was kept count', async () => {
  await lectern.connection.del(`{credit}:test:${activityId}`)
  const { questions, isTaken } = await read()
  expect(isTaken).toBe(true)
  expect(await refused(plan([dose], questions))).toContain('Somebody has submitted this test')
})
