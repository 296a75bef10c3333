import { emptyPlanningForm, type ShownPlanning } from '@lectern/shared/planningForm'
import { cleanup, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { me } from '../credit/fakeCredit.ts'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { PlanningForm } from './PlanningForm.tsx'
import { answerWords, merged, planningProblems } from './planningForm.ts'

const address = '/api/credit/office/hf/planning'
const put = `PUT ${address}`
const savedAt = Date.UTC(2026, 10, 24, 9)
const planning = (changes: Partial<ShownPlanning> = {}): ShownPlanning => ({
  ...{ version: 1, form: { ...emptyPlanningForm, gap: 'A gap.' }, savedAt, savedBy: 'ito', completed: null },
  ...{ savedByName: 'Hana Ito', completedByName: '', jointProviders: [], isJointAccreditation: false },
  boards: [],
  missing: {
    abstract: [{ who: 'office', says: 'No competency is ticked.', field: 'competencies' }],
    record: [{ who: 'office', says: 'The description of content is missing.', field: 'description' }],
  },
  ...changes,
})
let server: FakeHttp
const page = (state = planning()) => {
  server.answers['GET /api/me'] = me
  server.answers[`GET ${address}`] = state
  return drawAt(server, '/form', '/form', <PlanningForm activityId="hf" />, (each) => (
    <main>
      <h1>Activity</h1>
      {each}
    </main>
  ))
}
const box = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const press = (name: string) => screen.getByRole('button', { name })
/** Pasted: each key draws the whole form again. */
async function write(user: UserEvent, field: HTMLElement, words: string): Promise<void> {
  await user.click(field)
  await user.paste(words)
}
const bodies = () => server.bodies(put) as { version: number; form: ShownPlanning['form'] }[]

beforeEach(() => {
  sessionStorage.clear()
  server = new FakeHttp()
})
afterEach(cleanup)

test('a form is written, counted, ticked and saved on the version it was read with', async () => {
  const { user } = await page()
  expect(text()).toContain('Saved by Hana Ito')
  expect(text()).toContain('2 / 100 words')
  await user.click(box('Practice gap'))
  await user.paste(' Two more.')
  expect(text()).toContain('4 / 100 words')
  expect(text()).toContain('Unsaved changes')
  await user.click(screen.getByRole('checkbox', { name: 'Medical knowledge' }))
  await user.click(screen.getByRole('checkbox', { name: 'Teams and teamwork' }))
  await user.click(screen.getByRole('radio', { name: 'No, it’s free' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Competence: designed to change' }), 'Yes')
  await user.click(
    within(screen.getByRole('radiogroup', { name: 'Listed for the public' })).getByRole('radio', {
      name: 'Yes',
    }),
  )
  server.answers[put] = () => planning({ version: 2, form: bodies().at(-1)!.form })
  await user.click(press('Save'))
  await nextTurn()
  expect(bodies()).toEqual([
    {
      version: 1,
      form: {
        ...emptyPlanningForm,
        ...{ gap: 'A gap. Two more.', fee: 'no', forPublicList: true },
        competencies: ['medical_knowledge', 'teams_teamwork'],
        changes: { ...emptyPlanningForm.changes, competence: { designed: true, evaluated: null } },
      },
    },
  ])
  expect(text()).not.toContain('Unsaved changes')
  expect(await violations()).toEqual([])
})

test('more words than are taken are not sent, and the field says how many', async () => {
  const { user } = await page()
  await user.click(box('Why this format'))
  await user.paste('word '.repeat(26))
  expect(text()).toContain('26 / 25 words')
  await user.click(press('Save'))
  expect(bodies()).toEqual([])
  expect(text()).toContain('26 words: at most 25.')
  expect(document.activeElement).toBe(box('Why this format'))
})

test('what somebody else has saved meanwhile comes in, and what both changed is decided by a press', async () => {
  const { user } = await page()
  await user.clear(box('Practice gap'))
  await write(user, box('Practice gap'), 'Mine.')
  await write(user, box('Knowledge'), 'Mine alone.')
  server.refuse(put, 'stale', 'Somebody else has saved this form meanwhile.')
  const theirs = { ...emptyPlanningForm, gap: 'Theirs.', performance: 'Theirs alone.' }
  server.answers[`GET ${address}`] = planning({ version: 2, form: theirs, savedByName: 'Ben Office' })
  await user.click(press('Save'))
  await nextTurn()
  await nextTurn()
  expect(text()).toContain('Ben Office has saved this form meanwhile')
  expect([box('Practice gap').value, box('Knowledge').value, box('Performance').value]).toEqual([
    ...['Mine.', 'Mine alone.', 'Theirs alone.'],
  ])
  await user.click(press('Take theirs: Practice gap'))
  expect(box('Practice gap').value).toBe('Theirs.')
  server.answers[put] = () => planning({ version: 3, form: bodies().at(-1)!.form })
  await user.click(press('Save'))
  await nextTurn()
  expect(bodies().at(-1)).toEqual({
    version: 2,
    form: { ...theirs, knowledge: 'Mine alone.' },
  })
  expect(text()).not.toContain('meanwhile')
})

test('what was written and not saved is there again, and can be discarded', async () => {
  const first = await page()
  await write(first.user, box('Why this format'), 'Cases.')
  cleanup()
  const { user } = await page()
  expect(box('Why this format').value).toBe('Cases.')
  expect(text()).toContain('Not saved yet')
  await user.click(press('Discard it'))
  expect(box('Why this format').value).toBe('')
  expect(text()).not.toContain('Not saved yet')
})

test('closing the tab is asked about while something is unsaved, and only then', async () => {
  const { user } = await page()
  const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  expect(asks()).toBe(false)
  await write(user, box('Practice gap'), '!')
  expect(asks()).toBe(true)
})

test('what is missing leads to its field', async () => {
  const { user } = await page()
  await user.click(press('The description of content is missing.'))
  expect(document.activeElement).toBe(box('Description of content'))
})

test('a saved version is marked as complete; an unsaved one is not', async () => {
  const { user } = await page()
  await write(user, box('Practice gap'), '!')
  expect(press('Mark as complete')).toHaveProperty('disabled', true)
  await user.clear(box('Practice gap'))
  await write(user, box('Practice gap'), 'A gap.')
  const completed = { at: savedAt, by: 'ito' }
  server.answers[`POST ${address}/complete`] = planning({ completed, completedByName: 'Hana Ito' })
  await user.click(press('Mark as complete'))
  await nextTurn()
  expect(server.bodies(`POST ${address}/complete`)).toEqual([{ version: 1 }])
  expect(text()).toContain('These words are in the ledger.')
})

test('Joint Accreditation, boards and joint providers have their own words', async () => {
  await page(planning({ isJointAccreditation: true, boards: ['ABIM'], jointProviders: ['Lakeside Society'] }))
  expect(box('Skills or strategy')).toBeTruthy()
  expect(box('Performance of the healthcare team')).toBeTruthy()
  expect(text()).toContain('Jointly provided with Lakeside Society')
  expect(text()).toContain('Kinds of MOC credit of the ABIM')
  expect(await violations()).toEqual([])
})

test('merging keeps what only one has changed, and names what both have', () => {
  const base = emptyPlanningForm
  const mine = { ...base, gap: 'Same', city: 'Jena', keywords: ['a'] }
  const theirs = { ...base, gap: 'Same', city: 'Ulm', fee: 'no' as const }
  expect(merged(base, mine, theirs)).toEqual({
    form: { ...base, gap: 'Same', city: 'Jena', keywords: ['a'], fee: 'no' },
    conflicts: ['city'],
  })
})

test('a problem of one item is shown at its list', () => {
  expect(planningProblems({ ...emptyPlanningForm, keywords: ['x'.repeat(61)] })).toEqual({
    keywords: 'At most 60 characters.',
  })
})

test.each([
  ['', 'nothing'],
  [[], 'nothing'],
  [['patient_care', 'informatics'], 'patient care, informatics'],
  [[{ board: 'ABP', type: 'Part 2' }], 'ABP Part 2'],
  [true, 'yes'],
  [false, 'no'],
  [null, 'nothing'],
])('%j is told as %j', (value, words) => {
  expect(answerWords(value as never)).toBe(words)
})
