import { profile } from './fakeCredit.ts'
import { profileProblems } from './profileFields.ts'

test('a profile of nothing is one', () => {
  expect(profileProblems(profile)).toEqual({})
})

test('what the contract refuses is said at its field', () => {
  expect(profileProblems({ ...profile, npi: '123', efn: '1', birthMonth: 13, birthDay: 0 })).toEqual({
    npi: 'An NPI has 10 digits.',
    efn: 'An EFN has 15 digits.',
    birthMonth: 'From 1 to 12.',
    birthDay: 'From 1 to 31.',
  })
})

test('a day that its month does not have is said at the day', () => {
  expect(profileProblems({ ...profile, birthMonth: 2, birthDay: 30 })).toEqual({
    birthDay: 'This month has fewer days.',
  })
  expect(profileProblems({ ...profile, birthMonth: 2, birthDay: 29 })).toEqual({})
})
