import { counted, listWords, percent, plural, sizeWords, tooLongWords, withShare } from './counts.ts'

test('one is singular, none and many are plural', () => {
  expect([0, 1, 2].map((count) => counted(count, 'vote'))).toEqual(['0 votes', '1 vote', '2 votes'])
  expect(counted(2, 'person has', 'people have')).toBe('2 people have')
  expect([plural(1, 'is', 'are'), plural(3, 'is', 'are')]).toEqual(['is', 'are'])
})

test('from ten thousand on, numbers are grouped', () => {
  expect(counted(2000, 'character')).toBe('2000 characters')
  expect(counted(12_000, 'person', 'people')).toBe('12,000 people')
})

test('shares are whole percents', () => {
  expect([0, 0.75, 1, 2 / 3].map(percent)).toEqual(['0%', '75%', '100%', '67%'])
})

test('a count with its share has one form everywhere', () => {
  expect([withShare(12, 30), withShare(0, 30), withShare(30, 30), withShare(0, 0)]).toEqual([
    '12 (40%)',
    '0 (0%)',
    '30 (100%)',
    '0',
  ])
  expect(withShare(12_000, 12_000)).toBe('12,000 (100%)')
})

test('the last two of a list are joined by "and"', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listWords)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})

test('sizes are in kilobytes, and from about a megabyte on in megabytes', () => {
  expect([1, 20_000, 1024 * 1024, 3.3 * 1024 * 1024].map(sizeWords)).toEqual([
    '1 KB',
    '20 KB',
    '1 MB',
    '3.3 MB',
  ])
})

test('a text that is too long says by how much', () => {
  expect(tooLongWords(1)).toBe('1 character too long. Shorten it to send it.')
})
