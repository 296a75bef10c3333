import { people, person } from './fakeOffice.ts'
import { countsOf, peopleOf, professionsIn, standingOf, type Wanted } from './peopleTable.ts'

const wanted = (fields: Partial<Wanted> = {}): Wanted => ({
  search: '',
  profession: 'all',
  standing: 'all',
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

test('each filter says how many people it would show, and professions that do not occur have none', () => {
  const counts = countsOf(people)
  expect([...counts]).toEqual([
    ['not_claimed', 1],
    ['physician', 1],
    ['claimed', 1],
    ['nurse', 1],
    ['not_eligible', 1],
    ['pharmacist', 1],
  ])
  expect(professionsIn(counts)).toEqual(['physician', 'nurse', 'pharmacist'])
})

test('the list that is given stays as it is', () => {
  const given = [person({ personId: 'z', name: 'Z' }), person({ personId: 'a', name: 'A' })]
  peopleOf(given, wanted())
  expect(given.map(({ personId }) => personId)).toEqual(['z', 'a'])
})
