import { expect, test } from '@jest/globals'
import { identifiers, noDetails } from './details.ts'
import { duplicatesIn } from './duplicates.ts'

const person = (id: string, name: string, affiliation = '', email = '', numbers: object = {}) => ({
  id,
  name,
  affiliation,
  details: { ...noDetails, email, identifiers: identifiers.parse(numbers) },
})
const found = (...people: ReturnType<typeof person>[]) =>
  duplicatesIn(people).map(({ reason, words, people: those }) => [
    reason,
    words,
    those.map(({ id }) => id).join(' '),
  ])

test('the same mail address, however it is written', () => {
  const people = [
    person('a', 'A', '', 'Clara@Example.org'),
    person('b', 'B', '', 'clara@example.ORG'),
    person('c', 'C'),
  ]
  expect(found(...people)).toEqual([['email', 'the same mail address', 'a b']])
})

test('the same number of one body, and not of two', () => {
  const people = [
    person('a', 'A', '', '', { npi: '1234567893' }),
    person('b', 'B', '', '', { npi: '1234567893' }),
    person('c', 'C', '', '', { boardIds: { ABIM: '7' } }),
    person('d', 'D', '', '', { boardIds: { ABP: '7' } }),
    person('e', 'E', '', '', { licences: [{ state: 'NY', number: '7' }] }),
    person('f', 'F', '', '', { licences: [{ state: 'MA', number: '7' }] }),
  ]
  expect(found(...people)).toEqual([['identifier', 'the same NPI', 'a b']])
})

test('the same name needs the same affiliation', () => {
  expect(
    found(
      person('a', 'Dr. José García', 'Hospital Clínic'),
      person('b', 'García José', 'hospital clinic'),
      person('c', 'José García', 'Charité'),
      person('d', 'José García'),
      person('e', 'José García'),
    ),
  ).toEqual([['name', 'the same name and affiliation', 'a b']])
})

test('the same people are named once, by the surest reason', () => {
  const numbers = { npi: '1234567893' }
  expect(
    found(
      person('a', 'A B', 'X', 'a@example.org', numbers),
      person('b', 'A B', 'X', 'a@example.org', numbers),
    ),
  ).toEqual([['identifier', 'the same NPI', 'a b']])
})

test('ten thousand people are compared at once', () => {
  const people = Array.from({ length: 10_000 }, (_, i) =>
    person(`p${i}`, `Name ${i % 5000}`, 'Clinic', `m${i}@example.org`),
  )
  expect(found(...people)).toHaveLength(5000)
})
