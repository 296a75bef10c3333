// The CE office's view of evaluations, on the whole server with a real Redis.
import { expect, test } from '@jest/globals'
import { officeActivity } from '@lectern/shared/creditOffice'
import { officeEvaluations } from '@lectern/shared/evaluationResults'
import { keys } from '@lectern/shared/keys'
import readXlsxFile from 'read-excel-file/node'
import { testLedger } from '../testing/conference.ts'
import { startCreditServer, type Who } from '../testing/creditServer.ts'
import { createFormsStore } from './formsStore.ts'

const others = ['ann', 'ben', 'cleo']
const lectern = await startCreditServer({
  clara: 60,
  noah: 60,
  shah: 60,
  ...Object.fromEntries(others.map((id) => [id, 60])),
})
const activityId = 'heart-failure-2026'
const path = `/api/credit/office/${activityId}/evaluations`

const evaluate = (who: Who, answers: Record<string, string>, submit = true) =>
  lectern.answerOf(who, 'PUT', `/api/credit/${activityId}/evaluation`, { answers, submit })
const results = async () => officeEvaluations.parse(await lectern.answerOf('ito', 'GET', path))

test('before the first submission there are only the questions', async () => {
  await evaluate('shah', { useful: '1' }, false)
  const { submitted, learners, questions, bias } = await results()
  expect({ submitted, learners, bias }).toEqual({
    submitted: 0,
    learners: 6,
    bias: { count: 0, reports: [] },
  })
  expect(questions.at(-1)).toMatchObject({ id: 'commercial-bias', answered: 0 })
})

test('submitted evaluations are counted; drafts are private', async () => {
  await evaluate('clara', { useful: '5', change: '=1+1, and the dose', 'commercial-bias': 'yes' })
  await evaluate('noah', { useful: '2', change: 'Nothing', 'commercial-bias': 'no' })
  const { submitted, questions, bias } = await results()
  expect(submitted).toBe(2)
  // Of two people each would know what the other one said.
  expect(questions.find(({ id }) => id === 'useful')).toMatchObject({
    answered: 2,
    mean: null,
    isWithheld: true,
  })
  expect(questions.find(({ id }) => id === 'change')).toMatchObject({ answered: 2, texts: [] })
  expect(bias).toMatchObject({ count: 1, reports: [[{ text: 'Nothing' }]] })
  expect((await (await lectern.send('ito', 'GET', `${path}.csv`)).text()).trim().split('\n')).toHaveLength(1)
})

test('answers of enough people are shown', async () => {
  for (const id of others) {
    const given = { answers: { useful: '5' }, submittedAt: 1, salt: id, digest: id }
    await lectern.connection.hset(keys.evaluations(id), `${activityId} submitted`, JSON.stringify(given))
  }
  const { questions } = await results()
  expect(questions.find(({ id }) => id === 'useful')).toMatchObject({ answered: 5, mean: 4.4 })
  expect(questions.find(({ id }) => id === 'change')).toMatchObject({ answered: 2, isWithheld: true })
})

test('the results can be had as a workbook and to print', async () => {
  const book = await lectern.send('ito', 'GET', `${path}.xlsx`)
  const sheets = await readXlsxFile(Buffer.from(await book.arrayBuffer()))
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Figures', 'In their words'])
  const [figures] = sheets
  expect(figures!.data[0]!.slice(0, 4)).toEqual(['Question', 'About', 'People who answered', 'Mean'])
  expect(figures!.data.find(([, , answered]) => answered === 5)).toMatchObject({ 3: 4.4, 4: '1', 5: 0 })
  const pdf = await lectern.send('ito', 'GET', `${path}.pdf`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
})

test('the office changes the questions, unless somebody else was faster', async () => {
  const put = (questions: object[], seen: object[]) =>
    lectern.send('ito', 'PUT', `/api/credit/office/${activityId}/evaluation`, { questions, seen })
  const { activity } = officeActivity.parse(
    await lectern.answerOf('ito', 'GET', `/api/credit/office/${activityId}`),
  )
  const perSpeaker = { id: 'clear', kind: 'rating', per: 'speaker', prompt: 'How clear was this speaker?' }
  const changed = await put([...activity.evaluation, perSpeaker], activity.evaluation)
  expect([changed.status, await changed.json()]).toMatchObject([
    200,
    { questions: [...activity.evaluation, perSpeaker] },
  ])
  expect((await results()).questions.map(({ about }) => about?.subject)).toContain('Adaeze Okafor')
  expect(await put([perSpeaker], activity.evaluation).then(({ status }) => status)).toBe(409)
  const twice = await put([perSpeaker, perSpeaker], [...activity.evaluation, perSpeaker])
  expect(twice.status).toBe(400)
})

test('neither the page nor the export names authors, and the export is in the ledger', async () => {
  const page = await (await lectern.send('ito', 'GET', path)).text()
  const ledger = testLedger(lectern.connection, () => lectern.now)
  const { seq } = await ledger.head()
  const response = await lectern.send('ito', 'GET', `${path}.csv`)
  expect(response.headers.get('content-disposition')).toContain(`evaluations-${activityId}.csv`)
  const csv = await response.text()
  expect(csv.trim().split('\n')).toHaveLength(6)
  expect(csv).toContain(`"'=1+1, and the dose"`)
  for (const told of [page, csv])
    for (const who of ['clara', 'Clara', 'Nwosu', 'noah', 'Noah', 'Brandt']) expect(told).not.toContain(who)
  expect(await ledger.read(seq + 1, 10)).toMatchObject([
    { kind: 'export.made', by: 'ito', data: { what: 'evaluations', activityId, people: 5 } },
  ])
})

test('an activity that does not exist is not found', async () => {
  for (const end of ['', '.csv', '.xlsx', '.pdf'])
    expect(await lectern.codeOf('ito', 'GET', `/api/credit/office/nothing/evaluations${end}`)).toBe(
      'not_found',
    )
})

test('of 10,000 people every submitted evaluation is read', async () => {
  const ids = Array.from({ length: 10_000 }, (_, i) => `crowd-${i}`)
  const given = { answers: { useful: '4' }, submittedAt: 1, salt: 'a', digest: 'b' }
  const pipeline = lectern.connection.pipeline()
  for (const id of ids) pipeline.hset(keys.evaluations(id), `${activityId} submitted`, JSON.stringify(given))
  await pipeline.exec()
  const found = await createFormsStore(lectern.connection).submittedEvaluations(
    [...ids, 'nobody'],
    activityId,
  )
  expect(found).toHaveLength(10_000)
  expect(found[0]).toEqual(given)
})
