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
  const row = { key: newKey(), date: '2026-01-15', from: '22:00', to: '01:00' }
  const [only] = contentOf({ ...emptyForm, hours: [row] }).hours
  expect(only!.to - only!.from).toBe(3 * 3_600_000)
})

test('each fault is told at its field', () => {
  const link = { key: 7, label: '', url: 'http://example.org' }
  const row = { key: 8, date: '', from: '09:00', to: '17:00' }
  const many = Array.from({ length: 7 }, (_, i) => `Category ${i}`).join(', ')
  const problems = editProblemsOf({
    name: ' ',
    categories: many,
    description: 'x'.repeat(4003),
    links: [link],
    hours: [row],
  })
  expect(Object.keys(problems).sort()).toEqual(
    ['categories', 'description', 'hours.0.date', 'links.0.label', 'name', 'links.0.url'].sort(),
  )
  expect(problems.description).toBe('3 characters too long.')
  expect(editProblemsOf(formOf({ ...settings, hours }))).toEqual({})
})

test('the preview leaves out what is not whole yet', () => {
  const shown = shownContent({
    ...formOf(settings),
    links: [{ key: 1, label: 'Home', url: 'javascript:alert(1)' }],
    hours: [{ key: 2, date: '', from: '09:00', to: '17:00' }],
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
