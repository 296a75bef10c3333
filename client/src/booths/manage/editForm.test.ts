import { minute, noon, settings } from '../fakeBooths.ts'
import {
  changedContent,
  contentOf,
  editProblemsOf,
  emptyForm,
  formOf,
  formOver,
  newKey,
  shownContent,
} from './editForm.ts'

const hours = [{ from: noon, to: noon + 90 * minute }]
const all = () => true

test('a booth is typed and read back as it was', () => {
  const content = { ...settings, hours }
  const { name, categories, description, links } = settings
  expect(contentOf(formOf(content))).toEqual({ name, categories, description, links, hours })
})

test('only what was changed and may be changed is sent', () => {
  const form = { ...formOf(settings), name: 'New', description: 'New words' }
  expect(changedContent(form, settings, all)).toEqual({ name: 'New', description: 'New words' })
  expect(changedContent(form, settings, (field) => settings.editable.includes(field))).toEqual({
    description: 'New words',
  })
  expect(changedContent(formOf(settings), settings, all)).toEqual({})
})

test('hours that end before they begin end on the next day', () => {
  const [only] = hoursOf(row('2026-01-15', '', '22:00', '01:00'))
  expect(only!.to - only!.from).toBe(3 * 3_600_000)
})

const row = (first: string, last: string, from = '09:00', to = '17:00') => ({
  key: newKey(),
  first,
  last,
  from,
  to,
})
const hoursOf = (...rows: ReturnType<typeof row>[]) => contentOf({ ...emptyForm, hours: rows }).hours

test('days in a row with the same hours are one line of the form, over a change of the clocks as well', () => {
  // Clocks change within these days in most zones that change them.
  const days = hoursOf(row('2026-03-05', '2026-03-31'), row('2026-11-01', ''))
  expect(days).toHaveLength(28)
  const { hours: rows } = formOf({ ...settings, hours: days.toReversed() })
  expect(rows.map(({ first, last, from, to }) => [first, last, from, to])).toEqual([
    ['2026-03-05', '2026-03-31', '09:00', '17:00'],
    ['2026-11-01', '2026-11-01', '09:00', '17:00'],
  ])
  expect(
    changedContent(formOf({ ...settings, hours: days }), { ...settings, hours: days.toReversed() }, all),
  ).toEqual({})
})

test('a whole day is open until the next one begins, also where it has 25 hours', () => {
  const days = hoursOf(row('2026-10-20', '2026-11-05', '00:00', '00:00'))
  expect(days).toHaveLength(17)
  expect(days.every(({ to }, i) => i === 16 || to === days[i + 1]!.from)).toBe(true)
  expect(editProblemsOf(formOf({ ...settings, hours: days }))).toEqual({})
})

test('a line that ends before it begins, or has too many days, says so at its last day', () => {
  const problems = (...rows: ReturnType<typeof row>[]) => editProblemsOf({ ...formOf(settings), hours: rows })
  expect(problems(row('2026-03-05', '2026-03-04'))).toEqual({
    'hours.0.last': 'The last day is before the first.',
  })
  expect(problems(row('2026-03-05', ''), row('2026-04-01', '9999-12-31'))).toMatchObject({
    'hours.1.last': '30 days at most in all.',
  })
  expect(problems(row('2026-03-05', '2026-03-06'), row('', ''))).toEqual({
    'hours.1.first': 'Choose a day, and when it opens and closes.',
  })
})

test('each fault is told at its field', () => {
  const link = { key: 7, label: '', url: 'http://example.org' }
  const row = { key: 8, first: '', last: '', from: '09:00', to: '17:00' }
  const many = Array.from({ length: 7 }, (_, i) => `Category ${i}`).join(', ')
  const problems = editProblemsOf({
    name: ' ',
    categories: many,
    description: 'x'.repeat(4003),
    links: [link],
    hours: [row],
  })
  expect(Object.keys(problems).sort()).toEqual(
    ['categories', 'description', 'hours.0.first', 'links.0.label', 'name', 'links.0.url'].sort(),
  )
  expect(problems.description).toBe('3 characters too long.')
  expect(editProblemsOf(formOf({ ...settings, hours }))).toEqual({})
})

test('the preview leaves out what is not whole yet', () => {
  const shown = shownContent({
    ...formOf(settings),
    links: [{ key: 1, label: 'Home', url: 'javascript:alert(1)' }],
    hours: [{ key: 2, first: '', last: '', from: '09:00', to: '17:00' }],
  })
  expect(shown.links).toEqual([])
  expect(shown.hours).toEqual([])
})

test('what a colleague has changed meanwhile is taken over, unless the same was changed here', () => {
  const form = { ...formOf(settings), description: 'Mine' }
  const renamed = { ...settings, version: 2, name: 'Theirs' }
  const merged = formOver(form, settings, renamed)
  expect(merged).toMatchObject({ name: 'Theirs', description: 'Mine' })
  expect(changedContent(merged!, renamed, all)).toEqual({ description: 'Mine' })
  expect(formOver(form, settings, { ...settings, description: 'Theirs' })).toBeUndefined()
})
