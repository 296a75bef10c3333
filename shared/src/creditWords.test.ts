import { expect, test } from '@jest/globals'
import { ofPossible } from './creditWords.ts'

test.each([
  [52, 60, '52 of 60 minutes (86%)'],
  [1, 1, '1 of 1 minute (100%)'],
  [1, 1.5, '1 min of 1 min 30 s (66%)'],
  [47 + 5 / 6, 60, '47 min 50 s of 60 min (79%)'],
  [0.5, 0.75, '30 s of 45 s (66%)'],
  [0, 0.5, '0 min of 30 s (0%)'],
])('%d of %d minutes are in one form: %s', (credited, possible, words) => {
  expect(ofPossible({ credited: credited * 60_000, possible: possible * 60_000 })).toBe(words)
})
