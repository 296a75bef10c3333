import { noIdentifiers } from '@lectern/shared/details'
import { formOf, identifierProblems, identifiersIn, partsFor } from './identifierForm.ts'

test('a form of nothing has a row to write in, and no problem', () => {
  const form = formOf(noIdentifiers)
  expect([form.licences, form.boards]).toEqual([[{ state: '', number: '' }], [{ board: 'ABIM', number: '' }]])
  expect(identifierProblems(form)).toEqual({})
})

test('what the contract refuses is said at its field', () => {
  const form = { ...formOf(noIdentifiers), npi: '123', efn: '1', birthMonth: 13, birthDay: 0 }
  expect(identifierProblems(form)).toEqual({
    npi: 'An NPI has 10 digits and begins with 1 or 2.',
    efn: 'An EFN has 15 digits and begins with 80276.',
    birthMonth: 'From 1 to 12.',
    birthDay: 'From 1 to 31.',
  })
})

test('a day that its month does not have is said at the day', () => {
  const form = formOf(noIdentifiers)
  expect(identifierProblems({ ...form, birthMonth: 2, birthDay: 30 })).toEqual({
    birthDay: 'This month has fewer days.',
  })
  expect(identifierProblems({ ...form, birthMonth: 2, birthDay: 29 })).toEqual({})
})

test('a board ID goes by its board, and a board has one', () => {
  const boards = [
    { board: 'ABP' as const, number: '1' },
    { board: 'ABA' as const, number: 'x'.repeat(30) },
  ]
  const form = { ...formOf(noIdentifiers), boards }
  expect(identifiersIn(form).boardIds).toEqual({ ABP: '1', ABA: 'x'.repeat(30) })
  expect(Object.keys(identifierProblems(form))).toEqual(['boards.1.number'])
  const twice = { ...form, boards: [boards[0]!, { board: 'ABP' as const, number: '2' }] }
  expect(identifierProblems(twice)).toEqual({ 'boards.1.number': 'This board has an ID above.' })
})

test('a part is shown if it is asked for, or was filled in', () => {
  expect(partsFor(['birthDay', 'nabpId'], noIdentifiers)).toEqual(['nabpId', 'birthday'])
  expect(partsFor([], { ...noIdentifiers, efn: '802761234567896' })).toEqual(['efn'])
})
