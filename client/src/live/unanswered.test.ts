import { expect, test } from '@jest/globals'
import { commands } from '@lectern/shared/commands'
import { createdIds } from '@lectern/shared/createdIds'
import { createUnanswered } from './unanswered.ts'

test('a request keeps its id until it succeeds; another request, or the same one later, gets another', () => {
  let made = 0
  const { identify, done } = createUnanswered(() => `id-${++made}`)
  const request = { sessionId: 's', text: 'Why?' }
  expect(identify('program.reportBias', request)).toEqual({ ...request, reportId: 'id-1' })
  expect(identify('program.reportBias', { ...request })).toEqual({ ...request, reportId: 'id-1' })
  expect(identify('program.reportBias', { ...request, text: 'How?' })).toMatchObject({ reportId: 'id-2' })
  done('program.reportBias', request)
  expect(identify('program.reportBias', request)).toMatchObject({ reportId: 'id-3' })
  expect(identify('questions.ask', { questionId: 'own' })).toEqual({ questionId: 'own' })
  expect(identify('polls.open', { pollId: 'p' })).toEqual({ pollId: 'p' })
})

test('only so many requests are remembered', () => {
  let made = 0
  const { identify } = createUnanswered(() => `id-${++made}`)
  for (let i = 0; i < 60; i += 1) identify('polls.create', { i })
  expect(identify('polls.create', { i: 59 })).toMatchObject({ pollId: 'id-60' })
  expect(identify('polls.create', { i: 0 })).toMatchObject({ pollId: 'id-61' })
})

test('every command that creates something takes its id', () => {
  for (const [name, field] of Object.entries(createdIds)) {
    const { shape } = commands[name as keyof typeof createdIds].request as { shape: Record<string, unknown> }
    expect([name, Object.keys(shape)]).toEqual([name, expect.arrayContaining([field])])
  }
})
