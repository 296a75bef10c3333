import { people, person } from './fakeOffice.ts'
import { peopleOf, standingOf, type Wanted } from './peopleTable.ts'

const wanted = (fields: Partial<Wanted> = {}): Wanted => ({
  search: '',
  profession: 'all',
  standing: 'all',
  sort: 'name',
  descending: false,
  ...fields,
})
const idsOf = (fields: Partial<Wanted>) => peopleOf(people, wanted(fields)).map(({ personId }) => personId)

test('a standing is what the office has to know first', () => {
  expect(people.map(standingOf)).toEqual(['not_claimed', 'claimed', 'not_eligible'])
})

test.each<[string, Partial<Wanted>, string[]]>([
  ['part of a name', { search: 'mey' }, ['clara']],
  ['words in any order', { search: 'lee noah' }, ['noah']],
  ['a name without its accents', { search: 'INES munoz' }, ['ines']],
  ['nobody', { search: 'nobody' }, []],
  ['a profession', { profession: 'nurse' }, ['noah']],
  ['a standing', { standing: 'not_eligible' }, ['ines']],
  ['both, if both fit', { standing: 'claimed', profession: 'physician' }, []],
])('%s is found', (_what, fields, ids) => {
  expect(idsOf(fields)).toEqual(ids)
})

test.each<[Wanted['sort'], string[]]>([
  ['name', ['clara', 'ines', 'noah']],
  ['profession', ['noah', 'ines', 'clara']],
  ['minutes', ['ines', 'clara', 'noah']],
  ['earned', ['ines', 'clara', 'noah']],
  ['standing', ['ines', 'clara', 'noah']],
])('sorted by %s, and then by name', (sort, ids) => {
  expect(idsOf({ sort })).toEqual(ids)
})

test('the other way round names stay in order among equals', () => {
  expect(idsOf({ sort: 'minutes', descending: true })).toEqual(['clara', 'noah', 'ines'])
})

test('the list that is given stays as it is', () => {
  const given = [person({ personId: 'z', name: 'Z' }), person({ personId: 'a', name: 'A' })]
  peopleOf(given, wanted())
  expect(given.map(({ personId }) => personId)).toEqual(['z', 'a'])
})
