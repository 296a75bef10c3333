import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { comparableName, fullName, guessNames, namePartsOf, proposedPrintedName } from './names.ts'

test.each([
  ['Clara Nwosu', 'Clara', 'Nwosu'],
  ['Dr A. Okafor', 'A.', 'Okafor'],
  ['Prof. Dr. Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
  ['María José de la Cruz', 'María José', 'de la Cruz'],
  ['Nwosu, Clara', 'Clara', 'Nwosu'],
  ['Martin Luther King Jr.', 'Martin Luther', 'King Jr.'],
  ['Ana Lúcia dos Santos', 'Ana Lúcia', 'dos Santos'],
  ['Van Morrison', 'Van', 'Morrison'],
  ['王小明', '小明', '王'],
  ['欧阳娜娜', '娜娜', '欧阳'],
  ['김민준', '민준', '김'],
  ['佐藤 花子', '花子', '佐藤'],
  ['毛 澤東', '澤東', '毛'],
  ['Smith, Mary, Jr.', 'Mary', 'Smith Jr.'],
  ['Mary Smith, III', 'Mary', 'Smith III'],
  ['Smith, Mary, Jr., MD', 'Mary', 'Smith Jr.'],
  ['Smith, Dr. Mary', 'Mary', 'Smith'],
  ['John Smith 3rd', 'John', 'Smith 3rd'],
  ['Prof. Dr. Dr. h.c. Hans Müller', 'Hans', 'Müller'],
  ['Univ.-Prof. Dr. med. Hans Müller', 'Hans', 'Müller'],
  ['Dott.ssa Anna De Rossi', 'Anna', 'De Rossi'],
  ['Dr.Mary Smith', 'Mary', 'Smith'],
  ['Otto von und zu Stein', 'Otto', 'von und zu Stein'],
  ['Maria De La Cruz', 'Maria', 'De La Cruz'],
  ['Jan Van Der Berg', 'Jan', 'Van Der Berg'],
  ['Henry St. John', 'Henry', 'St. John'],
  ['محمد بن سلمان', 'محمد', 'بن سلمان'],
  ['محمد الأحمد', 'محمد', 'الأحمد'],
  ['Анна Павлова', 'Анна', 'Павлова'],
  ['Sukarno', '', 'Sukarno'],
  ['X', '', 'X'],
  ['王', '', '王'],
  ['One Two Three Four Five Six Seven Eight', 'One Two Three Four Five Six Seven', 'Eight'],
  ['Dr', '', 'Dr'],
  ['John Doe, MD', 'John', 'Doe'],
  ['John Doe, M.D., Ph.D.', 'John', 'Doe'],
  ['Dr. John Doe PhD', 'John', 'Doe'],
  ['Doe, John, MD', 'John', 'Doe'],
  ['Mary Smith Jr., FACP', 'Mary', 'Smith Jr.'],
  ['Clara Nwosu PA-C', 'Clara', 'Nwosu'],
  ['Abbott, PharmD', '', 'Abbott'],
  ['Yo Yo Ma', 'Yo Yo', 'Ma'],
  ['ANNA KIM DO', 'ANNA KIM', 'DO'],
  ['Anna Kim DO', 'Anna', 'Kim'],
  ['Ama Mba', 'Ama', 'Mba'],
  ['O’Neil Sr', '', 'O’Neil Sr'],
])('%s is probably %j %j', (name, givenName, familyName) => {
  expect(guessNames(name)).toEqual({ givenName, familyName })
})

test('a guess never loses the family name, and never grows', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }), (typed) => {
      const name = typed.trim()
      fc.pre(name !== '')
      const { givenName, familyName } = guessNames(name)
      return familyName !== '' && givenName.length + familyName.length <= name.length
    }),
  )
})

test('parts are guessed until somebody has confirmed them', () => {
  expect(namePartsOf({ name: 'Clara Nwosu' })).toEqual({
    givenName: 'Clara',
    familyName: 'Nwosu',
    isGuessed: true,
  })
  expect(namePartsOf({ name: 'Sukarno', familyName: 'Sukarno' })).toEqual({
    givenName: '',
    familyName: 'Sukarno',
    isGuessed: false,
  })
})

test('a full name is read in the order of its script', () => {
  expect(fullName({ givenName: 'Clara', familyName: 'Nwosu' })).toBe('Clara Nwosu')
  expect(fullName({ givenName: '小明', familyName: '王' })).toBe('王小明')
  expect(fullName({ givenName: '', familyName: 'Sukarno' })).toBe('Sukarno')
})

test('certificates print the credentials after the name', () => {
  expect(proposedPrintedName({ name: 'Clara Nwosu', credentials: 'MD' })).toBe('Clara Nwosu, MD')
  expect(proposedPrintedName({ name: 'Clara Nwosu', credentials: '' })).toBe('Clara Nwosu')
})

test.each([
  ['Dr. José García', 'jose garcia'],
  ['García, José', 'jose garcia'],
  ['O’Brien Mary', 'mary o’brien'],
  ['Zoë\u200b Müller', 'zoe muller'],
  ['ＣＬＡＲＡ Nwosu', 'clara nwosu'],
])('%s is compared like %s', (one, other) => {
  expect(comparableName(one)).toBe(comparableName(other))
})
test.each([
  ['Anna Berg', 'Anne Berg'],
  ['محمد', 'محمود'],
  ['王小明', '王小红'],
])('%s is somebody else than %s', (one, other) => {
  expect(comparableName(one)).not.toBe(comparableName(other))
})
