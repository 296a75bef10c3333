import { expect, test } from '@jest/globals'
import { approvalsIn, changeAt, mostChanges, openQuestions, voters } from './plan.ts'

const all = Array.from({ length: mostChanges }, (_, index) => changeAt(index))

test('nobody votes twice for the same question', () => {
  const votes = all.flatMap((planned) =>
    planned.kind === 'vote' ? [`${planned.voter} ${planned.question}`] : [],
  )
  expect(votes).toHaveLength(voters * openQuestions)
  expect(new Set(votes).size).toBe(votes.length)
})

test('approvals take the questions in turn', () => {
  const approvals = all.flatMap((planned) => (planned.kind === 'approval' ? [planned.index] : []))
  expect(approvals).toEqual(Array.from({ length: approvalsIn(mostChanges) }, (_, index) => index))
})

test('within a second nobody votes more often than allowed, and many questions get votes', () => {
  const second = all.slice(0, 50).flatMap((planned) => (planned.kind === 'vote' ? [planned] : []))
  expect(new Set(second.map(({ voter }) => voter)).size).toBe(second.length)
  expect(new Set(second.map(({ question }) => question)).size).toBe(openQuestions)
})
