import { expect, test } from '@jest/globals'
import { named, you } from './subject.ts'

const sentence = ({ capital, was, possessive }: ReturnType<typeof named>) =>
  `${capital} ${was} there; ${possessive} time counts.`

test('a sentence addresses its reader, or names somebody else', () => {
  expect(sentence(you)).toBe('You were there; your time counts.')
  expect(sentence(named('Natalia Kowalska'))).toBe('Natalia was there; Natalia’s time counts.')
})

test.each([
  ['Natalia Maria Luisa Fernanda de la Cruz y Sousa', 'Natalia'],
  ['Dr. Lee', 'Dr. Lee'],
  ['A. Okafor', 'A. Okafor'],
  ['B', 'B'],
  ['  Noah   Lee ', 'Noah'],
  ['山田 太郎', '山田'],
])('%s is called %s', (fullName, short) => {
  expect(named(fullName).name).toBe(short)
})

test('a name written from right to left is isolated from the words around it', () => {
  expect(named('נטליה כהן').capital).toBe('\u2068נטליה\u2069')
})
