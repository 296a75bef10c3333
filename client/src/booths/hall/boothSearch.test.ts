import { minute, noon, summary } from '../fakeBooths.ts'
import { boothsOf, categoriesOf, everything } from './boothSearch.ts'

const booths = [
  summary('norlund', { name: 'Norlund Rhythm', categories: ['Devices'], staff: 1 }),
  summary('meridian', { name: 'Meridian Imaging', categories: ['Imaging', 'Software'] }),
  summary('heartline', {
    name: 'Heartline Books',
    categories: ['Education'],
    hours: [{ from: noon + minute, to: noon + 2 * minute }],
  }),
]
const found = (wanted: Partial<typeof everything>) =>
  boothsOf(booths, { ...everything, ...wanted }, noon).map(({ id }) => id)

test('all booths are there, by name', () => {
  expect(found({})).toEqual(['heartline', 'meridian', 'norlund'])
})

test.each([
  ['imag', ['meridian']],
  ['  DEVICES ', ['norlund']],
  ['books heart', ['heartline']],
  ['nothing', []],
])('a search for %j finds %j', (search, expected) => {
  expect(found({ search })).toEqual(expected)
})

test('by category, with staff and open now', () => {
  expect(found({ category: 'Software' })).toEqual(['meridian'])
  expect(found({ show: 'staffed' })).toEqual(['norlund'])
  expect(found({ show: 'open' })).toEqual(['meridian', 'norlund'])
  expect(found({ show: 'staffed', category: 'Software' })).toEqual([])
})

test('the categories of all booths, each once', () => {
  expect(categoriesOf([...booths, ...booths])).toEqual(['Devices', 'Education', 'Imaging', 'Software'])
})
