import { changedFields, choose, type Draft, isChanged, rebase } from './rebase.ts'

interface Values {
  title: string
  track: string
  languages: string[]
}
const base: Values = { title: 'ECG', track: 'Heart', languages: ['en'] }
const draft = (mine: Partial<Values>): Draft<Values> => ({
  base,
  version: 1,
  mine: { ...base, ...mine },
  open: [],
})

test('a field that was not touched here follows the others', () => {
  const next = rebase(draft({ title: 'ECG rounds' }), { ...base, track: 'Brain' }, 2)
  expect(next.mine).toEqual({ ...base, title: 'ECG rounds', track: 'Brain' })
  expect([next.open, next.version, changedFields(next)]).toEqual([[], 2, ['title']])
})

test('a field that both changed is open, and keeps both values', () => {
  const next = rebase(draft({ title: 'Mine' }), { ...base, title: 'Theirs' }, 2)
  expect(next).toMatchObject({ open: ['title'], base: { title: 'Theirs' }, mine: { title: 'Mine' } })
})

test('both wrote the same: nothing is open, and nothing is left to save', () => {
  const next = rebase(draft({ languages: ['en', 'de'] }), { ...base, languages: ['en', 'de'] }, 2)
  expect(next.open).toEqual([])
  expect(isChanged(next)).toBe(false)
})

test('an open field stays open when others change something else, until somebody chooses', () => {
  const first = rebase(draft({ title: 'Mine' }), { ...base, title: 'Theirs' }, 2)
  const second = rebase(first, { ...base, title: 'Theirs', track: 'Brain' }, 3)
  expect(second.open).toEqual(['title'])
  expect(choose(second, 'title', 'theirs')).toMatchObject({ open: [], mine: { title: 'Theirs' } })
  const kept = choose(second, 'title', 'mine')
  expect([kept.open, kept.mine.title, changedFields(kept)]).toEqual([[], 'Mine', ['title']])
})

test('an open field that others change back to mine is settled', () => {
  const first = rebase(draft({ title: 'Mine' }), { ...base, title: 'Theirs' }, 2)
  expect(rebase(first, { ...base, title: 'Mine' }, 3).open).toEqual([])
})
