import { describe, expect, test } from '@jest/globals'
import { fieldsFor, guessColumns } from './columns.ts'
import { guessDateOrder, readDay, readDuration, readTime } from './dates.ts'
import { facultyCell, readFaculty } from './faculty.ts'
import { kindOfWord, professionOf, roleOf } from './words.ts'

describe('columns are guessed from headings', () => {
  const guess = (kind: 'program' | 'people', headings: string[], remembered = new Map<string, string>()) =>
    guessColumns(kind, fieldsFor(kind, true), headings, remembered)

  test.each([
    ['English', ['First name', 'Surname', 'E-mail address', 'Hospital', 'NPI']],
    ['German', ['Vorname', 'Nachname', 'E-Mail-Adresse', 'Klinik', 'NPI']],
    ['French', ['Prénom', 'Nom', 'Adresse e-mail', 'Établissement', 'NPI']],
    ['Spanish', ['Nombre', 'Apellidos', 'Correo electrónico', 'Institución', 'NPI']],
    ['Italian', ['Nome', 'Cognome', 'E-mail', 'Ospedale', 'NPI']],
    ['Dutch', ['Voornaam', 'Achternaam', 'E-mailadres', 'Ziekenhuis', 'NPI']],
  ])('in %s', (_, headings) => {
    expect(guess('people', headings)).toEqual({
      givenName: 0,
      familyName: 1,
      email: 2,
      affiliation: 3,
      npi: 4,
    })
  })

  test('the first column of two wins, and other columns are left out', () => {
    expect(guess('program', ['Titel', 'Beginn', 'Ende', 'Raum', 'Referenten', 'Kaffee', 'Title'])).toEqual({
      title: 0,
      start: 1,
      end: 2,
      track: 3,
      speakers: 4,
    })
  })

  test('what the office chose before wins over a guess, also that a column is left out', () => {
    const remembered = new Map([
      ['kaffee', 'summary'],
      ['raum', ''],
    ])
    expect(guess('program', ['Titel', 'Raum', 'Kaffee', 'Summary'], remembered)).toEqual({
      title: 0,
      summary: 2,
    })
  })

  test('organisers get no columns of identifiers', () => {
    expect(guessColumns('people', fieldsFor('people', false), ['Email', 'NPI'], new Map())).toEqual({
      email: 0,
    })
  })
})

describe('dates', () => {
  const day = (text: string, order: 'day' | 'month' | null = null) => {
    const read = readDay(text, order)
    return 'problem' in read ? read.problem : `${read.year}-${read.month}-${read.day}`
  }
  test.each([
    '2026-11-24',
    '2026/11/24',
    '24.11.2026',
    'Di, 24.11.26',
    '24/11/2026',
    '11/24/2026',
    '24 November 2026',
    'Nov 24, 2026',
    '24. novembre 2026',
    '24 nov. 2026',
    '46350',
  ])('%s is the 24th of November', (text) => expect(day(text)).toBe('2026-11-24'))

  test('3/4/2026 is read as chosen, and is a problem until somebody chose', () => {
    expect(day('3/4/2026', 'day')).toBe('2026-4-3')
    expect(day('3/4/2026', 'month')).toBe('2026-3-4')
    expect(day('3/4/2026')).toMatch(/two ways/)
    expect(day('5/5/2026')).toBe('2026-5-5')
  })
  test('days that do not exist, and words that are no date, are problems', () => {
    expect(day('31.02.2026')).toMatch(/no such day/)
    expect(day('2026-13-01')).toMatch(/no such day/)
    expect(day('29.02.2027')).toMatch(/no such day/)
    expect(day('24.11.0026')).toMatch(/year 26/)
    expect(day('soon')).toMatch(/not a date/)
  })
  test('the order of day and month shows in any date that has a number above twelve', () => {
    expect(guessDateOrder(['3/4/2026', '13/4/2026'])).toBe('day')
    expect(guessDateOrder(['3/4/2026', '3/14/2026'])).toBe('month')
    expect(guessDateOrder(['3/4/2026', 'x'])).toBeNull()
  })
})

test.each([
  ['14:30', 870],
  ['9.05', 545],
  ['9h30', 570],
  ['09:00:00', 540],
  ['9 Uhr', 540],
  ['2:30 PM', 870],
  ['12:15 a.m.', 15],
  ['0.375', 540],
])('%s is a time', (text, minutes) => expect(readTime(text)).toBe(minutes))
test.each(['24:00', '12:60', 'noon', '13 pm', ''])('“%s” is no time', (text) =>
  expect(readTime(text)).toHaveProperty('problem'),
)
test.each([
  ['00:30', 30],
  ['1:30', 90],
  ['45', 45],
  ['45 min', 45],
  ['1 h 30 min', 90],
  ['1,5 Std.', 90],
  ['2h', 120],
])('%s is a duration', (text, minutes) => expect(readDuration(text)).toBe(minutes))
test.each(['0', '00:00', 'long', ''])('“%s” is no duration', (text) =>
  expect(readDuration(text)).toHaveProperty('problem'),
)

describe('the people of a session in one cell', () => {
  const names = (cell: string) => readFaculty(cell).map(({ name }) => name)
  test('are divided by semicolons, lines, and commas between full names', () => {
    expect(names('Ada Lovelace; Jane Doe')).toEqual(['Ada Lovelace', 'Jane Doe'])
    expect(names('Ada Lovelace\nJane Doe')).toEqual(['Ada Lovelace', 'Jane Doe'])
    expect(names('Ada Lovelace, Jane Doe and Max Muster')).toEqual(['Ada Lovelace', 'Jane Doe', 'Max Muster'])
    expect(names('')).toEqual([])
  })
  test('keep degrees, mail addresses and ids apart, and turn a family name that comes first', () => {
    expect(readFaculty('Jane Doe, MD, FACC <jane@example.org>; Lovelace, Ada [NQTF8Y]')).toEqual([
      { name: 'Jane Doe', credentials: 'MD, FACC', email: 'jane@example.org', externalId: '' },
      { name: 'Ada Lovelace', credentials: '', email: '', externalId: 'NQTF8Y' },
    ])
  })
  test('are each there once, and are the same after an export', () => {
    expect(readFaculty('Ada Lovelace; Ada Lovelace')).toHaveLength(1)
    const cell = facultyCell([{ name: 'Ada [the] Lovelace', personId: 'p-1' }])
    expect(readFaculty(cell)).toEqual([
      { name: 'Ada  the  Lovelace', credentials: '', email: '', externalId: 'p-1' },
    ])
  })
})

test('words of tables are professions, roles and kinds, in any spelling', () => {
  expect(['Physician', 'Ärztin', 'médecin', 'RN'].map(professionOf)).toEqual([
    'physician',
    'physician',
    'physician',
    'nurse',
  ])
  expect(['Physician Assistant', 'physician_assistant', 'wizard'].map(professionOf)).toEqual([
    'physician_assistant',
    'physician_assistant',
    undefined,
  ])
  expect(['Teilnehmer', 'Chair', 'exhibitor'].map(roleOf)).toEqual(['clinician', 'moderator', undefined])
  expect(
    ['Talk', 'Vortrag', 'Workshop', 'Satellite symposium, not accredited', 'Podcast'].map(kindOfWord),
  ).toEqual(['lecture', 'lecture', 'workshop', 'satellite', undefined])
})
