// The planning form on the whole server: two offices, what is missing, and what the ledger keeps of it.
import { expect, test } from '@jest/globals'
import { emptyPlanningForm, type PlanningForm, type ShownPlanning } from '@lectern/shared/planningForm'
import { errorIn } from '../testing/answers.ts'
import { conferenceId, testLedger } from '../testing/conference.ts'
import { plannedActivity } from '../testing/credit.ts'
import { startCreditServer } from '../testing/creditServer.ts'

const lectern = await startCreditServer({})
const ledger = testLedger(lectern.connection, () => lectern.now)
const at = (activityId: string) => `/api/credit/office/${activityId}/planning`
const find = (activityId: string) => lectern.answerOf<ShownPlanning>('ito', 'GET', at(activityId))
const formOf = (changes: Partial<PlanningForm>): PlanningForm => ({ ...emptyPlanningForm, ...changes })
const save = (activityId: string, version: number, changes: Partial<PlanningForm>) =>
  lectern.answerOf<ShownPlanning>('ito', 'PUT', at(activityId), { version, form: formOf(changes) })
const complete = (activityId: string, version: number) =>
  lectern.answerOf<ShownPlanning>('ito', 'POST', `${at(activityId)}/complete`, { version })
async function entriesOf(kind: string, activityId: string) {
  const { seq } = await ledger.head()
  const all = (await ledger.read(1, seq)).filter(
    (entry) => entry.kind === kind && entry.data.activityId === activityId,
  )
  return Promise.all(all.map(async (entry) => ({ ...entry, contents: await ledger.contents.of(entry) })))
}
async function planned(id: string): Promise<string> {
  const { conferenceId: _, ...plan } = plannedActivity(id)
  await lectern.answerOf('ito', 'PUT', '/api/office/activities', plan)
  return id
}

test('an activity has an empty form, which says what is missing and who must act', async () => {
  const form = await find(await planned('fresh'))
  expect(form).toMatchObject({ version: 0, form: emptyPlanningForm, savedAt: null, completed: null })
  expect(form.missing.abstract[0]).toEqual({
    who: 'office',
    says: 'The practice gap is not described.',
    field: 'gap',
  })
  expect(form.missing.record.map(({ field }) => field)).toContain('description')
})

test('a draft is saved with any field empty, and says by whom', async () => {
  await planned('draft')
  const saved = await save('draft', 0, { gap: 'A gap.' })
  expect(saved).toMatchObject({ version: 1, savedAt: lectern.now, savedByName: 'Hana Ito' })
  expect(await find('draft')).toEqual(saved)
})

test('of two who save the same version, the second is refused in words and changes nothing', async () => {
  await planned('both')
  const write = (gap: string) => lectern.send('ito', 'PUT', at('both'), { version: 0, form: formOf({ gap }) })
  const answers = await Promise.all([write('One.'), write('Two.')])
  const refused = answers.filter(({ ok }) => !ok)
  expect(refused).toHaveLength(1)
  expect(await errorIn(refused[0]!)).toMatchObject({
    code: 'stale',
    message: expect.stringContaining('kept on this page'),
  })
  const stored = await find('both')
  expect(stored.version).toBe(1)
  expect(answers[0]!.ok ? 'One.' : 'Two.').toBe(stored.form.gap)
})

test('more words than the abstract takes are refused with their number', async () => {
  await planned('wordy')
  const gap = Array.from({ length: 101 }, () => 'word').join(' ')
  const refused = await lectern.send('ito', 'PUT', at('wordy'), { version: 0, form: formOf({ gap }) })
  expect(await errorIn(refused)).toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('101 words: at most 100'),
  })
})

test('a complete version is in the ledger once, by content; a later one is a draft again', async () => {
  await planned('whole')
  await save('whole', 0, { gap: 'The first words.' })
  const [first, again] = await Promise.all([complete('whole', 1), complete('whole', 1)])
  expect(first.completed).toEqual(again.completed)
  expect(first).toMatchObject({ completed: { by: 'ito' }, completedByName: 'Hana Ito' })
  await complete('whole', 1)
  expect(
    (await entriesOf('activity.planned', 'whole')).map(({ data, contents }) => [data.version, contents]),
  ).toEqual([[1, { planning: formOf({ gap: 'The first words.' }) }]])
  expect((await save('whole', 1, { gap: 'Other words.' })).completed).toBeNull()
  expect(await lectern.codeOf('ito', 'POST', `${at('whole')}/complete`, { version: 1 })).toBe('stale')
  await complete('whole', 2)
  expect((await entriesOf('activity.planned', 'whole')).map(({ data }) => data.version)).toEqual([1, 2])
})

test('a designation keeps the words that were saved before it', async () => {
  await planned('designated')
  await save('designated', 0, { gap: 'Why we hold it.' })
  await planned('designated')
  const contents = (await entriesOf('activity.designated', 'designated')).map((entry) => entry.contents)
  expect(contents.map((each) => each?.planning)).toEqual([undefined, formOf({ gap: 'Why we hold it.' })])
})

test('the form goes with its activity, and an activity of the same id begins without it', async () => {
  await planned('gone')
  await save('gone', 0, { gap: 'A gap.' })
  await lectern.answerOf('ito', 'DELETE', '/api/office/activities/gone')
  expect(await lectern.codeOf('ito', 'GET', at('gone'))).toBe('not_found')
  expect((await find(await planned('gone'))).version).toBe(0)
})

test('a copied conference has the words, and nothing of it is complete or evaluated', async () => {
  await save('heart-failure-2026', 0, {
    gap: 'A gap.',
    changes: { ...emptyPlanningForm.changes, competence: { designed: true, evaluated: true } },
  })
  await complete('heart-failure-2026', 1)
  const made = { id: 'the-copy', title: 'Copy', timeZone: 'Europe/Berlin', copyOf: conferenceId }
  await lectern.answerOf('ito', 'POST', '/api/office/conferences', made)
  const { activities } = await lectern.operateAt<{ activities: { id: string; title: string }[] }>(
    'the-copy',
    'GET',
    'activities',
  )
  const { id } = activities.find(({ title }) => title.startsWith('Heart failure'))!
  const copy = await lectern.answerOf<ShownPlanning>('ito', 'GET', `/c/the-copy${at(id)}`)
  expect(copy).toMatchObject({ version: 1, completed: null, form: { gap: 'A gap.' } })
  expect(copy.form.changes.competence).toEqual({ designed: true, evaluated: null })
})
